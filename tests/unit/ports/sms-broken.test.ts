import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sendTimeout } from "@/lib/ports/sending";
import { viaTwilio } from "@/lib/ports/sms";
import { standIn } from "@/tests/support/stand-in";
import { type TwilioServer, twilioServer } from "@/tests/support/twilio-server";

const account = `AC${"0123456789abcdef".repeat(2)}`;
const token = "f".repeat(32);
const message = { firmId: "1", from: "De Vries", to: "+31612345678", text: "Uw code is 482 913" };
let server: TwilioServer;

beforeEach(async () => {
  server = await twilioServer(account, token);
});
afterEach(() => server.close());

describe("a text message on a connection that breaks", () => {
  it("was not delivered when nobody listens", async () => {
    await server.close();
    const result = await viaTwilio(account, token, server.url).send(message);
    expect(result).toEqual({ outcome: "unavailable", reason: "ECONNREFUSED" });
  });

  it("was not delivered when the name is not known", async () => {
    const result = await viaTwilio(account, token, "http://twilio.invalid").send(message);
    expect(result).toMatchObject({ outcome: "unavailable" });
  });

  it.each(["cut", "drop"] as const)("may have been delivered: %s after the request", async (failure) => {
    server.failWith(failure);
    const result = await viaTwilio(account, token, server.url).send(message);
    expect(result).toEqual({ outcome: "unknown", reason: "ECONNRESET" });
    expect(server.accepted).toHaveLength(failure === "cut" ? 1 : 0);
  });

  it("may have been delivered when the answer cannot be read", async () => {
    server.failWith("garbage");
    const result = await viaTwilio(account, token, server.url).send(message);
    expect(result).toMatchObject({ outcome: "unknown" });
    expect(server.accepted).toHaveLength(1);
  });

  it.each([[{}], [{ sid: null }], [{ sid: "" }], [[]]])(
    "may have been delivered when the answer %j names no message",
    async (body) => {
      const other = await standIn(() => ({ status: 201, body }), {
        "server error": { status: 500, body: {} },
        "too many": { status: 429, body: {} },
      });
      expect(await viaTwilio(account, token, other.url).send(message)).toMatchObject({ outcome: "unknown" });
      await other.close();
    },
  );

  it("can be tried again when an error page is no JSON", async () => {
    const other = await standIn(() => ({ status: 502, body: {} }), {
      "server error": { status: 500, body: {} },
      "too many": { status: 429, body: {} },
    });
    other.failWith("garbage");
    expect(await viaTwilio(account, token, other.url).send(message)).toMatchObject({
      outcome: "unavailable",
    });
    await other.close();
  });

  it("is given up waiting for, and may have been delivered", async () => {
    server.failWith("hang");
    const since = Date.now();
    const result = await viaTwilio(account, token, server.url).send(message);
    expect(result).toMatchObject({ outcome: "unknown" });
    expect(Date.now() - since).toBeLessThan(sendTimeout + 3000);
  });
});
