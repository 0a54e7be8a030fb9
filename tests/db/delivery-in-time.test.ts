import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Lane } from "@/db/schema/outbox";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { confirmArrival } from "@/lib/delivery/resolve";
import { sendDelivery } from "@/lib/delivery/send";
import { startDelivery } from "@/lib/delivery/start";
import { drain } from "@/lib/outbox/drain";
import type { Job } from "@/lib/outbox/job";
import { handlersWithin } from "@/lib/worker/cron";
import { handlers } from "@/lib/worker/handlers";
import { aCast } from "@/tests/support/cast";
import { connect } from "@/tests/support/deliveries";
import { deliver } from "@/tests/support/people";
import { aRecipient } from "@/tests/support/recipient";
import type { Task } from "@/tests/support/returns";

const cast = aCast();
const kvk = aRecipient(cast);
const { approved, untilQuiet, stateOf, deliveriesOf, takenOf } = kvk;

/** The channel would wait for half a minute; whoever drains has no such time. */
beforeAll(() => connect(cast.sander.firmId, kvk.digipoort, 30_000));
afterAll(() => connect(cast.sander.firmId, kvk.digipoort));
beforeEach(() => cast.owner()`delete from outbox where kind like 'delivery.%'`);

const short = handlersWithin({ delivery: 3000, answer: 1000, question: 500, look: 200 });
const drainShortly = () => drain(short, "test-clock", (lane: Lane) => (lane === "delivery" ? 10 : 0));
const due = (kind: string) =>
  cast.owner()`update outbox set run_after = now() - interval '1 second' where kind = ${kind} and status = 'waiting'`;
const jobsOf = async (kind: string) => [
  ...(await cast.owner()`select status, attempts, last_error from outbox where kind = ${kind} order by created_at, id`),
];

/** How many milliseconds that takes while the recipient answers no question for six seconds. */
async function whileSlow(work: () => Promise<unknown>): Promise<number> {
  kvk.digipoort.failWith({ lateMs: 6000 }, "status");
  const began = performance.now();
  await work();
  const took = performance.now() - began;
  kvk.digipoort.failWith(null);
  return took;
}
async function lostTask(): Promise<Task> {
  kvk.digipoort.failWith("html", "deliver");
  const task = await approved();
  await deliver();
  kvk.digipoort.failWith(null);
  return task;
}

describe("a question that nobody answers while there is little time", () => {
  it("about the statuses: is put back by whoever asked it, and not left to be found by its lease", async () => {
    const task = await approved();
    await deliver();
    await due("delivery.poll");
    expect(await whileSlow(drainShortly)).toBeLessThan(4000);
    expect(await jobsOf("delivery.poll")).toEqual([
      { status: "waiting", attempts: 1, last_error: "timeout" },
    ]);
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });

  it("about a kenmerk that a person gave: the same", async () => {
    const task = await lostTask();
    await untilQuiet();
    const [row] = await deliveriesOf(task);
    const kenmerk = String((await takenOf(task))[0]?.processReference);
    expect(await inScope(cast.sander, (ctx) => confirmArrival(ctx, row?.id, kenmerk))).toEqual({ ok: true });
    expect(await whileSlow(drainShortly)).toBeLessThan(4000);
    expect(await jobsOf("delivery.poll")).toEqual([
      { status: "waiting", attempts: 1, last_error: "timeout" },
    ]);
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });

  it("about what arrived: the same", async () => {
    const task = await lostTask();
    await due("delivery.search");
    expect(await whileSlow(drainShortly)).toBeLessThan(4000);
    expect(await jobsOf("delivery.search")).toEqual([
      { status: "waiting", attempts: 1, last_error: "timeout" },
    ]);
    await untilQuiet();
    const arrived = (await takenOf(task))[0]?.processReference;
    expect((await deliveriesOf(task))[0]?.candidates).toContain(arrived);
  });
});

describe("a delivery whose preparing took the time that there was for its answer", () => {
  it("is not sent, and is tried again", async () => {
    const task = await approved();
    const actor = systemOf(task.firmId, "test");
    const event = { payload: { filing: task.id, version: 1 } } as unknown as Job;
    await inScope(actor, (ctx) => startDelivery(ctx, event));
    const slowly = {
      ...handlers,
      "delivery.send": {
        ...handlers["delivery.send"],
        prepare: (system: typeof actor, job: Job) =>
          sendDelivery(system, job, () => sleep(1200, null), { longest: 2000, least: 1000 }),
      },
    };
    await drain(slowly, "test-clock", (lane: Lane) => (lane === "delivery" ? 10 : 0));
    expect(await takenOf(task)).toEqual([]);
    expect(await deliveriesOf(task)).toMatchObject([{ state: "waiting" }]);
    expect(await jobsOf("delivery.send")).toEqual([
      { status: "waiting", attempts: 1, last_error: "no-time" },
    ]);
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(1);
  });
});
