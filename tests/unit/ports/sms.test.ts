import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type SmsPort, viaTwilio } from "@/lib/ports/sms";
import { type TwilioServer, twilioServer } from "@/tests/support/twilio-server";

const account = `AC${"0123456789abcdef".repeat(2)}`;
const token = "f".repeat(32);
const message = {
  firmId: "018f0000-0000-7000-8000-000000000001",
  from: "Noorderlcht",
  to: "+31612345678",
  text: "Uw code is 482 913 voor: Omzetbelasting oktober 2026 (€ 3.412 & 1+1). Geef deze code aan niemand.",
};
let server: TwilioServer;
let port: SmsPort;

beforeAll(async () => {
  server = await twilioServer(account, token);
  port = viaTwilio(account, token, server.url);
});
afterEach(() => {
  server.failWith(null);
  server.accepted.length = 0;
  server.asked.length = 0;
});
afterAll(() => server.close());

describe("a text message through Twilio", () => {
  it("is handed over as it is, and its sid kept", async () => {
    const result = await port.send(message);
    expect(result).toEqual({ outcome: "sent", providerId: expect.stringMatching(/^SM[0-9a-f]{32}$/) });
    expect(server.accepted).toEqual([
      {
        sid: "providerId" in result && result.providerId,
        from: message.from,
        to: message.to,
        body: message.text,
      },
    ]);
  });

  it("finds its way when the setting ends in a slash", async () => {
    expect(await viaTwilio(account, token, `${server.url}/`).send(message)).toMatchObject({
      outcome: "sent",
    });
  });

  it("keeps signs that a form could swallow", async () => {
    const text = "a+b=c&To=+31600000000%0A\r\n€ ë 😀";
    await port.send({ ...message, text });
    expect(server.accepted).toMatchObject([{ to: message.to, body: text }]);
  });

  it.each([
    ["a national number", { to: "0612345678" }, 21211],
    ["no number", { to: "" }, 21604],
    ["a sender that is too long", { from: "Noorderlicht" }, 21212],
    ["a sender of digits alone", { from: "12345" }, 21212],
    ["no text", { text: "" }, 21602],
    ["a text that is too long", { text: "x".repeat(1601) }, 21617],
  ])("is refused for good: %s", async (_, wrong, code) => {
    expect(await port.send({ ...message, ...wrong })).toEqual({
      outcome: "refused",
      reason: `twilio ${code}`,
    });
    expect(server.accepted).toEqual([]);
  });

  it("may be as long as Twilio takes", async () => {
    expect(await port.send({ ...message, text: "x".repeat(1600) })).toMatchObject({ outcome: "sent" });
  });

  it("waits for better settings when our token is wrong", async () => {
    const stranger = viaTwilio(account, "0".repeat(32), server.url);
    expect(await stranger.send(message)).toEqual({ outcome: "unavailable", reason: "twilio 20003" });
    expect(server.accepted).toEqual([]);
  });

  it.each([
    ["too many", "twilio 20429"],
    ["server error", "twilio 20500"],
  ] as const)("can be tried again after: %s", async (failure, reason) => {
    server.failWith(failure);
    expect(await port.send(message)).toEqual({ outcome: "unavailable", reason });
    // Trying again is the outbox's work, not the SDK's.
    expect(server.asked).toHaveLength(1);
    server.failWith(null);
    expect(await port.send(message)).toMatchObject({ outcome: "sent" });
  });

  it("says when to come again, as the answer did", async () => {
    server.failWith("too many", { "retry-after": "7" });
    const later = { outcome: "unavailable", reason: "twilio 20429", afterSeconds: 7 };
    expect(await port.send(message)).toEqual(later);
    server.failWith(null);
  });
});
