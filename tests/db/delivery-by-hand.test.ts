import { afterEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { sendAgain } from "@/lib/staff/resend";
import { aCast } from "@/tests/support/cast";
import { connect } from "@/tests/support/deliveries";
import { script } from "@/tests/support/digipoort/processes";
import { deliver } from "@/tests/support/people";
import { aRecipient } from "@/tests/support/recipient";
import type { Task } from "@/tests/support/returns";

const cast = aCast();
const kvk = aRecipient(cast);
const { approved, untilQuiet, stateOf, takenOf } = kvk;

/** A database that takes nothing of one kind for as long as it lasts, as after a change that went wrong. */
const broken = [
  ["deliveries", "attempt < 1"],
  [
    "filings",
    "state not in ('delivered', 'acceptedByRecipient', 'refusedByRecipient', 'outcomeUnknown', 'notDelivered')",
  ],
] as const;
const breakIt = (which: 0 | 1) => {
  const [table, only] = broken[which];
  return cast.owner().unsafe(`alter table ${table} add constraint broken check (${only}) not valid`);
};
const mend = async () => {
  for (const [table] of broken)
    await cast.owner().unsafe(`alter table ${table} drop constraint if exists broken`);
};
afterEach(mend);

/** The last of its tries fails too. */
async function givenUp(task: Task, kind: string): Promise<string> {
  const [job] = await cast.owner()`update outbox set attempts = 71, run_after = now() - interval '1 second'
    where kind = ${kind} and subject = ${`filing:${task.id}`} and status = 'waiting' returning id`;
  await deliver();
  const rows = await cast.owner()`select status, retryable from outbox where id = ${job?.id}`;
  expect(rows.slice()).toEqual([{ status: "failed", retryable: true }]);
  return String(job?.id);
}
const again = (id: string) => inScope(cast.sander, (ctx) => sendAgain(ctx, { id, from: "failed" }));

describe("an event of a delivery that failed for days", () => {
  it("that the document is to be delivered: a colleague lets it begin again", async () => {
    const task = await approved();
    await breakIt(0);
    await deliver();
    const job = await givenUp(task, "filing.toDeliver");
    await mend();
    await untilQuiet();
    expect(await stateOf(task)).toBe("approved");
    expect(await again(job)).toEqual({ ok: true });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(1);
    // Begun again once more it delivers nothing.
    await cast.owner()`update outbox set status = 'failed', retryable = true where id = ${job}`;
    expect(await again(job)).toEqual({ ok: true });
    await untilQuiet();
    expect(await takenOf(task)).toHaveLength(1);
  });

  it.each<[string, () => unknown, string]>([
    ["filing.handedOver", () => kvk.digipoort.play(script("105", "100", "110")), "delivered"],
    ["filing.accepted", () => undefined, "acceptedByRecipient"],
    ["filing.refused", () => kvk.digipoort.play(script("105", "510")), "refusedByRecipient"],
    ["filing.lost", () => kvk.digipoort.failWith("html", "deliver"), "outcomeUnknown"],
    [
      "filing.notSent",
      () => cast.owner()`update delivery_channels set enabled = false where firm_id = ${cast.sander.firmId}`,
      "notDelivered",
    ],
  ])("what became of it (%s): a colleague lets the document hear of it", async (kind, arrange, state) => {
    await arrange();
    const task = await approved();
    await breakIt(1);
    await deliver();
    await cast.owner()`update outbox set run_after = now() - interval '1 second' where kind = 'delivery.poll' and status = 'waiting'`;
    await deliver();
    const job = await givenUp(task, kind);
    expect(await stateOf(task)).toBe("approved");
    await mend();
    expect(await again(job)).toEqual({ ok: true });
    await deliver();
    expect(await stateOf(task)).toBe(state);
    await cast.owner()`update delivery_channels set enabled = true`;
    await connect(cast.sander.firmId, kvk.digipoort);
  });
});
