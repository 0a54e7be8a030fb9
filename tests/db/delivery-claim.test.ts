import { describe, expect, it, vi } from "vitest";
import { inScope, type Scoped } from "@/db/scope";
import { type System, systemOf } from "@/lib/access/actor";
import { whyNotSent } from "@/lib/approvals/before-sending";
import { deliverAgain } from "@/lib/approvals/recipient";
import { pollDelivery } from "@/lib/delivery/poll";
import { confirmArrival, takeBackClaim } from "@/lib/delivery/resolve";
import { sendDelivery } from "@/lib/delivery/send";
import { startDelivery } from "@/lib/delivery/start";
import type { Job } from "@/lib/outbox/job";
import { log } from "@/lib/ports/log";
import { aCast } from "@/tests/support/cast";
import { HAPPY_PATH, script } from "@/tests/support/digipoort/processes";
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

describe("a kenmerk that a delivery gets in its signed answer", () => {
  /** One that the recipient took, and whose answer is on its way to us. */
  async function answered() {
    const task = await approved();
    const event = { payload: { filing: task.id, version: 1 } } as unknown as Job;
    await inScope(system(), (ctx) => startDelivery(ctx, event));
    const [row] = await deliveriesOf(task);
    await cast.owner()`delete from outbox where kind = 'delivery.send' and payload->>'delivery' = ${row?.id}`;
    const job = { payload: { delivery: row?.id } } as unknown as Job;
    const ready = await sendDelivery(system(), job, whyNotSent);
    if ("outcome" in ready) throw new Error(ready.outcome);
    await inScope(system(), async (ctx) => ready.keep?.(ctx));
    const answer = await ready.send();
    const { providerId, follows } = answer as {
      providerId: string;
      follows: (ctx: Scoped<System>) => Promise<void>;
    };
    return { task, kenmerk: providerId, written: () => inScope(system(), follows) };
  }

  it.each([
    ["is being asked about", false],
    ["was confirmed", true],
  ])(
    "is its own: another for which it %s meanwhile is unknown again, and no 'akkoord'",
    async (_, confirmed) => {
      const { task: other, id, right } = await lostTask();
      const { task, kenmerk, written } = await answered();
      kvk.digipoort.play(script("105", "100"), kenmerk);
      await claim(id, kenmerk);
      if (confirmed) {
        await (await answerAbout(id))();
        await deliver();
        expect(await stateOf(other)).toBe("delivered");
      }
      await written();
      await deliver();
      expect(await deliveriesOf(other)).toMatchObject([
        { state: "unknown", fault: "kenmerk-taken", fault_text: kenmerk, process_reference: null },
      ]);
      expect(await stateOf(other)).toBe("outcomeUnknown");
      kvk.digipoort.play(HAPPY_PATH, kenmerk);
      await untilQuiet();
      expect(await stateOf(task)).toBe("acceptedByRecipient");
      expect(await stateOf(other)).toBe("outcomeUnknown");
      // What it really arrived under can still be told.
      await claim(id, right);
      await untilQuiet();
      expect(await stateOf(other)).toBe("acceptedByRecipient");
    },
  );

  it("changes nothing of another that was accepted under it already, and is written to the log as an alarm", async () => {
    const { task: other, id } = await lostTask();
    const { task, kenmerk, written } = await answered();
    await claim(id, kenmerk);
    await untilQuiet();
    expect(await stateOf(other)).toBe("acceptedByRecipient");
    const error = vi.spyOn(log(), "error");
    await written();
    expect(error).toHaveBeenCalledWith({ alarm: "kenmerk-taken", delivery: id }, expect.any(String));
    error.mockRestore();
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await stateOf(other)).toBe("acceptedByRecipient");
  });
});

describe("a kenmerk that nobody can answer about now", () => {
  const again = (filing: string) =>
    inScope(cast.sander, (ctx) => deliverAgain(ctx, filing, "KvK gebeld: niet aangekomen", true));
  const takeBack = (id: string) => inScope(cast.sander, (ctx) => takeBackClaim(ctx, id));

  it("keeps it from being sent again, until a person takes it back: then the recipient's word counts", async () => {
    const { task, id, right } = await lostTask();
    kvk.digipoort.failWith("unsigned", "status");
    await claim(id, "verkeerd getypt");
    await deliver();
    expect(await again(task.id)).toEqual({ ok: false, reason: "claimed" });
    expect(await stateOf(task)).toBe("outcomeUnknown");
    expect(await takeBack(id)).toEqual({ ok: true });
    expect(await deliveriesOf(task)).toMatchObject([
      { fault: "claim-taken-back", fault_text: "verkeerd getypt", process_reference: null },
    ]);
    const entries = await cast.owner()`select data->>'kenmerk' as kenmerk from audit_events
      where action = 'delivery.claimTakenBack' and subject = ${`filing:${task.id}`}`;
    expect(entries.slice()).toEqual([{ kenmerk: "verkeerd getypt" }]);
    expect(await takeBack(id)).toEqual({ ok: false, reason: "not-now" });
    kvk.digipoort.failWith(null);
    expect(await again(task.id)).toEqual({ ok: true });
    await untilQuiet();
    expect((await takenOf(task)).map(({ processReference }) => processReference)).not.toEqual([right]);
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });

  it("is not taken back once the recipient confirmed it", async () => {
    const { task, id, right } = await lostTask();
    await claim(id, right);
    await untilQuiet();
    expect(await takeBack(id)).toEqual({ ok: false, reason: "not-now" });
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });
});
