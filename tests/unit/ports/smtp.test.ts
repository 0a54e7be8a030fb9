import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type MailPort, viaSmtp } from "@/lib/ports/mail";
import { sendTimeout } from "@/lib/ports/sending";
import { aMail, smuggled } from "@/tests/support/a-mail";
import { type MailServer, mailServer, type Refusal } from "@/tests/support/smtp-server";

let server: MailServer;
let port: MailPort;

beforeAll(async () => {
  server = await mailServer();
  port = viaSmtp(server.url);
});
afterEach(() => {
  server.refuse(null);
  server.received.length = 0;
});
afterAll(() => server.close());

/** The mail's headers, unfolded. */
function headersOf(raw: string): Map<string, string> {
  const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
  return new Map(
    head.split("\r\n").map((line) => /^([^:]+): (.*)$/.exec(line)?.slice(1) as [string, string]),
  );
}

/** A header with its encoded words read (RFC 2047). */
function read(header = ""): string {
  const joined = header.replace(/\?=\s+=\?/g, "?==?");
  return joined.replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
    how.toLowerCase() === "b"
      ? Buffer.from(text, "base64").toString()
      : decodeURIComponent(text.replaceAll("_", " ").replaceAll("%", "%25").replaceAll("=", "%")),
  );
}

/** The parts of a mail, by their kind, decoded. */
function partsOf(raw: string): Record<string, string> {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? "none";
  const parts = raw.split(`--${boundary}`).slice(1, -1);
  return Object.fromEntries(
    parts.map((part) => {
      const body = part.slice(part.indexOf("\r\n\r\n") + 4);
      const bytes = /encoding: base64/i.test(part)
        ? Buffer.from(body, "base64")
        : Buffer.from(
            body
              .replace(/=\r\n/g, "")
              .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
            "latin1",
          );
      return [/content-type: ([a-z/]+)/i.exec(part)?.[1] ?? "", bytes.toString().trim()];
    }),
  );
}

describe("a mail through SMTP", () => {
  it("arrives with both its parts, from the firm's portal", async () => {
    const result = await port.send(aMail);
    expect(result).toEqual({ outcome: "sent", providerId: expect.stringMatching(/^<.+@devries\.example>$/) });
    const [mail] = server.received;
    expect(mail).toMatchObject({ from: aMail.from.address, to: [aMail.to] });
    const headers = headersOf(mail?.raw ?? "");
    expect(headers.get("From")).toBe('"De Vries & Partners portal" <portaal@devries.example>');
    expect(headers.get("To")).toBe("marieke@korenaar.example");
    expect(headers.get("Subject")).toBe(aMail.subject);
    expect(headers.get("X-Idempotency-Key")).toBe(aMail.idempotencyKey);
    expect(headers.get("Message-ID")).toBe("providerId" in result ? result.providerId : "");
    expect(headers.get("Content-Type")).toMatch(/^multipart\/alternative/);
    expect(partsOf(mail?.raw ?? "")).toEqual({
      "text/plain": aMail.text.replaceAll("\n", "\r\n"),
      "text/html": aMail.html,
    });
  });

  it.each([
    ["De Vries portal", "De Vries portal"],
    ["Accountants Müller & Søn portal", "Accountants Müller & Søn portal"],
    ["会計事務所 portal", "会計事務所 portal"],
    ['Jan "de" Vries, <nu>; portal', 'Jan "de" Vries, <nu>; portal'],
  ])("is from %j in one piece", async (name, wanted) => {
    const subject = `€ 4.812 — ${"zeer ".repeat(30)}lang ✓`;
    await port.send({ ...aMail, from: { ...aMail.from, name }, subject });
    const raw = server.received[0]?.raw ?? "";
    const headers = headersOf(raw);
    const [, shown = "", address] = /^(.*) <([^<>]*)>$/.exec(read(headers.get("From"))) ?? [];
    expect(address).toBe(aMail.from.address);
    expect(shown.replace(/^"|"$/g, "").replace(/\\(.)/g, "$1")).toBe(wanted);
    expect(read(headers.get("Subject"))).toBe(subject);
    expect(raw.slice(0, raw.indexOf("\r\n\r\n"))).toMatch(/^[\x20-\x7e\r\n\t]+$/);
  });

  it.each(smuggled)("never leaves with %s", async (_, changes) => {
    expect(await port.send({ ...aMail, ...changes })).toMatchObject({ outcome: "refused" });
    expect(server.received).toEqual([]);
  });

  it("signs in where the address says so", async () => {
    const as = (password: string) => viaSmtp(server.url.replace("://", `://portal:${password}@`)).send(aMail);
    expect(await as("right")).toMatchObject({ outcome: "sent" });
    expect(await as("wrong")).toEqual({ outcome: "unavailable", reason: "smtp 535" });
    expect(server.received).toHaveLength(1);
  });
});

describe("a server that says no", () => {
  it.each<[string, Refusal, string]>([
    ["refused", { at: "recipient", code: 550 }, "smtp 550"],
    ["refused", { at: "recipient", code: 553 }, "smtp 553"],
    ["refused", { at: "data", code: 554 }, "smtp 554"],
    // Greylisting: who comes back is served.
    ["unavailable", { at: "recipient", code: 450 }, "smtp 450"],
    ["unavailable", { at: "recipient", code: 451 }, "smtp 451"],
    ["unavailable", { at: "data", code: 452 }, "smtp 452"],
    ["unavailable", { at: "connect", code: 421 }, "smtp 421"],
    // About us, and not about this mail.
    ["unavailable", { at: "connect", code: 554 }, "smtp 554"],
    ["unavailable", { at: "sender", code: 550 }, "smtp 550"],
    ["unavailable", { at: "recipient", code: 530 }, "smtp 530"],
  ])("makes a mail %s: %j", async (outcome, refusal, reason) => {
    server.refuse(refusal);
    expect(await port.send(aMail)).toEqual({ outcome, reason });
    expect(server.received).toEqual([]);
    server.refuse(null);
    expect(await port.send(aMail)).toMatchObject({ outcome: "sent" });
  });
});

describe("a connection that breaks", () => {
  it("has delivered nothing when nobody listens, or nobody is called that", async () => {
    const gone = await mailServer();
    await gone.close();
    expect(await viaSmtp(gone.url).send(aMail)).toEqual({ outcome: "unavailable", reason: "smtp ESOCKET" });
    expect(await viaSmtp("smtp://mail.invalid").send(aMail)).toMatchObject({ outcome: "unavailable" });
  });

  it.each(["sender", "data", "after"] as const)("may have delivered: %s", async (step) => {
    server.refuse({ drop: step });
    expect(await port.send(aMail)).toMatchObject({ outcome: "unknown" });
    expect(server.received).toHaveLength(step === "after" ? 1 : 0);
  });

  it("is given up waiting for, and may have delivered", async () => {
    server.refuse({ hang: "data" });
    const since = Date.now();
    expect(await port.send(aMail)).toEqual({ outcome: "unknown", reason: "ETIMEDOUT" });
    expect(Date.now() - since).toBeLessThan(sendTimeout + 3000);
  });
});
