import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { whyNotSent } from "@/lib/approvals/before-sending";
import { deliverAgain } from "@/lib/approvals/recipient";
import { confirmArrival } from "@/lib/delivery/resolve";
import { sendDelivery } from "@/lib/delivery/send";
import { startDelivery } from "@/lib/delivery/start";
import type { Job } from "@/lib/outbox/job";
import { aCast } from "@/tests/support/cast";
import { connect } from "@/tests/support/deliveries";
import { HAPPY_PATH, script } from "@/tests/support/digipoort/processes";
import type { DigipoortFailure } from "@/tests/support/digipoort-server";
import { deliver } from "@/tests/support/people";
import { aRecipient } from "@/tests/support/recipient";

const cast = aCast();
const kvk = aRecipient(cast);
const { approved, untilQuiet, stateOf, deliveriesOf, takenOf } = kvk;

describe("what nobody can know", () => {
  it.each<[string, DigipoortFailure]>([
    ["a time-out", { lateMs: 6000 }],
    ["a connection that breaks after the request", "reset"],
    ["HTML with 200", "html"],
    ["an answer that is cut off", "cut"],
    ["an unsigned answer", "unsigned"],
    ["a tampered answer", "tampered"],
    ["an answer of a stranger", "untrusted"],
    ["an answer to another message", "other-message"],
    ["an answer without a kenmerk", "no-kenmerk"],
    ["an answer that has expired", "expired"],
  ])(
    "%s: it is unknown, sent once, and waits for a person",
    async (_what, failure) => {
      kvk.digipoort.failWith(failure, "deliver");
      const task = await approved();
      await untilQuiet();
      expect(await stateOf(task)).toBe("outcomeUnknown");
      const [row, ...others] = await deliveriesOf(task);
      expect(others).toEqual([]);
      expect(row).toMatchObject({ state: "unknown" });
      const taken = await takenOf(task);
      expect(taken.length).toBeLessThanOrEqual(1);
      // It asked by itself what the recipient knows, and offers what it found.
      expect(row?.candidates).toContain(taken[0]?.processReference);

      // A person recognises it: its statuses are asked for, and only they make it Akkoord.
      kvk.digipoort.failWith(null);
      const confirmed = await inScope(cast.sander, (ctx) =>
        confirmArrival(ctx, row?.id, String(taken[0]?.processReference)),
      );
      expect(confirmed).toEqual({ ok: true });
      await deliver();
      expect(await stateOf(task)).toBe("delivered");
      await untilQuiet();
      expect(await stateOf(task)).toBe("acceptedByRecipient");
      expect(await takenOf(task)).toHaveLength(1);
    },
    40_000,
  );

  it("is called unknown by ourselves where there is less time than the channel allows", async () => {
    await connect(cast.sander.firmId, kvk.digipoort, 30_000);
    kvk.digipoort.failWith({ lateMs: 5000 }, "deliver");
    const task = await approved();
    const actor = systemOf(cast.sander.firmId, "test");
    const event = { payload: { filing: task.id, version: 1 } } as unknown as Job;
    await inScope(actor, (ctx) => startDelivery(ctx, event));
    const [row] = await deliveriesOf(task);
    const began = Date.now();
    const job = { payload: { delivery: row?.id } } as unknown as Job;
    const ready = await sendDelivery(actor, job, whyNotSent, { longest: 3000, least: 0 });
    if ("outcome" in ready) throw new Error(ready.outcome);
    const answer = await ready.send();
    expect(answer).toMatchObject({ outcome: "unknown", reason: "timeout" });
    expect(Date.now() - began).toBeLessThan(4000);
    await cast.owner()`delete from outbox where kind = 'delivery.send' and payload->>'delivery' = ${row?.id}`;
    await connect(cast.sander.firmId, kvk.digipoort);
  });

  it("is sent again only on the recipient's word that it did not arrive, also after it was asked what it knows", async () => {
    kvk.digipoort.failWith("html", "deliver");
    const task = await approved();
    await deliver();
    expect(await stateOf(task)).toBe("outcomeUnknown");
    const again = (told = false) =>
      inScope(cast.sander, (ctx) => deliverAgain(ctx, task.id, "Toch nog eens", told));
    expect(await again()).toEqual({ ok: false, reason: "ask-first" });
    kvk.digipoort.failWith(null);
    await untilQuiet();
    const taken = await takenOf(task);
    expect((await deliveriesOf(task))[0]?.candidates).toContain(taken[0]?.processReference);
    expect(await again()).toEqual({ ok: false, reason: "say-not-arrived" });
    await cast.owner()`update deliveries set candidates = '[]' where filing_id = ${task.id}`;
    expect(await again()).toEqual({ ok: false, reason: "say-not-arrived" });
    expect(await stateOf(task)).toBe("outcomeUnknown");
    expect(await again(true)).toEqual({ ok: true });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });

  it.each<[string, DigipoortFailure]>([
    ["unsigned", "unsigned"],
    ["tampered with", "tampered"],
    ["of another process", "other-process"],
    ["HTML", "html"],
    ["of a stranger", "untrusted"],
  ])("a status answer that is %s never makes it Akkoord", async (_what, failure) => {
    kvk.digipoort.failWith(failure, "status");
    const task = await approved();
    await deliver();
    for (let round = 0; round < 3; round++) {
      await cast.owner()`update outbox set run_after = now() - interval '1 second' where status = 'waiting' and kind = 'delivery.poll'`;
      await deliver();
    }
    expect(await stateOf(task)).toBe("delivered");
    kvk.digipoort.failWith(null);
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });
});

