import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { takeJobs } from "@/db/gate";
import { outbox } from "@/db/schema/outbox";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { drain } from "@/lib/outbox/drain";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Answer, Handlers } from "@/lib/outbox/job";
import { work } from "@/lib/outbox/work";
import { now, setClock } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";
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

const put = (kind = "delivery.test") =>
  inScope(systemOf(firmId, "test"), (ctx) =>
    enqueue(ctx, { kind, payload: {}, idempotencyKey: newId(), expiresAt: undefined }),
  );
const state = async (id: string) =>
  (await owner()`select status, attempts, started_at, last_error, retryable from outbox where id = ${id}`)[0];
const later = (seconds: number) => setClock(() => new Date(Date.now() + seconds * 1000));

/** A kind that goes out once, with what the other side answers in turn; `calls` are those that it saw. */
function once(...answers: (Answer | Error)[]) {
  const calls: string[] = [];
  const told: string[] = [];
  const handlers: Handlers = {
    "delivery.test": {
      once: true,
      prepare: async (_actor, job) => ({
        send: async () => {
          calls.push(job.idempotencyKey);
          const answer = answers.shift() ?? { outcome: "done" };
          if (answer instanceof Error) throw answer;
          return answer;
        },
      }),
      onUnknown: async (ctx, job) => {
        const [row] = await ctx.db.select({ status: outbox.status }).from(outbox);
        told.push(`${job.id} ${row?.status}`);
      },
    },
  };
  return { calls, told, handlers };
}

describe("what may go out once only", () => {
  it("is written down as begun before the call, where everybody sees it", async () => {
    const id = await put();
    let seen: unknown;
    const handlers: Handlers = {
      "delivery.test": {
        once: true,
        prepare: async () => ({
          send: async () => {
            seen = await state(id);
            return { outcome: "done" };
          },
        }),
      },
    };
    await drain(handlers, "worker");
    expect(seen).toMatchObject({ status: "running", started_at: expect.any(Date) });
    expect(await state(id)).toMatchObject({ status: "done", attempts: 1 });
  });

  it("is unknown when its worker dies during the call, tells its room, and is never called again", async () => {
    const id = await put();
    const { calls, told, handlers } = once();
    // The worker that dies: its call never comes back.
    const dead = [{ lane: "delivery" as const, most: 10, perSecond: null }];
    const [leased] = await takeJobs("dead", now(), 30, dead);
    if (!leased) throw new Error("Nothing was leased");
    const hangs: Handlers[string] = {
      once: true,
      prepare: async () => ({ send: () => new Promise(() => {}) }),
    };
    void work({ actor: systemOf(firmId, "outbox"), worker: "dead", leased, seconds: 30 }, hangs);
    await expect.poll(async () => (await state(id))?.started_at).not.toBeNull();
    later(40);
    expect(await drain(handlers, "living")).toBe(1);
    expect(await state(id)).toMatchObject({
      status: "unknown",
      last_error: "interrupted",
      retryable: false,
    });
    expect(told).toEqual([`${id} unknown`]);
    later(30 * 86_400);
    expect(await drain(handlers, "living")).toBe(0);
    expect(calls).toEqual([]);
  });

  it("is called when its worker died before it began", async () => {
    const id = await put();
    const { calls, told, handlers } = once();
    await takeJobs("dead", now(), 30, [{ lane: "delivery", most: 10, perSecond: null }]);
    later(40);
    await drain(handlers, "living");
    expect(calls).toHaveLength(1);
    expect(told).toEqual([]);
    expect(await state(id)).toMatchObject({ status: "done", attempts: 2 });
  });

  it("is unknown when the call breaks off, and when nobody can say", async () => {
    for (const answer of [
      new Error("socket hang up"),
      { outcome: "unknown", reason: "no answer" } as const,
    ]) {
      const id = await put();
      const { calls, told, handlers } = once(answer);
      await drain(handlers, "worker");
      expect(await state(id)).toMatchObject({ status: "unknown" });
      later(3600);
      await drain(handlers, "worker");
      expect(calls).toHaveLength(1);
      expect(told).toHaveLength(1);
      setClock(null);
      await owner()`truncate outbox`;
    }
  });

  it("is called again after the answer that nothing arrived, with the same key", async () => {
    const id = await put();
    const { calls, handlers } = once({ outcome: "retry", reason: "ECONNREFUSED" }, { outcome: "done" });
    await drain(handlers, "worker");
    expect(await state(id)).toMatchObject({ status: "waiting", started_at: null });
    later(3);
    await drain(handlers, "worker");
    expect(await state(id)).toMatchObject({ status: "done", attempts: 2 });
    expect(new Set(calls).size).toBe(1);
    expect(calls).toHaveLength(2);
  });

  it("is not begun by whoever lost the lease before", async () => {
    const id = await put();
    const wish = [{ lane: "delivery" as const, most: 10, perSecond: null }];
    const [slow] = await takeJobs("slow", now(), 30, wish);
    later(40);
    await takeJobs("fast", now(), 30, wish);
    const { calls, handlers } = once();
    if (!slow) throw new Error("Nothing was leased");
    const lease = { actor: systemOf(firmId, "outbox"), worker: "slow", leased: slow, seconds: 30 };
    await work(lease, handlers["delivery.test"]);
    expect(calls).toEqual([]);
    expect(await state(id)).toMatchObject({ status: "running", attempts: 2, started_at: null });
  });
});

describe("an answer", () => {
  it("and what follows from it are written together, or neither", async () => {
    const id = await put("call");
    const other = newId();
    const answering = (fails: boolean): Handlers => ({
      call: {
        outside: async () => ({
          outcome: "done",
          follows: async (ctx) => {
            await enqueue(ctx, { kind: "follows", payload: {}, idempotencyKey: other });
            if (fails) throw new Error("half way");
          },
        }),
      },
    });
    await drain(answering(true), "worker");
    expect(await state(id)).toMatchObject({ status: "waiting" });
    expect(await owner()`select 1 from outbox where kind = 'follows'`).toHaveLength(0);
    later(3);
    await drain(answering(false), "worker");
    expect(await state(id)).toMatchObject({ status: "done" });
    expect(await owner()`select 1 from outbox where kind = 'follows'`).toHaveLength(1);
  });
});

describe("a call that takes longer than its lease", () => {
  it("keeps it, is not made a second time, and is named in the log", async () => {
    const id = await put("call");
    const warned = vi.spyOn(log(), "warn");
    let calls = 0;
    const slow: Handlers = {
      call: {
        outside: async () => {
          calls++;
          await new Promise((resolve) => setTimeout(resolve, 2500));
          return { outcome: "done" };
        },
      },
    };
    const wish = [{ lane: "work" as const, most: 10, perSecond: null }];
    const [leased] = await takeJobs("slow", now(), 1, wish);
    if (!leased) throw new Error("Nothing was leased");
    const doing = work({ actor: systemOf(firmId, "outbox"), worker: "slow", leased, seconds: 1 }, slow.call);
    for (let look = 0; look < 10; look++) {
      expect(await takeJobs("fast", now(), 1, wish)).toEqual([]);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await doing;
    expect(await state(id)).toMatchObject({ status: "done", attempts: 1 });
    expect(calls).toBe(1);
    expect(warned.mock.calls.map(([facts]) => facts)).toContainEqual(
      expect.objectContaining({ job: id, kind: "call" }),
    );
    warned.mockRestore();
  });
});
