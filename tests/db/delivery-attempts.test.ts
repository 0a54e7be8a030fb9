import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { whyNotSent } from "@/lib/approvals/before-sending";
import { filingDetail } from "@/lib/approvals/detail";
import { reportsOf } from "@/lib/approvals/report";
import { confirmArrival } from "@/lib/delivery/resolve";
import { sendDelivery } from "@/lib/delivery/send";
import type { Job } from "@/lib/outbox/job";
import { csvLines } from "@/lib/staff/export-lines";
import { attemptsAt } from "@/tests/support/attempts";
import { aCast, emails } from "@/tests/support/cast";
import { connect, publicationOf } from "@/tests/support/deliveries";
import { HAPPY_PATH, script } from "@/tests/support/digipoort/processes";
import { clientAt, deliver } from "@/tests/support/people";
import { aProgram } from "@/tests/support/program";
import { aRecipient } from "@/tests/support/recipient";

const cast = aCast();
const kvk = aRecipient(cast);
const firm = aProgram(cast);
const { approved, untilQuiet, deliveringIsAway, ask } = kvk;
const { stateOf, deliveriesOf, takenOf, mailsTo, lastYear } = kvk;
const { refusing, noEnd, again, secondRefused } = attemptsAt(cast, kvk);

const withoutChannel = (enabled: boolean) => cast.owner()`update delivery_channels set enabled = ${enabled}`;

describe("an attempt that waits beside another", () => {
  it("stays here once the recipient has accepted the other", async () => {
    const { task, first, kenmerk } = await noEnd();
    await deliveringIsAway();
    expect(await again(task, true)).toEqual({ ok: true });
    await deliver();
    expect(await deliveriesOf(task)).toMatchObject([{ state: "unknown" }, { state: "waiting" }]);
    kvk.digipoort.play(HAPPY_PATH, kenmerk);
    await ask(first);
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    // The recipient's door opens again.
    await connect(cast.sander.firmId, kvk.digipoort);
    await untilQuiet();
    expect(await takenOf(task)).toHaveLength(1);
    expect(await deliveriesOf(task)).toMatchObject([
      { state: "accepted" },
      { state: "failed", fault: "overtaken" },
    ]);
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(firm.tookOf(task).map(({ type }) => type)).not.toContain("filing.notDelivered");
  });

  it("stays here also when that is learnt after it was signed, right before it leaves", async () => {
    const { task, first, kenmerk } = await noEnd();
    await deliveringIsAway();
    expect(await again(task, true)).toEqual({ ok: true });
    await deliver();
    await connect(cast.sander.firmId, kvk.digipoort);
    const second = (await deliveriesOf(task)).at(-1);
    const actor = systemOf(cast.sander.firmId, "test");
    const job = { payload: { delivery: second?.id } } as unknown as Job;
    const ready = await sendDelivery(actor, job, whyNotSent);
    if ("outcome" in ready) throw new Error(ready.outcome);
    kvk.digipoort.play(HAPPY_PATH, kenmerk);
    await ask(first);
    expect(await inScope(actor, async (ctx) => ready.keep?.(ctx))).toMatchObject({ outcome: "done" });
    await ready.stayed?.();
    await untilQuiet();
    expect(await takenOf(task)).toHaveLength(1);
    expect((await deliveriesOf(task)).at(-1)).toMatchObject({ state: "failed", fault: "overtaken" });
  });

  it("stays here while the recipient is asked about the kenmerk of the other, and the document goes on with that", async () => {
    kvk.digipoort.failWith("html", "deliver");
    const task = await approved();
    await untilQuiet();
    kvk.digipoort.failWith(null);
    const [first] = await deliveriesOf(task);
    const kenmerk = String((await takenOf(task))[0]?.processReference);
    expect(await again(task, true)).toEqual({ ok: true });
    // A colleague names it before the attempt is made.
    expect(await inScope(cast.sander, (ctx) => confirmArrival(ctx, String(first?.id), kenmerk))).toEqual({
      ok: true,
    });
    await cast.owner()`update outbox set run_after = now() + interval '1 hour'
      where kind = 'delivery.poll' and status = 'waiting'`;
    await deliver();
    expect(await deliveriesOf(task)).toMatchObject([
      { state: "unknown", fault: "claimed" },
      { state: "failed", fault: "overtaken" },
    ]);
    expect(await stateOf(task)).toBe("outcomeUnknown");
    await ask(first?.id);
    expect(await stateOf(task)).toBe("delivered");
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(1);
  });
});

describe("an attempt that could not leave, after one that may have arrived", () => {
  it("leaves the document unknown: not sent is said of nothing that the recipient took", async () => {
    const { task, first, kenmerk } = await noEnd();
    await withoutChannel(false);
    expect(await again(task, true)).toEqual({ ok: true });
    await deliver();
    await withoutChannel(true);
    expect(await deliveriesOf(task)).toMatchObject([{ state: "unknown" }, { fault: "no-channel" }]);
    expect(await stateOf(task)).toBe("outcomeUnknown");
    expect(firm.tookOf(task).map(({ type }) => type)).not.toContain("filing.notDelivered");
    const [report] = await inScope(cast.sander, (ctx) => reportsOf(ctx, [{ id: task.id }]));
    expect(report?.filing).toMatchObject({ state: "unknown", reference: kenmerk });
    // What holds of the first still holds.
    expect(await again(task)).toEqual({ ok: false, reason: "has-kenmerk" });
    await expect(
      publicationOf(cast.sander, cast.bakery, lastYear(), undefined, undefined, { replaces: task.id }),
    ).rejects.toThrow("already-outcomeUnknown");
    kvk.digipoort.play(refusing, kenmerk);
    await ask(first);
    expect(await stateOf(task)).toBe("refusedByRecipient");
  });

  it("lets a person name the kenmerk of the one that arrived", async () => {
    kvk.digipoort.failWith("html", "deliver");
    const task = await approved();
    await untilQuiet();
    kvk.digipoort.failWith(null);
    await withoutChannel(false);
    expect(await again(task, true)).toEqual({ ok: true });
    await deliver();
    await withoutChannel(true);
    const [first] = await deliveriesOf(task);
    const kenmerk = String((await takenOf(task))[0]?.processReference);
    expect(await inScope(cast.sander, (ctx) => confirmArrival(ctx, String(first?.id), kenmerk))).toEqual({
      ok: true,
    });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(1);
  });

  it("is not sent where the one before it was turned away", async () => {
    kvk.digipoort.play(refusing);
    const task = await approved();
    await untilQuiet();
    expect(await stateOf(task)).toBe("refusedByRecipient");
    await withoutChannel(false);
    expect(await again(task)).toEqual({ ok: true });
    await deliver();
    await withoutChannel(true);
    expect(await stateOf(task)).toBe("notDelivered");
  });
});

