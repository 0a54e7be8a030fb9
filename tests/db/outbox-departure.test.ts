import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { takeJobs } from "@/db/gate";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { drain } from "@/lib/outbox/drain";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Handlers } from "@/lib/outbox/job";
import { work } from "@/lib/outbox/work";
import { now, setClock } from "@/lib/ports/clock";
import { newId } from "@/lib/shared/ids";
import { createFirm } from "@/lib/tenancy/create";
import { testDatabase } from "@/tests/support/database";

const { owner } = testDatabase();
const firmId = newId();

beforeAll(async () => {
  const brand = { hue: 1, chroma: 0.1, mark: [], smsSender: "Test", smsShowsAmount: false };
  const house = { phone: "", openingHours: "", mailAddress: "portaal@test.example" };
  await createFirm({ id: firmId, slug: "test", name: "Test", allowedCountries: ["NL"], ...brand, ...house });
});
beforeEach(async () => {
  setClock(null);
  await owner()`truncate outbox`;
});

const put = () =>
  inScope(systemOf(firmId, "test"), (ctx) =>
    enqueue(ctx, { kind: "delivery.test", payload: {}, idempotencyKey: newId() }),
  );
const state = async (id: string) =>
  (await owner()`select status, attempts, started_at, last_error from outbox where id = ${id}`)[0];
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const later = (seconds: number) => setClock(() => new Date(Date.now() + seconds * 1000));

/** A kind that goes out once, and breaks off so many times before it does; what `keep` wrote, and what was sent. */
function breaking(where: "prepare" | "keep", times: number) {
  const sent: string[] = [];
  const stayed: string[] = [];
  let left = times;
  const breakOff = async (here: typeof where) => {
    if (here === where && left-- > 0) throw new Error(`${here} broke off`);
  };
  const handler = {
    once: true,
    prepare: async (_actor, job) => {
      await breakOff("prepare");
      return {
        keep: async (ctx) => {
          await enqueue(ctx, { kind: "kept", payload: {}, idempotencyKey: `kept:${job.attempts}` });
          await breakOff("keep");
          return undefined;
        },
        stayed: async () => void stayed.push(job.id),
        send: async () => {
          sent.push(job.id);
          return { outcome: "done" };
        },
      };
    },
  } satisfies Handlers[string];
  return { sent, stayed, handlers: { "delivery.test": handler } satisfies Handlers };
}
const kept = async () =>
  (await owner()`select idempotency_key as key from outbox where kind = 'kept'`).map(({ key }) => key);
const lane = [{ lane: "delivery" as const, most: 10, perSecond: null }];
const leaseOf = (worker: string, leased: Awaited<ReturnType<typeof takeJobs>>[number]) => ({
  actor: systemOf(firmId, "outbox"),
  worker,
  leased,
  seconds: 30,
});

describe("what has to go out once only and has not left yet", () => {
  it.each(["prepare", "keep"] as const)(
    "is tried again when it breaks off in %s: nothing is unknown, and nothing half kept",
    async (where) => {
      const id = await put();
      const { sent, stayed, handlers } = breaking(where, 2);
      for (const attempts of [1, 2]) {
        await drain(handlers, "worker");
        expect(await state(id)).toMatchObject({
          status: "waiting",
          attempts,
          started_at: null,
          last_error: "error",
        });
        expect(await kept()).toEqual([]);
        later(10 * attempts);
      }
      expect(stayed).toHaveLength(where === "keep" ? 2 : 0);
      await drain(handlers, "worker");
      expect(await state(id)).toMatchObject({ status: "done", attempts: 3 });
      expect(await kept()).toEqual(["kept:3"]);
      expect(sent).toEqual([id]);
    },
  );

  it("is tried again when its worker dies before it was kept", async () => {
    const id = await put();
    const [leased] = await takeJobs("dead", now(), 30, lane);
    if (!leased) throw new Error("Nothing was leased");
    void work(leaseOf("dead", leased), { once: true, prepare: () => new Promise(() => {}) });
    const { sent, handlers } = breaking("keep", 0);
    later(40);
    expect(await drain(handlers, "living")).toBe(1);
    expect(await state(id)).toMatchObject({ status: "done", attempts: 2 });
    expect(sent).toEqual([id]);
  });

  it.each([
    ["has sent it", 1],
    ["is still at it", 0],
  ])("is not sent by a slow worker when the one who took over %s", async (_what, ends) => {
    const id = await put();
    const slow = breaking("keep", 0);
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const [leased] = await takeJobs("slow", now(), 30, lane);
    if (!leased) throw new Error("Nothing was leased");
    const doing = work(leaseOf("slow", leased), {
      once: true,
      prepare: async (actor, job) => {
        await held;
        return slow.handlers["delivery.test"].prepare(actor, job);
      },
    });
    later(40);
    const fast = breaking("keep", 0);
    if (ends) await drain(fast.handlers, "fast");
    else await takeJobs("fast", now(), 30, lane);
    const before = await state(id);
    goOn();
    await doing;
    expect(slow.sent).toEqual([]);
    expect(slow.stayed).toEqual([id]);
    expect(await state(id)).toEqual(before);
    expect(await kept()).toEqual(ends ? ["kept:2"] : []);
    expect(fast.sent).toHaveLength(ends);
  });

  it("is not sent by a worker that was held up for longer than its lease after it was kept", async () => {
    const id = await put();
    const { sent, stayed, handlers } = breaking("keep", 0);
    const { prepare } = handlers["delivery.test"];
    const [leased] = await takeJobs("slow", now(), 0.2, lane);
    if (!leased) throw new Error("Nothing was leased");
    await work(
      { ...leaseOf("slow", leased), seconds: 0.2 },
      {
        once: true,
        prepare: async (actor, job) => {
          const ready = await prepare(actor, job);
          return { ...ready, keep: (ctx) => ready.keep(ctx).finally(() => pause(300)) };
        },
      },
    );
    expect(sent).toEqual([]);
    expect(stayed).toEqual([id]);
    expect(await state(id)).toMatchObject({ status: "waiting", started_at: null });
  });

  it("stays, with an answer of its own, where keeping it shows that it may not leave", async () => {
    const id = await put();
    const { sent, handlers } = breaking("keep", 0);
    const { prepare } = handlers["delivery.test"];
    const withdrawn: Handlers = {
      "delivery.test": {
        once: true,
        prepare: async (actor, job) => ({
          ...(await prepare(actor, job)),
          keep: async () => ({ outcome: "failed", reason: "withdrawn" }),
        }),
      },
    };
    await drain(withdrawn, "worker");
    expect(await state(id)).toMatchObject({ status: "failed", last_error: "withdrawn", started_at: null });
    expect(sent).toEqual([]);
  });
});
