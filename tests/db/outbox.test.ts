import { and, eq } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { onNewJobs, takeJobs } from "@/db/gate";
import { accounts } from "@/db/schema/identity";
import { outbox } from "@/db/schema/outbox";
import { firms } from "@/db/schema/tenancy";
import { inScope, type Scoped } from "@/db/scope";
import { type System, systemOf } from "@/lib/access/actor";
import { drain, type Handler, type Job } from "@/lib/outbox/drain";
import { enqueue, type NewJob } from "@/lib/outbox/enqueue";
import type { JobOutcome } from "@/lib/outbox/rules";
import { now, setClock } from "@/lib/ports/clock";
import { newId } from "@/lib/shared/ids";
import { createFirm } from "@/lib/tenancy/create";
import { testDatabase } from "@/tests/support/database";

const { owner } = testDatabase();
const [ours, theirs] = [newId(), newId()];

beforeAll(async () => {
  for (const [id, slug] of [
    [ours, "ours"],
    [theirs, "theirs"],
  ] as const) {
    const brand = { hue: 1, chroma: 0.1, mark: [], smsSender: slug, smsShowsAmount: false };
    const house = { phone: "", openingHours: "", mailAddress: `portaal@${slug}.example` };
    await createFirm({ id, slug, name: slug, allowedCountries: ["NL"], ...brand, ...house });
  }
});
beforeEach(async () => {
  await owner()`truncate outbox`;
});
afterEach(() => setClock(null));

const put = (wish: Partial<NewJob> = {}, firmId = ours) =>
  inScope(systemOf(firmId, "test"), (ctx) =>
    enqueue(ctx, { kind: "test", payload: {}, idempotencyKey: newId(), ...wish }),
  );
const state = async (id: string) =>
  (
    await owner()`select status, attempts, lease_by, lease_until, last_error, provider_id, run_after, done_at
    from outbox where id = ${id}`
  )[0];
const taken = (worker: string) => takeJobs(worker, now(), 30, [{ lane: "work", most: 10, perSecond: null }]);
const later = (seconds: number) => setClock(() => new Date(Date.now() + seconds * 1000));
const outside = (work: (job: Job, actor: System) => JobOutcome | Promise<JobOutcome>) => ({
  test: { outside: async (actor: System, job: Job) => work(job, actor) } satisfies Handler,
});
const inside = (work: (ctx: Scoped<System>, job: Job) => Promise<void>) => ({
  test: { inside: work } satisfies Handler,
});
const done = outside(() => ({ outcome: "done" }));

describe("a job", () => {
  it("is part of the transaction that causes it", async () => {
    const actor = systemOf(ours, "test");
    const failing = inScope(actor, async (ctx) => {
      await enqueue(ctx, { kind: "test", payload: {}, idempotencyKey: "never" });
      throw new Error("the rest went wrong");
    });
    await expect(failing).rejects.toThrow("the rest went wrong");
    expect(await owner()`select 1 from outbox`).toHaveLength(0);
    expect(await drain(done, "worker")).toBe(0);
  });

  it("wakes the workers when its transaction commits, and not before", async () => {
    let woken = 0;
    const listening = await onNewJobs(() => woken++);
    const before = woken;
    await inScope(systemOf(ours, "test"), async (ctx) => {
      await enqueue(ctx, { kind: "test", payload: {}, idempotencyKey: newId() });
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(woken).toBe(before);
    });
    await expect.poll(() => woken).toBe(before + 1);
    await listening.unlisten();
  });

  it("is one job when it is asked for twice, at the same firm", async () => {
    await put({ idempotencyKey: "once" });
    await put({ idempotencyKey: "once" });
    await put({ idempotencyKey: "once" }, theirs);
    expect(await owner()`select 1 from outbox`).toHaveLength(2);
  });

  it("acts for the firm that it came from, and reaches nothing of another", async () => {
    const [mine, foreign] = [await put(), await put({}, theirs)];
    const seen: Record<string, string[]> = {};
    const look = inside(async (ctx, job) => {
      expect(ctx.actor).toEqual({ kind: "system", firmId: job.firmId, purpose: "outbox", reach: "firm" });
      const rows = await ctx.db.select({ id: firms.id }).from(firms);
      const jobs = await ctx.db.select({ id: outbox.id }).from(outbox);
      seen[job.id] = [...rows.map(({ id }) => id), ...jobs.map(({ id }) => id)];
      const neighbour = job.firmId === ours ? theirs : ours;
      await ctx.db.update(accounts).set({ name: "taken over" }).where(eq(accounts.firmId, neighbour));
    });
    expect(await drain(look, "worker")).toBe(2);
    expect(seen).toEqual({ [mine]: [ours, mine], [foreign]: [theirs, foreign] });
  });
});

