import { beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { askNow } from "@/lib/delivery/resolve";
import { searchDelivery } from "@/lib/delivery/search";
import type { Job } from "@/lib/outbox/job";
import { aCast } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import { aRecipient } from "@/tests/support/recipient";
import type { Task } from "@/tests/support/returns";

const cast = aCast();
const kvk = aRecipient(cast);
const { approved, untilQuiet, stateOf, deliveriesOf, takenOf } = kvk;

/** Deliveries of one client that arrived, and of which we never heard so. */
async function lostTasks(many: number): Promise<Task[]> {
  kvk.digipoort.failWith("html", "deliver");
  const tasks: Task[] = [];
  for (let one = 0; one < many; one++) tasks.push(await approved());
  await deliver();
  kvk.digipoort.failWith(null);
  return tasks;
}
const others = (many: number, at: Date) =>
  Array.from({ length: many }, () =>
    kvk.digipoort.takeOther({ messageType: "Jaarrekening_AV", number: "12345678", at }),
  );
const asked = (operation: string) =>
  kvk.digipoort.asked.filter((one) => one.operation === `${operation}Request`).length;
const arrivedAs = async (task: Task) => (await takenOf(task))[0]?.processReference;
const offeredFor = async (task: Task) => (await deliveriesOf(task))[0]?.candidates;

describe("looking for deliveries of which nobody knows whether they arrived", () => {
  beforeEach(() => {
    kvk.digipoort.asked.length = 0;
  });

  it("asks once when each process began, however many of one client are looked for", async () => {
    const earlier = others(6, new Date(Date.now() - 86_400_000));
    const tasks = await lostTasks(4);
    await untilQuiet();
    const arrived = await Promise.all(tasks.map(arrivedAs));
    expect(new Set(arrived).size).toBe(4);
    for (const task of tasks) expect([...(await offeredFor(task))].sort()).toEqual([...arrived].sort());
    expect(asked("getProcessen")).toBe(4);
    expect(asked("getStatussenProces")).toBe(earlier.length + 4);
  });

  it("remembers no failure, and asks on from where it broke off", async () => {
    const [task] = await lostTasks(1);
    if (!task) throw new Error("Nothing was lost");
    const later = others(3, new Date());
    let answered = 0;
    // The list and two of the answers arrive; one after them does not.
    kvk.digipoort.failWith(
      { rewrite: (xml) => (xml.includes("getStatussenProcesResponse") && ++answered > 2 ? "<html>" : xml) },
      "status",
    );
    await untilQuiet();
    expect(await offeredFor(task)).toBeNull();
    const before = asked("getStatussenProces");
    kvk.digipoort.failWith(null);
    await untilQuiet();
    expect(await offeredFor(task)).toEqual(expect.arrayContaining([await arrivedAs(task), ...later]));
    expect(asked("getStatussenProces") - before).toBe(2);
  });

  it("offers those that began nearest to the sending, wherever the recipient lists them", async () => {
    const [task] = await lostTasks(1);
    if (!task) throw new Error("Nothing was lost");
    others(60, new Date(Date.now() - 300_000));
    await untilQuiet();
    const offered = await offeredFor(task);
    expect(offered).toHaveLength(50);
    expect(offered[0]).toBe(await arrivedAs(task));
  });

  it("ends in time: what it could not look into is offered all the same, the last ones first", async () => {
    const [task] = await lostTasks(1);
    if (!task) throw new Error("Nothing was lost");
    const later = others(2, new Date());
    const actor = systemOf(cast.sander.firmId, "test");
    const [row] = await deliveriesOf(task);
    const answer = await searchDelivery(actor, { payload: { delivery: row?.id } } as unknown as Job, 0);
    if (answer.outcome !== "done" || !answer.follows) throw new Error(`It was ${answer.outcome}`);
    await inScope(actor, answer.follows);
    expect(asked("getStatussenProces")).toBe(0);
    expect((await offeredFor(task)).slice(0, 3)).toEqual([...later.reverse(), await arrivedAs(task)]);
  });
});

describe("a question that nobody answers for days", () => {
  const givenUp = async (kind: string) => {
    await cast.owner()`update outbox set attempts = 71, run_after = now() - interval '1 second' where kind = ${kind} and status = 'waiting'`;
    await deliver();
  };

  it("about the statuses: somebody at the firm knows, and it is asked on", async () => {
    const task = await approved();
    await deliver();
    kvk.digipoort.failWith("unsigned", "status");
    await givenUp("delivery.poll");
    expect(await stateOf(task)).toBe("outcomeUnknown");
    expect((await deliveriesOf(task))[0]).toMatchObject({ state: "unknown", fault: "no-answer" });
    kvk.digipoort.failWith(null);
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });

  it("about what arrived: it is looked for again, and staff can ask at once", async () => {
    kvk.digipoort.failWith("html", "deliver");
    const task = await approved();
    await deliver();
    kvk.digipoort.failWith("unsigned", "status");
    await givenUp("delivery.search");
    const waiting =
      await cast.owner()`select 1 from outbox where kind = 'delivery.search' and status = 'waiting'
      and run_after > now() + interval '23 hours'`;
    expect(waiting).toHaveLength(1);
    kvk.digipoort.failWith(null);
    const [row] = await deliveriesOf(task);
    expect(await inScope(cast.sander, (ctx) => askNow(ctx, row?.id))).toEqual({ ok: true });
    await deliver();
    expect((await deliveriesOf(task))[0]?.candidates).not.toBeNull();
    await untilQuiet();
  });
});
