import { afterEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { filingDetail } from "@/lib/approvals/detail";
import { deliverAgain } from "@/lib/approvals/recipient";
import { setClock } from "@/lib/ports/clock";
import { RETRIED_FOR_HOURS } from "@/lib/ports/filing-channel/status-codes";
import { aCast, emails } from "@/tests/support/cast";
import { connect } from "@/tests/support/deliveries";
import { script } from "@/tests/support/digipoort/processes";
import { clientAt, deliver } from "@/tests/support/people";
import { aProgram } from "@/tests/support/program";
import { aRecipient } from "@/tests/support/recipient";
import type { Task } from "@/tests/support/returns";

const cast = aCast();
const kvk = aRecipient(cast);
const firm = aProgram(cast);
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
const again = ({ id }: Task) => inScope(cast.sander, (ctx) => deliverAgain(ctx, id, "Nog een keer"));

describe("what could not be delivered to the recipient (410)", () => {
  it("is the firm's at once, and is accepted when Digipoort went on after all", async () => {
    const { task, kenmerk } = await undeliveredTask();
    kvk.digipoort.play(script(...undelivered, "405", "400"), kenmerk);
    await ask(2);
    // It is with the recipient, and nobody has its word yet.
    expect(await stateOf(task)).toBe("delivered");
    expect(await deliveriesOf(task)).toMatchObject([{ state: "underway", fault: null, fault_text: null }]);
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

  it.each([
    ["at once", []],
    ["after it was asked about in between", ["405", "400"]],
  ])(
    "is said to be found wrong (510) once the recipient did, %s: to client, staff and programs",
    async (_, between) => {
      const { task, id, kenmerk } = await undeliveredTask();
      const mails = async () => [
        await mailsTo(emails.marieke, "Niet aangenomen"),
        await mailsTo("sander@noorderlicht.example", "niet aangenomen"),
      ];
      const before = await mails();
      if (between.length > 0) {
        kvk.digipoort.play(script(...undelivered, ...between), kenmerk);
        await ask();
      }
      const refusal = {
        code: "510",
        description: "Afgekeurd",
        errorCode: "KVK1",
        errorDescription: "Balans sluit niet",
      };
      kvk.digipoort.play([...script(...undelivered, "405", "400"), refusal], kenmerk);
      await ask();
      const detail = await inScope(clientAt(cast.marieke, cast.bakery), (ctx) =>
        filingDetail(ctx, cast.bakery, task.id),
      );
      expect(detail).toMatchObject({ state: "refusedByRecipient", refusedWith: "510" });
      expect(await deliveriesOf(task)).toMatchObject([
        { state: "refused", fault: "510", fault_text: expect.stringContaining("Balans sluit niet") },
      ]);
      expect(await waiting(id)).toHaveLength(0);
      expect(await mails()).toEqual(before.map((count) => count + 1));
      expect(firm.tookOf(task).filter(({ type }) => type === "filing.refused")).toHaveLength(2);
    },
  );

  it("holds back a second attempt that waits, once Digipoort went on with the first", async () => {
    const { task, kenmerk } = await undeliveredTask();
    await kvk.deliveringIsAway();
    expect(await again(task)).toEqual({ ok: true });
    await deliver();
    expect((await deliveriesOf(task)).at(-1)).toMatchObject({ state: "waiting" });
    kvk.digipoort.play(script(...undelivered, "405", "400"), kenmerk);
    await ask();
    await connect(cast.sander.firmId, kvk.digipoort);
    kvk.digipoort.play(script("105"));
    await cast.owner()`update outbox set run_after = now() - interval '1 second' where kind = 'delivery.send' and status = 'waiting'`;
    await deliver();
    expect(await deliveriesOf(task)).toMatchObject([
      { state: "underway" },
      { state: "failed", fault: "overtaken" },
    ]);
    expect(await stateOf(task)).toBe("delivered");
    expect(await takenOf(task)).toHaveLength(1);
    kvk.digipoort.play(script(...undelivered, "405", "400", "500"), kenmerk);
    await ask();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });

  it("is not sent once more while the recipient is known to have it", async () => {
    const { task, kenmerk } = await undeliveredTask();
    kvk.digipoort.play(script(...undelivered, "405", "400"), kenmerk);
    await ask();
    expect(await again(task)).toEqual({ ok: false, reason: "already-delivered" });
  });

  it("stays so where an answer does not name that status: nothing says that it went on", async () => {
    const { task, kenmerk } = await undeliveredTask();
    kvk.digipoort.play(script("105", "100"), kenmerk);
    await ask();
    expect(await deliveriesOf(task)).toMatchObject([{ state: "refused", fault: "410" }]);
    expect(await stateOf(task)).toBe("refusedByRecipient");
  });
});
