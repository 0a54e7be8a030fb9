import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { viaResend } from "@/lib/ports/mail";
import { sendTimeout } from "@/lib/ports/sending";
import { aMail } from "@/tests/support/a-mail";
import { type ResendServer, resendServer } from "@/tests/support/resend-server";
import { type Answer, standIn } from "@/tests/support/stand-in";

const key = "re_123456789";
let server: ResendServer;

beforeEach(async () => {
  server = await resendServer(key, "devries.example");
});
afterEach(async () => {
  delete process.env.RESEND_BASE_URL;
  await server.close();
});

function sendTo(url: string) {
  process.env.RESEND_BASE_URL = url;
  return viaResend(key).send(aMail);
}

/** Resend, or whatever stands between it and us, answering everything like this. */
async function answered(answer: Answer, garbage = false) {
  const other = await standIn(() => answer, { "server error": answer, "too many": answer });
  if (garbage) other.failWith("garbage");
  const result = await sendTo(other.url);
  await other.close();
  return result;
}

describe("a mail on a connection that breaks", () => {
  // The SDK tells a connection that never came about from one that broke as little as we can.
  it("may have been sent for all we hear when nobody listens", async () => {
    await server.close();
    expect(await sendTo(server.url)).toEqual({ outcome: "unknown", reason: "resend application_error" });
  });

  it.each(["cut", "drop"] as const)("may have been sent: %s after the request", async (failure) => {
    server.failWith(failure);
    expect(await sendTo(server.url)).toEqual({ outcome: "unknown", reason: "resend application_error" });
    expect(server.accepted).toHaveLength(failure === "cut" ? 1 : 0);
  });

  it("may have been sent when the answer cannot be read", async () => {
    server.failWith("garbage");
    expect(await sendTo(server.url)).toMatchObject({ outcome: "unknown" });
    expect(server.accepted).toHaveLength(1);
  });

  it.each([[{}], [{ id: null }], [{ id: "" }], [[]]])(
    "may have been sent when the answer %j names no mail",
    async (body) => {
      expect(await answered({ status: 200, body })).toMatchObject({ outcome: "unknown" });
    },
  );

  it("can be tried again when an error page is no JSON", async () => {
    const page = { status: 502, body: {} };
    expect(await answered(page, true)).toEqual({
      outcome: "unavailable",
      reason: "resend application_error",
    });
  });

  it.each([400, 422, 500, 503])(
    "is not refused for good by a %d in words that are not Resend's",
    async (status) => {
      expect(await answered({ status, body: { error: "Blocked by the proxy" } })).toMatchObject({
        outcome: "unknown",
      });
    },
  );

  it("is given up waiting for, and may have been sent", async () => {
    server.failWith("hang");
    const since = Date.now();
    expect(await sendTo(server.url)).toMatchObject({ outcome: "unknown" });
    expect(Date.now() - since).toBeLessThan(sendTimeout + 3000);
  });
});
