import { createServer, type Server } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import type { Session } from "@/lib/access/session";
import { finishSignIn, startSignIn } from "@/lib/identity/sign-in";
import { awaitDelivery } from "@/lib/outbox/await";
import { drain, type Handler } from "@/lib/outbox/drain";
import { enqueue, type NewJob } from "@/lib/outbox/enqueue";
import type { JobOutcome } from "@/lib/outbox/rules";
import { setClock } from "@/lib/ports/clock";
import { forgetEnvironment } from "@/lib/ports/environment";
import { newId } from "@/lib/shared/ids";
import { handlers } from "@/lib/worker/handlers";
import { testDatabase } from "@/tests/support/database";
import { aSession, clientAt, deliver, facts, firm, password, withWorker } from "@/tests/support/people";

const { owner } = testDatabase();
let firmId: string;
let marieke: Session;
let fatima: Session;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  await deliver();
  firmId = (await firm("noorderlicht")).id;
  marieke = await aSession(owner(), "noorderlicht", "marieke@korenaar.example");
  fatima = await aSession(owner(), "noorderlicht", "fatima@fysiodelinde.example");
});
beforeEach(async () => {
  await owner()`truncate outbox`;
});
afterEach(() => setClock(null));

const put = (wish: Partial<NewJob> = {}) =>
  inScope(systemOf(firmId, "test"), (ctx) =>
    enqueue(ctx, { kind: "test", payload: {}, idempotencyKey: newId(), ...wish }),
  );
const state = async (id: string) =>
  (await owner()`select status, sealed, run_after, last_error from outbox where id = ${id}`)[0];
const later = (seconds: number) => setClock(() => new Date(Date.now() + seconds * 1000));
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);

/** A handler that answers the same every time, and what it was given. */
function answering(outcome: JobOutcome) {
  const secrets: (string | null)[] = [];
  const outside: Handler = {
    outside: async (_actor, job) => {
      secrets.push(job.secret);
      return outcome;
    },
  };
  return { secrets, handlers: { test: outside } };
}

describe("a code in the outbox", () => {
  it("is sealed while it waits, and erased once it was sent", async () => {
    const id = await put({ secret: "482913", expiresAt: inSeconds(600) });
    const [row] = await owner()`select * from outbox where id = ${id}`;
    expect(row?.sealed.length).toBeGreaterThan(6);
    expect(`${JSON.stringify(row)} ${row?.sealed.toString("latin1")}`).not.toContain("482913");
    const sending = answering({ outcome: "done" });
    await drain(sending.handlers, "worker");
    expect(sending.secrets).toEqual(["482913"]);
    expect(await state(id)).toMatchObject({ status: "done", sealed: null });
  });

  it.each([
    ["refused for good", { outcome: "failed", reason: "no such number" }, "failed"],
    ["sent perhaps", { outcome: "unknown", reason: "no answer" }, "unknown"],
  ] as const)("is erased when it was %s", async (_what, outcome, status) => {
    const id = await put({ secret: "482913", expiresAt: inSeconds(600) });
    await drain(answering(outcome).handlers, "worker");
    expect(await state(id)).toMatchObject({ status, sealed: null });
  });

  it("is kept for another try, and erased on the second that it expires: never sent late", async () => {
    const expiresAt = inSeconds(20);
    const id = await put({ secret: "482913", expiresAt });
    const down = answering({ outcome: "retry", reason: "down" });
    for (const at of [0, 3, 9]) {
      later(at);
      await drain(down.handlers, "worker");
    }
    expect(down.secrets).toEqual(["482913", "482913", "482913"]);
    // The next try would be after fifteen seconds; it comes earlier, and does nothing but tidy up.
    expect((await state(id))?.run_after).toEqual(expiresAt);
    expect((await state(id))?.sealed).not.toBeNull();
    setClock(() => expiresAt);
    const up = answering({ outcome: "done" });
    expect(await drain(up.handlers, "worker")).toBe(1);
    expect(up.secrets).toEqual([]);
    expect(await state(id)).toMatchObject({ status: "expired", sealed: null, last_error: "expired" });
  });

  it("is not sent after a night without a worker either", async () => {
    const id = await put({ secret: "482913", expiresAt: inSeconds(600) });
    later(8 * 3600);
    const up = answering({ outcome: "done" });
    await drain(up.handlers, "worker");
    expect(up.secrets).toEqual([]);
    expect(await state(id)).toMatchObject({ status: "expired", sealed: null });
  });
});

