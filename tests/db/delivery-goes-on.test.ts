import { afterEach, describe, expect, it } from "vitest";
import { setClock } from "@/lib/ports/clock";
import { RETRIED_FOR_HOURS } from "@/lib/ports/filing-channel/status-codes";
import { aCast, emails } from "@/tests/support/cast";
import { script } from "@/tests/support/digipoort/processes";
import { deliver } from "@/tests/support/people";
import { aRecipient } from "@/tests/support/recipient";

const cast = aCast();
const kvk = aRecipient(cast);
const { approved, stateOf, deliveriesOf, takenOf, mailsTo, lastYear } = kvk;
const undelivered = ["105", "100", "110", "200", "301", "405", "410"] as const;

afterEach(() => setClock(null));

const waiting = (
  id: unknown,
) => cast.owner()`select 1 from outbox where kind = 'delivery.poll' and status = 'waiting'
  and payload->>'delivery' = ${String(id)}`;
/** The next question comes, so many hours from now. */
async function ask(hours = 0): Promise<void> {
  setClock(() => new Date(Date.now() + hours * 3_600_000));
  await cast.owner()`update outbox set run_after = now() - interval '1 second' where kind = 'delivery.poll' and status = 'waiting'`;
  await deliver();
}
async function undeliveredTask() {
  kvk.digipoort.play(script(...undelivered));
  const task = await approved();
  await deliver();
  await ask();
  expect(await stateOf(task)).toBe("refusedByRecipient");
  const [row] = await deliveriesOf(task);
  expect(row).toMatchObject({ state: "refused", fault: "410" });
  return { task, id: row?.id, kenmerk: String(row?.process_reference) };
}

describe("what could not be delivered to the recipient (410)", () => {
  it("is the firm's at once, and is accepted when Digipoort went on after all", async () => {
    const { task, kenmerk } = await undeliveredTask();
    kvk.digipoort.play(script(...undelivered, "405", "400"), kenmerk);
    await ask(2);
    // Nobody has its word yet.
    expect(await stateOf(task)).toBe("refusedByRecipient");
    kvk.digipoort.play(script(...undelivered, "405", "400", "500"), kenmerk);
    await ask(RETRIED_FOR_HOURS + 1);
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await deliveriesOf(task)).toMatchObject([
      { state: "accepted", fault: null, process_reference: kenmerk },
    ]);
    expect(await mailsTo(emails.marieke, `Akkoord Digipoort: Publicatiestukken ${lastYear()}`)).toBe(1);
    expect(await takenOf(task)).toHaveLength(1);
  });

  it("is not asked about any more when that was the last word for three days", async () => {
    const { task, id } = await undeliveredTask();
    await ask(RETRIED_FOR_HOURS - 1);
    expect(await waiting(id)).toHaveLength(1);
    await ask(RETRIED_FOR_HOURS + 1);
    expect(await waiting(id)).toHaveLength(0);
    expect(await deliveriesOf(task)).toMatchObject([{ state: "refused", fault: "410" }]);
  });

  it("is over when the recipient refuses it in the end", async () => {
    const { task, id, kenmerk } = await undeliveredTask();
    kvk.digipoort.play(script(...undelivered, "405", "400", "510"), kenmerk);
    await ask(2);
    expect(await waiting(id)).toHaveLength(0);
    expect(await stateOf(task)).toBe("refusedByRecipient");
  });
});
