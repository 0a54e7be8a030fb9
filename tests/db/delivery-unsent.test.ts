import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { deliverAgain } from "@/lib/approvals/recipient";
import { drainFor } from "@/lib/worker/cron";
import { aCast } from "@/tests/support/cast";
import { connect } from "@/tests/support/deliveries";
import { digipoortServer } from "@/tests/support/digipoort-server";
import { aRecipient } from "@/tests/support/recipient";

const cast = aCast();
const kvk = aRecipient(cast);
const { approved, untilQuiet, stateOf, deliveriesOf, takenOf } = kvk;

/** The recipient is away: nobody answers at its address. */
async function away(firmId: string): Promise<void> {
  const closed = await digipoortServer({ certificates: kvk.digipoort.certificates });
  await closed.close();
  await connect(firmId, closed);
}
const due = () =>
  cast.owner()`update outbox set run_after = now() - interval '1 second' where kind = 'delivery.send' and status = 'waiting'`;

describe("what is drained by the clock", () => {
  it("is given up after days like anywhere else: the document says so, and can be sent once it works again", async () => {
    const task = await approved();
    await away(task.firmId);
    await drainFor(45_000);
    await cast.owner()`update outbox set attempts = 71 where kind = 'delivery.send' and status = 'waiting'`;
    await due();
    await drainFor(45_000);
    expect(await stateOf(task)).toBe("notDelivered");
    expect(await deliveriesOf(task)).toMatchObject([{ state: "failed", fault: "no-connection" }]);
    await connect(task.firmId, kvk.digipoort);
    expect(await inScope(cast.sander, (ctx) => deliverAgain(ctx, task.id, "Hersteld"))).toEqual({ ok: true });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(1);
  });
});