describe("the recipient's refusal of the first attempt, which comes while the second waits", () => {
  it("is told to client, programs and staff where the second never leaves: something was sent", async () => {
    const { task, first, kenmerk } = await noEnd();
    await deliveringIsAway();
    expect(await again(task, true)).toEqual({ ok: true });
    await deliver();
    const mails = async () => [
      await mailsTo(emails.marieke, "Niet aangenomen"),
      await mailsTo("sander@noorderlicht.example", "niet aangenomen"),
    ];
    const before = await mails();
    kvk.digipoort.play(refusing, kenmerk);
    await ask(first);
    expect(await stateOf(task)).toBe("approved");
    expect(await deliveriesOf(task)).toMatchObject([
      { state: "refused", fault: "510" },
      { state: "waiting" },
    ]);
    // The last of its tries.
    await cast.owner()`update outbox set attempts = 71, run_after = now() - interval '1 second'
      where kind = 'delivery.send' and status = 'waiting'`;
    await deliver();
    await connect(cast.sander.firmId, kvk.digipoort);
    expect((await deliveriesOf(task)).at(-1)).toMatchObject({ state: "failed" });
    expect(await stateOf(task)).toBe("refusedByRecipient");
    expect(await mails()).toEqual(before.map((count) => count + 1));
    const types = firm.tookOf(task).map(({ type }) => type);
    expect(types).toContain("filing.refused");
    expect(types).not.toContain("filing.notDelivered");
  });
});

describe("the first attempt that is accepted after the second was refused", () => {
  it("is what programs, the export and the client hear of", async () => {
    const { task, first, kenmerk, second } = await secondRefused();
    kvk.digipoort.play(HAPPY_PATH, kenmerk);
    await ask(first);
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    const [report] = await inScope(cast.sander, (ctx) => reportsOf(ctx, [{ id: task.id }]));
    const [row] = await cast.owner()`select done_at from deliveries where id = ${first}`;
    const at = (row as unknown as { done_at: Date }).done_at.toISOString();
    expect(report?.filing).toEqual({ state: "accepted", at, reference: kenmerk });
    expect(firm.tookOf(task).at(-1)).toMatchObject({ type: "filing.accepted", data: { filing: { at } } });
    const line = report ? csvLines.line(report) : "";
    expect(line).toContain(kenmerk);
    expect(line).not.toContain(second);
    const detail = await inScope(clientAt(cast.marieke, cast.bakery), (ctx) =>
      filingDetail(ctx, cast.bakery, task.id),
    );
    const codes = detail?.told.map(({ code }) => code);
    expect(codes).toContain("500");
    expect(codes).not.toContain("510");
    expect(detail?.refusedWith).toBeNull();
  });
});

describe("the first attempt, which may have arrived, after the second was turned away", () => {
  async function firstMayBeThere() {
    kvk.digipoort.failWith("html", "deliver");
    const task = await approved();
    await untilQuiet();
    kvk.digipoort.failWith(null);
    const [first] = await deliveriesOf(task);
    const kenmerk = String((await takenOf(task))[0]?.processReference);
    kvk.digipoort.play(refusing);
    expect(await again(task, true)).toEqual({ ok: true });
    await untilQuiet();
    expect(await stateOf(task)).toBe("refusedByRecipient");
    const arrived = await inScope(cast.sander, (ctx) => confirmArrival(ctx, String(first?.id), kenmerk));
    expect(arrived).toEqual({ ok: true });
    return { task, first, kenmerk };
  }

  it("can be told by a person, with its kenmerk, and counts like any other", async () => {
    const { task, first, kenmerk } = await firstMayBeThere();
    kvk.digipoort.play(script("105", "100", "110"), kenmerk);
    await ask(first?.id);
    expect(await stateOf(task)).toBe("delivered");
    expect(await again(task)).toEqual({ ok: false, reason: "already-delivered" });
    const [report] = await inScope(cast.sander, (ctx) => reportsOf(ctx, [{ id: task.id }]));
    expect(report?.filing.reference).toBe(kenmerk);
    kvk.digipoort.play(HAPPY_PATH, kenmerk);
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(2);
  });

  it("leaves the firm to act when it is turned away in the end as well", async () => {
    const { task, first, kenmerk } = await firstMayBeThere();
    kvk.digipoort.play(script("105", "100", "110"), kenmerk);
    await ask(first?.id);
    kvk.digipoort.play(refusing, kenmerk);
    await untilQuiet();
    expect(await deliveriesOf(task)).toMatchObject([{ state: "refused" }, { state: "refused" }]);
    expect(await stateOf(task)).toBe("refusedByRecipient");
  });
});
