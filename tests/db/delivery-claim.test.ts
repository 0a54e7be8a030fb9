import { describe, expect, it } from "vitest";
import { inScope, type Scoped } from "@/db/scope";
import { type System, systemOf } from "@/lib/access/actor";
import { pollDelivery } from "@/lib/delivery/poll";
import { confirmArrival } from "@/lib/delivery/resolve";
import type { Job } from "@/lib/outbox/job";
import { aCast } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import { aRecipient } from "@/tests/support/recipient";

const cast = aCast();
const kvk = aRecipient(cast);
const { approved, untilQuiet, stateOf, deliveriesOf, takenOf } = kvk;

/** One that arrived, and of which we never heard so. */
async function lostTask(quiet = true) {
  kvk.digipoort.failWith("html", "deliver");
  const task = await approved();
  await (quiet ? untilQuiet() : deliver());
  kvk.digipoort.failWith(null);
  const [row] = await deliveriesOf(task);
  return { task, id: String(row?.id), right: String((await takenOf(task))[0]?.processReference) };
}
const claim = async (id: string, kenmerk: string) =>
  expect(await inScope(cast.sander, (ctx) => confirmArrival(ctx, id, kenmerk))).toEqual({ ok: true });
const system = () => systemOf(cast.sander.firmId, "test");
const another = () =>
  kvk.digipoort.takeOther({ messageType: "Jaarrekening_AV", number: "12345678", at: new Date() });

/** The recipient is asked about the claim and has answered; what follows from that is written when the answer is told. */
async function answerAbout(id: string): Promise<() => Promise<void>> {
  const answer = await pollDelivery(system(), { payload: { delivery: id, round: 0 } } as unknown as Job);
  const { follows } = answer as { follows: (ctx: Scoped<System>) => Promise<void> };
  expect(follows).toBeTypeOf("function");
  return () => inScope(system(), follows);
}

describe("a kenmerk that is corrected while the recipient is asked about it", () => {
  it("does not become the document's, also when it was another process of this client", async () => {
    const { task, id, right } = await lostTask();
    await claim(id, another());
    const told = await answerAbout(id);
    await claim(id, right);
    await told();
    expect((await deliveriesOf(task))[0]).toMatchObject({ state: "unknown", process_reference: right });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect((await deliveriesOf(task))[0]).toMatchObject({ state: "accepted", process_reference: right });
  });

  it("does not take the right one with it when it was none", async () => {
    const { task, id, right } = await lostTask();
    await claim(id, "onzin");
    const told = await answerAbout(id);
    await claim(id, right);
    await told();
    expect((await deliveriesOf(task))[0]).toMatchObject({ fault: "claimed", process_reference: right });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });

  it("is not asked about any more, and its silence of days is not the other's", async () => {
    const { task, id, right } = await lostTask();
    kvk.digipoort.failWith("unsigned", "status");
    await claim(id, "onzin");
    await deliver();
    await claim(id, right);
    const jobs = () => cast.owner()`select payload->>'kenmerk' as kenmerk, status from outbox
      where kind = 'delivery.poll' and payload->>'delivery' = ${id} order by created_at, id`;
    await cast.owner()`update outbox set attempts = 71, run_after = now() - interval '1 second'
      where kind = 'delivery.poll' and status = 'waiting' and payload->>'kenmerk' = 'onzin'`;
    await deliver();
    expect((await deliveriesOf(task))[0]).toMatchObject({ fault: "claimed", process_reference: right });
    expect((await jobs()).slice()).toEqual([
      { kenmerk: "onzin", status: "done" },
      { kenmerk: right, status: "waiting" },
    ]);
    kvk.digipoort.failWith(null);
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });
});

describe("a kenmerk that was none", () => {
  it("leaves a search behind, also when there was no time for one before it was given", async () => {
    const { task, id, right } = await lostTask(false);
    await claim(id, "onzin");
    // The minute before the search passes while the kenmerk is being asked about.
    await cast.owner()`update outbox set run_after = now() + interval '1 hour' where kind = 'delivery.poll' and status = 'waiting'`;
    await cast.owner()`update outbox set run_after = now() - interval '1 second' where kind = 'delivery.search' and status = 'waiting'`;
    await deliver();
    expect((await deliveriesOf(task))[0]?.candidates).toBeNull();
    await untilQuiet();
    expect((await deliveriesOf(task))[0]).toMatchObject({ state: "unknown", fault: "claim-other" });
    expect((await deliveriesOf(task))[0]?.candidates).toContain(right);
  });

  it("does not have it looked for again where that was done", async () => {
    const { id } = await lostTask();
    await claim(id, "onzin");
    await deliver();
    const searches =
      await cast.owner()`select 1 from outbox where kind = 'delivery.search' and status = 'waiting'
      and payload->>'delivery' = ${id}`;
    expect(searches).toHaveLength(0);
  });
});
