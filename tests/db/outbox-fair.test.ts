import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LaneWish, takeJobs } from "@/db/gate";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { begin, drain, take } from "@/lib/outbox/drain";
import { enqueue, type NewJob } from "@/lib/outbox/enqueue";
import type { Handlers } from "@/lib/outbox/job";
import { now, setClock } from "@/lib/ports/clock";
import { forgetEnvironment } from "@/lib/ports/environment";
import { newId } from "@/lib/shared/ids";
import { createFirm } from "@/lib/tenancy/create";
import { runWorker } from "@/lib/worker/run";
import { testDatabase } from "@/tests/support/database";

const { owner } = testDatabase();
const firms = [newId(), newId(), newId()] as const;
const [large, small, third] = firms;

beforeAll(async () => {
  for (const [at, id] of firms.entries()) {
    const brand = { hue: 1, chroma: 0.1, mark: [], smsSender: "Test", smsShowsAmount: false };
    const house = { phone: "", openingHours: "", mailAddress: "portaal@test.example" };
    const slug = `firm-${at}`;
    await createFirm({ id, slug, name: slug, allowedCountries: ["NL"], ...brand, ...house });
  }
});
beforeEach(async () => {
  setClock(null);
  paces({});
  await owner()`truncate outbox`;
  await owner()`update gate.lanes set next_at = '-infinity'`;
});

function paces(settings: { MAIL_PER_SECOND?: string; SMS_PER_SECOND?: string }) {
  for (const name of ["MAIL_PER_SECOND", "SMS_PER_SECOND"] as const) {
    const value = settings[name];
    if (value) process.env[name] = value;
    else delete process.env[name];
  }
  forgetEnvironment();
}

const put = (firmId: string, count: number, wish: Partial<NewJob> = {}) =>
  inScope(systemOf(firmId, "test"), async (ctx) => {
    for (let job = 0; job < count; job++)
      await enqueue(ctx, { kind: "mail", payload: {}, idempotencyKey: newId(), ...wish });
  });
const lease = (wish: Partial<LaneWish>, at = now()) =>
  takeJobs("worker", at, 30, [{ lane: "mail", most: 6, perSecond: null, ...wish }]);
const inAWhile = () => new Date(Date.now() + 600_000);

describe("the firms", () => {
  it("take turns, however much one of them has to send, and go on where they were", async () => {
    await put(large, 20);
    await put(small, 3);
    await put(third, 3);
    const order: string[] = [];
    for (let round = 0; round < 5; round++) {
      const leased = await lease({ most: 2 });
      order.push(...leased.map(({ firm_id }) => firm_id));
    }
    for (const firm of [small, third]) expect(order.filter((one) => one === firm)).toHaveLength(3);
    // The third mail of a small firm leaves after at most three of each other one.
    expect(order.slice(0, 9).filter((one) => one === large)).toHaveLength(3);
  });

  it("whose people wait for a link go first", async () => {
    await put(large, 5);
    await put(small, 5);
    await put(small, 1, { idempotencyKey: "link", expiresAt: inAWhile() });
    const [first] = await lease({ most: 1 });
    const [row] = await owner()`select idempotency_key as key from outbox where id = ${first?.id ?? null}`;
    expect(row?.key).toBe("link");
  });

  it("get their codes while another's 800 mails are under way to a service that hangs", async () => {
    paces({ MAIL_PER_SECOND: "1000" });
    await put(large, 800);
    let mails = 0;
    const codes: number[] = [];
    let free = () => {};
    const hanging = new Promise<void>((resolve) => {
      free = resolve;
    });
    const handlers: Handlers = {
      mail: {
        outside: async () => {
          mails++;
          await hanging;
          return { outcome: "retry", reason: "down", afterSeconds: 600 };
        },
      },
      sms: {
        outside: async () => {
          codes.push(Date.now());
          return { outcome: "done" };
        },
      },
    };
    const worker = runWorker(handlers);
    await expect.poll(() => mails).toBeGreaterThan(0);
    const asked = Date.now();
    await put(small, 3, { kind: "sms", expiresAt: inAWhile() });
    await expect.poll(() => codes.length, { timeout: 5000 }).toBe(3);
    expect((codes.at(-1) ?? 0) - asked).toBeLessThan(4000);
    const stopping = worker.stop();
    free();
    await stopping;
  });

  it("have no job taken before its time", async () => {
    await put(large, 1, { runAfter: new Date(Date.now() + 3600_000) });
    expect(await lease({})).toEqual([]);
    expect(await lease({}, new Date(Date.now() + 3601_000))).toHaveLength(1);
  });
});