describe("what the recipient took and does not end", () => {
  it("is asked about for longer, is never simply sent again, and may still end well", async () => {
    kvk.digipoort.play(script("105", "100", "110"));
    const task = await approved();
    await deliver();
    await cast.owner()`update outbox set payload = payload || '{"round": 180}', run_after = now() - interval '1 second'
      where kind = 'delivery.poll' and status = 'waiting'`;
    await deliver();
    expect(await stateOf(task)).toBe("outcomeUnknown");
    const [row] = await deliveriesOf(task);
    expect(row).toMatchObject({ state: "unknown", fault: "no-end" });
    expect(row?.process_reference).toBeTruthy();
    const again = (told: boolean) =>
      inScope(cast.sander, (ctx) => deliverAgain(ctx, task.id, "Nog eens", told));
    expect(await again(false)).toEqual({ ok: false, reason: "has-kenmerk" });
    const [next] = await cast.owner()`select run_after > now() + interval '23 hours' as tomorrow from outbox
      where kind = 'delivery.poll' and status = 'waiting' and subject = ${`filing:${task.id}`}`;
    expect(next?.tomorrow).toBe(true);
    // A day later it has ended after all.
    kvk.digipoort.play(HAPPY_PATH, String(row?.process_reference));
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(1);
  });

  it("is sent again as often as staff say so, also when the time before came to nothing", async () => {
    kvk.digipoort.failWith("html", "deliver");
    const task = await approved();
    await untilQuiet();
    kvk.digipoort.failWith(null);
    const [row] = await deliveriesOf(task);
    const kenmerk = String((await takenOf(task))[0]?.processReference);
    kvk.digipoort.play(script("105", "100", "110"), kenmerk);
    // One colleague sends again, another names the kenmerk; and the kenmerk turns out to be right before that begins.
    const again = () => inScope(cast.sander, (ctx) => deliverAgain(ctx, task.id, "Niet verwerkt", true));
    expect(await again()).toEqual({ ok: true });
    expect(await inScope(cast.sander, (ctx) => confirmArrival(ctx, row?.id, kenmerk))).toEqual({ ok: true });
    const begins = (at: string) => cast.owner()`update outbox set run_after = now() + ${at}::interval
      where kind = 'filing.toDeliver' and status = 'waiting'`;
    await begins("1 minute");
    await deliver();
    await begins("0");
    await deliver();
    expect(await stateOf(task)).toBe("delivered");
    expect(await deliveriesOf(task)).toMatchObject([{ state: "underway" }]);

    await cast.owner()`update outbox set payload = payload || '{"round": 180}', run_after = now() - interval '1 second'
      where kind = 'delivery.poll' and status = 'waiting'`;
    await deliver();
    expect(await stateOf(task)).toBe("outcomeUnknown");
    kvk.digipoort.play(HAPPY_PATH);
    expect(await again()).toEqual({ ok: true });
    await deliver();
    expect((await deliveriesOf(task)).map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(await takenOf(task)).toHaveLength(2);
  });

  it("is sent again on the recipient's word that it will not be processed; of the first attempt only an acceptance counts", async () => {
    kvk.digipoort.play(script("105", "100", "110"));
    const task = await approved();
    await deliver();
    await cast.owner()`update outbox set payload = payload || '{"round": 180}', run_after = now() - interval '1 second'
      where kind = 'delivery.poll' and status = 'waiting'`;
    await deliver();
    const [first] = await deliveriesOf(task);
    const again = await inScope(cast.sander, (ctx) =>
      deliverAgain(ctx, task.id, "Logius zegt: verloren", true),
    );
    expect(again).toEqual({ ok: true });
    await deliver();
    expect(await stateOf(task)).toBe("delivered");
    kvk.digipoort.play(script("105", "510"), String(first?.process_reference));
    await cast.owner()`update outbox set run_after = now() - interval '1 second' where kind = 'delivery.poll' and status = 'waiting'
      and payload->>'delivery' = ${first?.id}`;
    await deliver();
    expect((await deliveriesOf(task))[0]).toMatchObject({ state: "refused" });
    expect(await stateOf(task)).toBe("delivered");
    const kenmerk = await inScope(cast.sander, (ctx) => confirmArrival(ctx, first?.id, "iets"));
    expect(kenmerk).toEqual({ ok: false, reason: "not-now" });
  });
});

describe("a kenmerk that a person gives", () => {
  /** One of which nobody knows whether it arrived: nothing did. */
  async function lostTask() {
    kvk.digipoort.failWith("html", "deliver");
    const task = await approved();
    await untilQuiet();
    kvk.digipoort.failWith(null);
    const [row] = await deliveriesOf(task);
    return { task, id: String(row?.id) };
  }
  const claim = (id: string, kenmerk: string) =>
    inScope(cast.sander, (ctx) => confirmArrival(ctx, id, kenmerk));
  const other = { messageType: "Jaarrekening_AV", number: "12345678", at: new Date() };

  it.each([
    ["that nobody has", { ...other, unknown: true }, "claim-other"],
    ["of another client", { ...other, number: "99999999" }, "claim-other"],
    ["of another kind of message", { ...other, messageType: "Omzetbelasting" }, "claim-other"],
    [
      "of what was delivered before, by another program",
      { ...other, at: new Date(Date.now() - 86_400_000) },
      "claim-earlier",
    ],
  ])(
    "%s never counts as sent, and can be corrected",
    async (_what, { number, messageType, at, ...rest }, fault) => {
      const { task, id } = await lostTask();
      const strange = "unknown" in rest ? "onzin" : kvk.digipoort.takeOther({ messageType, number, at });
      expect(await claim(id, strange)).toEqual({ ok: true });
      expect(await stateOf(task)).toBe("outcomeUnknown");
      await untilQuiet();
      expect(await stateOf(task)).toBe("outcomeUnknown");
      expect((await deliveriesOf(task))[0]).toMatchObject({
        state: "unknown",
        fault,
        fault_text: strange,
        process_reference: null,
      });
    },
  );

  it("given to two deliveries at one moment, it counts for neither, and is offered for no third", async () => {
    const [one, two, three] = [await lostTask(), await lostTask(), await lostTask()];
    const kenmerk = kvk.digipoort.takeOther({ ...other, at: new Date() });
    expect(await claim(one.id, kenmerk)).toEqual({ ok: true });
    // As two leave it of whom neither saw the other's.
    await cast.owner()`update deliveries set process_reference = ${kenmerk}, fault = 'claimed' where id = ${two.id}`;
    expect(await claim(three.id, kenmerk)).toEqual({ ok: false, reason: "kenmerk-taken" });
    await untilQuiet();
    expect(await stateOf(one.task)).toBe("outcomeUnknown");
    expect((await deliveriesOf(one.task))[0]).toMatchObject({ state: "unknown", fault: "kenmerk-taken" });
    expect((await deliveriesOf(three.task))[0]?.candidates).not.toContain(kenmerk);
  });

  it("of before the sending is not even offered", async () => {
    const earlier = kvk.digipoort.takeOther({ ...other, at: new Date(Date.now() - 86_400_000) });
    const later = kvk.digipoort.takeOther({ ...other, at: new Date(Date.now() + 1000) });
    const { task } = await lostTask();
    const [row] = await deliveriesOf(task);
    expect(row?.candidates).toContain(later);
    expect(row?.candidates).not.toContain(earlier);
  });
});