describe("a page that waits for a message", () => {
  const page = () => clientAt(marieke, newId());

  it.each([
    ["sent", { outcome: "done" }],
    ["sent", { outcome: "unknown", reason: "no answer" }],
    ["refused", { outcome: "failed", reason: "no such number" }],
    ["waiting", { outcome: "retry", reason: "down" }],
  ] as const)("hears %s as soon as it is known", async (answer, outcome) => {
    const id = await put({ accountId: marieke.accountId });
    const waiting = awaitDelivery(page(), id);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const from = Date.now();
    await drain(answering(outcome).handlers, "worker");
    expect(await waiting).toBe(answer);
    expect(Date.now() - from).toBeLessThan(1500);
  });

  it("hears that it is waiting when nobody took it within its patience", async () => {
    const id = await put({ accountId: marieke.accountId });
    const from = Date.now();
    expect(await awaitDelivery(page(), id, 300)).toBe("waiting");
    expect(Date.now() - from).toBeGreaterThanOrEqual(300);
  });

  it("hears about the worst of several messages about one subject", async () => {
    const about = { accountId: marieke.accountId, subject: "filing:1" };
    await put(about);
    await put({ ...about, kind: "other" });
    const refusing: Handler = { outside: async () => ({ outcome: "failed", reason: "refused" }) };
    await drain({ ...answering({ outcome: "done" }).handlers, other: refusing }, "worker");
    expect(await awaitDelivery(page(), { subject: "filing:1" })).toBe("refused");
  });

  it("learns nothing about a message to somebody else", async () => {
    const id = await put({ accountId: fatima.accountId });
    await drain(answering({ outcome: "done" }).handlers, "worker");
    expect(await awaitDelivery(page(), id, 100)).toBe("waiting");
    expect(await awaitDelivery(clientAt(fatima, newId()), id, 100)).toBe("sent");
  });
});

describe("a text service that is down", () => {
  let server: Server | undefined;
  let port = 0;
  let status = 201;
  const texts: string[] = [];

  const up = async () => {
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (piece) => {
        body += piece;
      });
      request.on("end", () => {
        if (status === 201) texts.push(new URLSearchParams(body).get("Body") ?? "");
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(status === 201 ? { sid: "SM1" } : { status, code: 20503 }));
      });
    });
    await new Promise<void>((resolve) => server?.listen(port, "127.0.0.1", resolve));
    port = (server.address() as { port: number }).port;
  };
  const down = () => new Promise((resolve) => server?.close(resolve));

  beforeAll(async () => {
    await up();
    Object.assign(process.env, {
      TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
      TWILIO_AUTH_TOKEN: "stand-in",
      TWILIO_API_BASE: `http://127.0.0.1:${port}`,
    });
    forgetEnvironment();
    await down();
  });
  afterAll(async () => {
    for (const name of ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_BASE"])
      delete process.env[name];
    await down();
  });

  it("makes the page say so; the code comes when it is back, and works", async () => {
    const at = await firm("noorderlicht");
    const input = { email: "fatima@fysiodelinde.example", password };
    const started = await withWorker(() => startSignIn(at, input, facts, null));
    expect(started).toMatchObject({ ok: true, delivery: "waiting" });
    const [job] = await owner()`select status, last_error, sealed from outbox where kind = 'sms'`;
    expect(job).toMatchObject({ status: "waiting", last_error: "ECONNREFUSED" });
    expect(job?.sealed).not.toBeNull();

    await up();
    status = 503;
    later(3);
    await drain(handlers, "worker");
    expect((await owner()`select last_error from outbox where kind = 'sms'`)[0]?.last_error).toMatch(
      /^twilio/,
    );

    status = 201;
    later(9);
    await drain(handlers, "worker");
    expect(texts).toHaveLength(1);
    const [sent] = await owner()`select status, attempts, sealed, provider_id from outbox where kind = 'sms'`;
    expect(sent).toEqual({ status: "done", attempts: 3, sealed: null, provider_id: "SM1" });
    const code = /#(\d{6})/.exec(texts[0] ?? "")?.[1] ?? "";
    if (!started.ok) throw new Error(started.reason);
    expect((await finishSignIn(at, started.ticket, code, facts)).ok).toBe(true);
    later(3600);
    expect(await drain(handlers, "worker")).toBe(0);
    expect(texts).toHaveLength(1);
  });
});