describe("the pace of a lane", () => {
  it("gives moments out that lie evenly apart, and not more than a second ahead", async () => {
    await put(large, 30);
    const leased = await lease({ most: 30, perSecond: 5 });
    const waits = leased.map(({ wait_ms }) => wait_ms).sort((a, b) => a - b);
    expect(waits).toEqual([0, 200, 400, 600, 800, 1000]);
    // Whoever asks right after that gets at most what has come within reach since.
    const next = await lease({ most: 30, perSecond: 5 });
    expect(next.length).toBeLessThanOrEqual(3);
    for (const { wait_ms } of next) expect(wait_ms).toBeGreaterThan(800);
    expect(await lease({ most: 30, perSecond: null })).toHaveLength(24 - next.length);
  });

  it("is not lost when the clock was set back", async () => {
    await put(large, 2);
    await owner()`update gate.lanes set next_at = now() + interval '1 hour' where lane = 'mail'`;
    expect(await lease({ perSecond: 2 })).toHaveLength(2);
  });

  it("is kept by several workers together", async () => {
    paces({ MAIL_PER_SECOND: "20" });
    await put(large, 30);
    await put(small, 10);
    const began: number[] = [];
    const handlers: Handlers = {
      mail: {
        outside: async () => {
          began.push(performance.now());
          return { outcome: "done" };
        },
      },
    };
    const workers = ["one", "two", "three"].map(async (name) => {
      while (began.length < 40) {
        const leased = await take(name, () => 5);
        await Promise.all(leased.map((job) => begin(handlers, name, job)));
      }
    });
    await Promise.all(workers);
    expect(await owner()`select 1 from outbox where status = 'done' and attempts = 1`).toHaveLength(40);
    // In no second more than twenty; a machine that stands still for a moment begins those it held up together.
    const most = Math.max(
      ...began.map((from) => began.filter((at) => at >= from && at < from + 1000).length),
    );
    expect(most).toBeLessThanOrEqual(32);
    const took = Math.max(...began) - Math.min(...began);
    expect(took).toBeGreaterThan(1700);
  });

  it("holds no code up: text messages have their own", async () => {
    paces({ MAIL_PER_SECOND: "1", SMS_PER_SECOND: "100" });
    await put(large, 5);
    await put(small, 5, { kind: "sms", expiresAt: inAWhile() });
    const leased = await take("worker", () => 10);
    const waits = (lane: string) => leased.filter((job) => job.lane === lane).map(({ wait_ms }) => wait_ms);
    expect(waits("sms")).toHaveLength(5);
    expect(Math.max(...waits("sms"))).toBeLessThanOrEqual(50);
    expect(Math.max(...waits("mail"))).toBeGreaterThanOrEqual(1000);
  });

  it("waits as long as the service says", async () => {
    await put(large, 1);
    const slower: Handlers = {
      mail: {
        outside: async () => ({ outcome: "retry", reason: "resend rate_limit_exceeded", afterSeconds: 7 }),
      },
    };
    const at = Date.now();
    setClock(() => new Date(at));
    await drain(slower, "worker");
    const [row] = await owner()`select status, run_after from outbox`;
    expect(row).toMatchObject({ status: "waiting", run_after: new Date(at + 7000) });
  });
});
