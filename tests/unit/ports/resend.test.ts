import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type MailPort, viaResend } from "@/lib/ports/mail";
import { aMail, smuggled } from "@/tests/support/a-mail";
import { type ResendServer, resendServer } from "@/tests/support/resend-server";

const key = "re_123456789";
let server: ResendServer;
let port: MailPort;

beforeAll(async () => {
  server = await resendServer(key, "devries.example");
  process.env.RESEND_BASE_URL = server.url;
  port = viaResend(key);
});
afterEach(() => {
  server.failWith(null);
  server.accepted.length = 0;
  server.asked.length = 0;
});
afterAll(async () => {
  delete process.env.RESEND_BASE_URL;
  await server.close();
});

let keys = 0;
const mail = (changes: Partial<typeof aMail> = {}) => ({
  ...aMail,
  idempotencyKey: `k${keys++}`,
  ...changes,
});

describe("a mail through Resend", () => {
  it("is handed over as it is, and its id kept", async () => {
    const result = await port.send(mail());
    expect(result).toEqual({ outcome: "sent", providerId: server.accepted[0]?.id });
    expect(server.accepted).toMatchObject([
      {
        from: '"De Vries & Partners portal" <portaal@devries.example>',
        to: [aMail.to],
        subject: aMail.subject,
        text: aMail.text,
        html: aMail.html,
      },
    ]);
  });

  it("names its sender in one piece, whatever the firm is called", async () => {
    for (const name of ['Jan "de" Vries', "Vries, De <nu>", "Müller & Søn 会计", "back\\slash"]) {
      expect(await port.send(mail({ from: { ...aMail.from, name } }))).toMatchObject({ outcome: "sent" });
    }
    const senders = server.accepted.map(({ from }) => from);
    expect(senders.every((from) => /^"[^"\\]*" <portaal@devries\.example>$/.test(from))).toBe(true);
  });

  it("is sent once when it is tried again under its key", async () => {
    const one = mail();
    const first = await port.send(one);
    expect(server.asked[0]?.headers["idempotency-key"]).toBe(one.idempotencyKey);
    expect(await port.send(one)).toEqual(first);
    expect(server.accepted).toHaveLength(1);
    server.pass(24);
    expect(await port.send(one)).toMatchObject({ outcome: "sent" });
    expect(server.accepted).toHaveLength(2);
  });

  it("is not called sent when its key belongs to another mail", async () => {
    const one = mail();
    await port.send(one);
    const answer = await port.send({ ...one, subject: "Something else" });
    expect(answer).toEqual({ outcome: "unavailable", reason: "resend invalid_idempotent_request" });
    expect(server.accepted).toHaveLength(1);
  });

  it.each([
    ["an address that is none", { to: "marieke@korenaar" }, "validation_error"],
    ["nothing to read", { text: "", html: "" }, "missing_required_field"],
    ["a key that is too long", { idempotencyKey: "k".repeat(257) }, "invalid_idempotency_key"],
  ])("is refused for good: %s", async (_, wrong, name) => {
    expect(await port.send(mail(wrong))).toEqual({ outcome: "refused", reason: `resend ${name}` });
    expect(server.accepted).toEqual([]);
  });

  it("may have a key of 256 characters", async () => {
    expect(await port.send(mail({ idempotencyKey: "k".repeat(256) }))).toMatchObject({ outcome: "sent" });
  });

  it.each(smuggled)("never leaves with %s", async (_, changes) => {
    expect(await port.send(mail(changes))).toMatchObject({ outcome: "refused" });
    expect(server.asked).toEqual([]);
  });

  it("waits for better settings when our key is wrong, or our domain unknown there", async () => {
    const stranger = viaResend("re_other");
    expect(await stranger.send(mail())).toEqual({
      outcome: "unavailable",
      reason: "resend invalid_api_key",
    });
    const from = { ...aMail.from, address: "portaal@elsewhere.example" };
    expect(await port.send(mail({ from }))).toMatchObject({ outcome: "unavailable" });
    expect(server.accepted).toEqual([]);
  });

  it.each([
    ["too many", "resend rate_limit_exceeded"],
    ["server error", "resend internal_server_error"],
  ] as const)("can be tried again after: %s", async (failure, reason) => {
    server.failWith(failure);
    expect(await port.send(mail())).toEqual({ outcome: "unavailable", reason });
    // Trying again is the outbox's work, not the SDK's.
    expect(server.asked).toHaveLength(1);
    server.failWith(null);
    expect(await port.send(mail())).toMatchObject({ outcome: "sent" });
  });

  it("says when to come again, as the answer did, in seconds or by a date", async () => {
    const later = (retryAfter: string) => {
      server.failWith("too many", { "retry-after": retryAfter });
      return port.send(mail());
    };
    const tooMany = { outcome: "unavailable", reason: "resend rate_limit_exceeded" };
    expect(await later("7")).toEqual({ ...tooMany, afterSeconds: 7 });
    const inAMinute = await later(new Date(Date.now() + 60_000).toUTCString());
    expect(inAMinute).toMatchObject(tooMany);
    expect((inAMinute as { afterSeconds: number }).afterSeconds).toBeGreaterThan(50);
    expect(await later("soon")).toEqual(tooMany);
    server.failWith(null);
  });
});
