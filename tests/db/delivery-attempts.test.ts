import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { whyNotSent } from "@/lib/approvals/before-sending";
import { filingDetail } from "@/lib/approvals/detail";
import { deliverAgain } from "@/lib/approvals/recipient";
import { reportsOf } from "@/lib/approvals/report";
import { confirmArrival } from "@/lib/delivery/resolve";
import { sendDelivery } from "@/lib/delivery/send";
import type { Job } from "@/lib/outbox/job";
import { csvLines } from "@/lib/staff/export-lines";
import { aCast, emails } from "@/tests/support/cast";
import { connect, publicationOf } from "@/tests/support/deliveries";
import { HAPPY_PATH, script } from "@/tests/support/digipoort/processes";
import { clientAt, deliver } from "@/tests/support/people";
import { aProgram } from "@/tests/support/program";
import { aRecipient } from "@/tests/support/recipient";
import { askCode, decided, type Task } from "@/tests/support/returns";

const cast = aCast();
const kvk = aRecipient(cast);
const firm = aProgram(cast);
const { answers, approved, untilQuiet, deliveringIsAway, ask } = kvk;
const { stateOf, deliveriesOf, takenOf, mailsTo, lastYear } = kvk;
const refusing = script("105", "510");

/** Taken under a kenmerk, and after a week without an end. */
async function noEnd() {
  kvk.digipoort.play(script("105", "100", "110"));
  const task = await approved();
  await deliver();
  const [first] = await deliveriesOf(task);
  await cast.owner()`update outbox set payload = payload || '{"round": 180}'
    where kind = 'delivery.poll' and status = 'waiting' and payload->>'delivery' = ${String(first?.id)}`;
  await ask(first?.id);
  expect(await stateOf(task)).toBe("outcomeUnknown");
  return { task, first: String(first?.id), kenmerk: String(first?.process_reference) };
}
const again = ({ id }: Task, notArrived = false, nevertheless = false) =>
  inScope(cast.sander, (ctx) => deliverAgain(ctx, id, "Wordt niet verwerkt", notArrived, nevertheless));

const withoutChannel = (enabled: boolean) => cast.owner()`update delivery_channels set enabled = ${enabled}`;

/** The first has no end, and the second was turned away. */
async function secondRefused() {
  const story = await noEnd();
  kvk.digipoort.play(refusing);
  expect(await again(story.task, true)).toEqual({ ok: true });
  await deliver();
  const second = (await deliveriesOf(story.task)).at(-1);
  await ask(second?.id);
  expect(await stateOf(story.task)).toBe("refusedByRecipient");
  return { ...story, second: String(second?.process_reference) };
}

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
    expect(await inScope(cast.sander, (ctx) => confirmArrival(ctx, String(first?.id), kenmerk))).toEqual({
      ok: true,
    });
    await cast.owner()`update outbox set run_after = now() + interval '1 hour'
      where kind = 'delivery.poll' and status = 'waiting'`;
    expect(await again(task, true)).toEqual({ ok: true });
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

describe("a version that is accepted after it was replaced", () => {
  async function replacedAndAccepted() {
    const story = await secondRefused();
    const { task, first, kenmerk } = story;
    await publicationOf(cast.sander, cast.bakery, lastYear(), undefined, undefined, {
      ...{ replaces: task.id, note: "Hersteld" },
    });
    await deliver();
    kvk.digipoort.play(HAPPY_PATH, kenmerk);
    await ask(first);
    return story;
  }
  async function approve(task: Task): Promise<void> {
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    const expected = { decision: "approve", filing: task.id } as const;
    expect(await decided(cast.marieke, task, { challengeId, code, expected, answers })).toEqual({ ok: true });
  }

  it("is told to the firm and its programs, and changes nothing of the new version", async () => {
    const mails = async () => [
      await mailsTo("sander@noorderlicht.example", "alsnog aangenomen"),
      await mailsTo(emails.marieke, "Akkoord Digipoort"),
    ];
    const before = await mails();
    const { task, kenmerk } = await replacedAndAccepted();
    expect(await stateOf(task)).toBe("open");
    // The client is asked about the new version: of this one she would read that all is well.
    expect(await mails()).toEqual([Number(before[0]) + 1, before[1]]);
    expect(firm.tookOf(task).at(-1)).toMatchObject({
      type: "filing.accepted",
      data: {
        version: 1,
        approval: { state: "replaced" },
        filing: { state: "accepted", reference: kenmerk },
      },
    });
  });

  it("holds the new one until a person says that it has to go nevertheless", async () => {
    const { task } = await replacedAndAccepted();
    kvk.digipoort.play(HAPPY_PATH);
    await approve(task);
    await untilQuiet();
    const taken = (await takenOf(task)).length;
    const newest = async () => (await deliveriesOf(task)).filter(isOfTheSecond).at(-1);
    expect(await newest()).toMatchObject({ state: "failed", fault: "earlier-accepted", request_key: null });
    expect(await stateOf(task)).toBe("notDelivered");
    expect(await again(task)).toEqual({ ok: false, reason: "say-nevertheless" });
    expect(await again(task, true)).toEqual({ ok: false, reason: "say-nevertheless" });
    expect(await again(task, false, true)).toEqual({ ok: true });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(taken + 1);
  });

  it("holds the new one also when it waits to be sent again", async () => {
    const { task, first, kenmerk } = await secondRefused();
    await publicationOf(cast.sander, cast.bakery, lastYear(), undefined, undefined, {
      ...{ replaces: task.id, note: "Hersteld" },
    });
    await deliver();
    await deliveringIsAway();
    await approve(task);
    await deliver();
    kvk.digipoort.play(HAPPY_PATH, kenmerk);
    await ask(first);
    const taken = (await takenOf(task)).length;
    await connect(cast.sander.firmId, kvk.digipoort);
    await untilQuiet();
    expect(await takenOf(task)).toHaveLength(taken);
    expect(await stateOf(task)).toBe("notDelivered");
    expect((await deliveriesOf(task)).filter(isOfTheSecond)).toMatchObject([{ fault: "earlier-accepted" }]);
  });
});

const isOfTheSecond = ({ delivery_reference: reference }: Record<string, unknown>) =>
  String(reference).includes("-v2-");