describe("draining", () => {
  it("does each of two hundred jobs once, with four workers at it", async () => {
    const actor = systemOf(ours, "test");
    const ids = await inScope(actor, async (ctx) => {
      const made: string[] = [];
      for (let job = 0; job < 200; job++)
        made.push(await enqueue(ctx, { kind: "test", payload: { job }, idempotencyKey: newId() }));
      return made;
    });
    const did: string[] = [];
    const work = outside(async (job) => {
      did.push(job.id);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
      return { outcome: "done" };
    });
    const worker = async (name: string) => {
      let total = 0;
      for (let took = -1; took !== 0; total += took) took = await drain(work, name);
      return total;
    };
    const totals = await Promise.all(["one", "two", "three", "four"].map(worker));
    expect(totals.filter((total) => total > 0).length).toBeGreaterThan(1);
    expect(did.toSorted()).toEqual(ids.toSorted());
    expect(await owner()`select 1 from outbox where status = 'done' and attempts = 1`).toHaveLength(200);
  });

  it("does work inside and its settling together, or neither", async () => {
    const id = await put();
    const half = inside(async (ctx, job) => {
      await enqueue(ctx, { kind: "other", payload: {}, idempotencyKey: `after ${job.id}` });
      throw new Error("half way");
    });
    await drain(half, "worker");
    expect(await state(id)).toMatchObject({ status: "waiting", attempts: 1, last_error: "error" });
    expect(await owner()`select 1 from outbox where kind = 'other'`).toHaveLength(0);
    later(3);
    await drain(
      inside(async () => {}),
      "worker",
    );
    expect(await state(id)).toMatchObject({ status: "done", attempts: 2, last_error: null });
  });

  it("says so when nobody knows the kind of job", async () => {
    const id = await put({ kind: "unheard-of" });
    await drain(done, "worker");
    expect(await state(id)).toMatchObject({ status: "failed", last_error: "no handler for unheard-of" });
  });
});

describe("a worker that died", () => {
  it("keeps its job for the lease of half a minute; then another takes it", async () => {
    const id = await put();
    expect(await taken("dead")).toHaveLength(1);
    later(29);
    expect(await drain(done, "living")).toBe(0);
    expect(await state(id)).toMatchObject({ status: "running", lease_by: "dead" });
    later(31);
    expect(await drain(done, "living")).toBe(1);
    expect(await state(id)).toMatchObject({ status: "done", attempts: 2, lease_by: null, lease_until: null });
  });

  it("and wakes up too late changes nothing any more, outside", async () => {
    const id = await put();
    const wait = gate();
    const slow = drain(
      outside(() => wait.then(() => ({ outcome: "retry", reason: "too late" }))),
      "slow",
    );
    await expect.poll(async () => (await state(id))?.status).toBe("running");
    later(31);
    expect(await taken("fast")).toHaveLength(1);
    wait.open();
    await slow;
    expect(await state(id)).toMatchObject({ status: "running", lease_by: "fast", last_error: null });
  });

  it("and wakes up too late does not do the work, inside", async () => {
    const id = await put();
    // Holds the portal's next change of the outbox up, before it looks at any row.
    await owner().unsafe(`create function hold() returns trigger language plpgsql as
      'begin if current_user = ''portal_app'' then perform pg_advisory_xact_lock(42); end if; return null; end'`);
    await owner().unsafe(
      `create trigger hold before update on outbox for each statement execute function hold()`,
    );
    let times = 0;
    let slow: Promise<number> | undefined;
    await owner().begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(42)`;
      const count = inside(async () => {
        times++;
      });
      slow = drain(count, "slow");
      await expect
        .poll(() => owner()`select 1 from pg_locks where locktype = 'advisory' and not granted`)
        .toHaveLength(1);
      later(31);
      expect(await taken("fast")).toHaveLength(1);
    });
    await slow;
    await owner().unsafe(`drop function hold() cascade`);
    expect(times).toBe(0);
    expect(await state(id)).toMatchObject({ status: "running", attempts: 2, lease_by: "fast" });
  });
});

describe("an outcome", () => {
  it("of another time waits longer and longer, and is final after seventy-two tries", async () => {
    const id = await put();
    const fail = outside(() => ({ outcome: "retry", reason: "still down" }));
    const pauses: number[] = [];
    let at = Date.now();
    for (let attempt = 1; attempt <= 72; attempt++) {
      setClock(() => new Date(at));
      expect(await drain(fail, "worker")).toBe(1);
      const row = await state(id);
      pauses.push((row?.run_after.getTime() - at) / 1000);
      if (attempt === 3) expect(await drain(fail, "worker")).toBe(0);
      at = row?.run_after.getTime();
    }
    expect(pauses.slice(0, 8)).toEqual([2, 5, 15, 60, 300, 900, 3600, 3600]);
    expect(await state(id)).toMatchObject({ status: "failed", attempts: 72, last_error: "still down" });
    at += 86_400_000;
    expect(await drain(done, "worker")).toBe(0);
  });

  it.each([
    ["unknown", { outcome: "unknown", reason: "no answer came" }],
    ["failed", { outcome: "failed", reason: "refused for good" }],
  ] as const)("%s is not delivered a second time", async (status, outcome) => {
    const id = await put();
    let times = 0;
    const work = outside(() => {
      times++;
      return outcome;
    });
    await drain(work, "worker");
    later(30 * 86_400);
    expect(await drain(work, "worker")).toBe(0);
    expect(times).toBe(1);
    expect(await state(id)).toMatchObject({ status, last_error: outcome.reason });
  });

  it("of a client or visitor is not theirs to write", async () => {
    const id = await put();
    const visitor = { kind: "visitor", firmId: ours, reach: "sign-in" } as const;
    const changed = await inScope(visitor, ({ db }) =>
      db
        .update(outbox)
        .set({ status: "done" })
        .where(and(eq(outbox.firmId, ours), eq(outbox.id, id)))
        .returning({ id: outbox.id }),
    );
    expect(changed).toEqual([]);
  });
});

/** A promise that somebody else opens. */
function gate(): Promise<void> & { open: () => void } {
  let open = () => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return Object.assign(promise, { open: () => open() });
}
