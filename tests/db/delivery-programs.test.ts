import { beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { withdrawFiling } from "@/lib/approvals/office";
import { deliverAgain } from "@/lib/approvals/recipient";
import { reportsOf } from "@/lib/approvals/report";
import { csvLines } from "@/lib/staff/export-lines";
import { aCast } from "@/tests/support/cast";
import { HAPPY_PATH, script } from "@/tests/support/digipoort/processes";
import { deliver } from "@/tests/support/people";
import { aProgram } from "@/tests/support/program";
import { aRecipient } from "@/tests/support/recipient";
import type { Task } from "@/tests/support/returns";

const cast = aCast();
const kvk = aRecipient(cast);
const firm = aProgram(cast);
const { approved, untilQuiet, stateOf, deliveriesOf } = kvk;

beforeEach(() => kvk.digipoort.play(HAPPY_PATH));

/** What the program was told of a document: the events, and with each how far the firm's part was. */
const toldOf = (task: Task) =>
  firm.tookOf(task).map(({ type, data }) => [type, (data.filing as { state: string }).state]);

/** Asks about one attempt, or about every one, as if the time for it had come. */
async function ask(id?: string): Promise<void> {
  await cast.owner()`update outbox set run_after = now() - interval '1 second' where kind = 'delivery.poll'
    and status = 'waiting' and (${id ?? null}::text is null or payload->>'delivery' = ${id ?? null})`;
  await deliver();
}

describe("what programs hear of a delivery", () => {
  it("is that it was accepted", async () => {
    const task = await approved();
    await untilQuiet();
    expect(toldOf(task)).toEqual([
      ["filing.approved", "toDeliver"],
      ["filing.accepted", "accepted"],
    ]);
  });

  it("is that it was turned away", async () => {
    kvk.digipoort.play(script("105", "100", "110", "200", "311"));
    const task = await approved();
    await untilQuiet();
    expect(toldOf(task).at(-1)).toEqual(["filing.refused", "refused"]);
  });

  it("is that it was not sent, which the export says too; and then that it was after all", async () => {
    await cast.owner()`update delivery_channels set enabled = false`;
    const task = await approved();
    await untilQuiet();
    expect(await stateOf(task)).toBe("notDelivered");
    expect(toldOf(task)).toEqual([
      ["filing.approved", "toDeliver"],
      ["filing.notDelivered", "notDelivered"],
    ]);
    const [report] = await inScope(cast.sander, (ctx) => reportsOf(ctx, [{ id: task.id }]));
    expect(report && csvLines.line(report)).toContain(";Niet aangeleverd;");
    await cast.owner()`update delivery_channels set enabled = true`;
    expect(await inScope(cast.sander, (ctx) => deliverAgain(ctx, task.id, "Weg ingesteld"))).toEqual({
      ok: true,
    });
    await untilQuiet();
    expect(toldOf(task).at(-1)).toEqual(["filing.accepted", "accepted"]);
  });

  it("is nothing of an attempt that was made again: its refusal is not the document's", async () => {
    kvk.digipoort.play(script("105", "100", "110"));
    const task = await approved();
    await deliver();
    // After a week without an end a person knows of it.
    await cast.owner()`update outbox set payload = payload || '{"round": 180}' where kind = 'delivery.poll'
      and status = 'waiting'`;
    await ask();
    expect(await stateOf(task)).toBe("outcomeUnknown");
    const [first] = await deliveriesOf(task);
    kvk.digipoort.play(HAPPY_PATH);
    const word = "Logius zegt dat het niet wordt verwerkt";
    expect(await inScope(cast.sander, (ctx) => deliverAgain(ctx, task.id, word, true))).toEqual({ ok: true });
    await deliver();
    const second = (await deliveriesOf(task)).at(-1);
    await ask(second?.id);
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    kvk.digipoort.play(script("105", "510"), String(first?.process_reference));
    await ask(first?.id);
    expect((await deliveriesOf(task)).map(({ state }) => state)).toEqual(["refused", "accepted"]);
    expect(toldOf(task).map(([type]) => type)).toEqual(["filing.approved", "filing.accepted"]);
  });

  it("is what became of one that was withdrawn meanwhile: the recipient has it", async () => {
    const task = await approved();
    await deliver();
    expect(await inScope(cast.sander, (ctx) => withdrawFiling(ctx, task.id, "Fout"))).toMatchObject({
      ok: true,
    });
    await untilQuiet();
    expect(await stateOf(task)).toBe("withdrawn");
    expect(toldOf(task).slice(1)).toEqual([
      ["filing.withdrawn", "delivered"],
      ["filing.accepted", "accepted"],
    ]);
  });
});
