import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET, POST } from "@/app/api/cron/route";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Handlers } from "@/lib/outbox/job";
import { forgetEnvironment } from "@/lib/ports/environment";
import { newId } from "@/lib/shared/ids";
import { createFirm } from "@/lib/tenancy/create";
import { drainFor, withinTheMinute } from "@/lib/worker/cron";
import { handlers } from "@/lib/worker/handlers";
import { testDatabase } from "@/tests/support/database";

const { owner } = testDatabase();
const firmId = newId();
const secret = "0123456789abcdef-of-the-clock";

beforeAll(async () => {
  const brand = { hue: 1, chroma: 0.1, mark: [], smsSender: "Test", smsShowsAmount: false };
  const house = { phone: "", openingHours: "", mailAddress: "portaal@test.example" };
  await createFirm({ id: firmId, slug: "test", name: "Test", allowedCountries: ["NL"], ...brand, ...house });
});
beforeEach(async () => {
  set(secret);
  await owner()`truncate outbox`;
});
afterAll(() => set(undefined));

function set(value: string | undefined) {
  if (value === undefined) delete process.env.CRON_SECRET;
  else process.env.CRON_SECRET = value;
  forgetEnvironment();
}

const ask = (authorization?: string, method: typeof GET = GET) =>
  method(new Request("http://anything/api/cron", { headers: authorization ? { authorization } : {} }));
const put = (count: number) =>
  inScope(systemOf(firmId, "test"), async (ctx) => {
    for (let n = 0; n < count; n++)
      await enqueue(ctx, { kind: "housekeeping", payload: {}, idempotencyKey: newId() });
  });
const waiting = async () =>
  Number(
    (
      await owner()`select count(*)::int as n from outbox
    where status <> 'done' and kind = 'housekeeping'`
    )[0]?.n,
  );

describe("the clock's route", () => {
  it.each([
    ["nothing", undefined],
    ["another secret", "Bearer 0123456789abcdef-of-others"],
    ["a part of it", `Bearer ${secret.slice(0, -1)}`],
    ["more than it", `Bearer ${secret}x`],
    ["the secret alone", secret],
    ["another scheme", `Basic ${secret}`],
    ["an empty token", "Bearer "],
  ])("is closed to whoever shows %s", async (_what, authorization) => {
    await put(1);
    for (const method of [GET, POST]) {
      const answer = await ask(authorization, method);
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain(secret);
    }
    expect(await waiting()).toBe(1);
  });

  it("does not exist without a secret, whatever is shown", async () => {
    set(undefined);
    await put(1);
    for (const authorization of [undefined, "Bearer ", "Bearer undefined", `Bearer ${secret}`])
      expect((await ask(authorization)).status).toBe(404);
    set("");
    expect((await ask("Bearer ")).status).toBe(404);
    expect(await waiting()).toBe(1);
  });

  it("does everything that is due, by GET and by POST", async () => {
    for (const method of [GET, POST]) {
      await put(25);
      const answer = await ask(`Bearer ${secret}`, method);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(await answer.json()).toMatchObject({ more: false });
      expect(await waiting()).toBe(0);
    }
  });

  it("begins no delivery that its minute may be too short for, and says that there is more", async () => {
    await put(2);
    await inScope(systemOf(firmId, "test"), (ctx) =>
      enqueue(ctx, { kind: "delivery.poll", payload: { delivery: newId() }, idempotencyKey: newId() }),
    );
    const left = async () =>
      (
        await owner()`select kind, attempts from outbox where status <> 'done' and kind in ('housekeeping', 'delivery.poll')`
      ).slice();
    expect(await drainFor(45_000, 0)).toMatchObject({ more: true });
    expect(await left()).toEqual([{ kind: "delivery.poll", attempts: 0 }]);
    expect(await drainFor(45_000)).toMatchObject({ more: false });
    expect(await left()).toEqual([]);
  });

  it("has audit chains stamped in its first round alone, for a service that hangs would hold up all of them", async () => {
    await put(25);
    await inScope(systemOf(firmId, "test"), async (ctx) => {
      for (let n = 0; n < 12; n++)
        await enqueue(ctx, { kind: "audit.anchor", payload: {}, idempotencyKey: newId() });
    });
    const left = async () =>
      (await owner()`select 1 from outbox where status <> 'done' and kind = 'audit.anchor'`).length;
    await drainFor(45_000);
    expect([await left(), await waiting()]).toEqual([2, 0]);
    await drainFor(45_000);
    expect(await left()).toBe(0);
  });

  it("takes no secret that could be guessed", async () => {
    set("short");
    await expect(() => ask("Bearer short")).rejects.toThrow("CRON_SECRET");
  });
});

describe("its table of work", () => {
  it("has every hook of the worker's own, of every kind: only the call itself may be another", () => {
    const worker: Handlers = handlers;
    const but = ([kind, { outside: _call, prepare: _before, ...rest }]: [
      string,
      Record<string, unknown>,
    ]) => [kind, rest];
    expect(Object.entries(withinTheMinute).map(but)).toEqual(Object.entries(worker).map(but));
    // None of it would mean anything where no kind has one.
    expect(withinTheMinute["delivery.send"]).toHaveProperty("onGivenUp");
    expect(withinTheMinute["delivery.send"]).toHaveProperty("onUnknown");
  });
});
