import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { recipientTold } from "@/lib/approvals/recipient";
import { afterApproval } from "@/lib/approvals/release";
import { confirmArrival } from "@/lib/delivery/resolve";
import type { Job } from "@/lib/outbox/job";
import { sendAgain } from "@/lib/staff/resend";
import { aCast, emails } from "@/tests/support/cast";
import { script } from "@/tests/support/digipoort/processes";
import { deliver } from "@/tests/support/people";
import { aRecipient } from "@/tests/support/recipient";
import type { Task } from "@/tests/support/returns";

const cast = aCast();
const kvk = aRecipient(cast);
const { approved, ask, stateOf, deliveriesOf, takenOf, mailsTo } = kvk;

const breakIt = (states: string) =>
  cast.owner().unsafe(`alter table filings add constraint broken check (state not in (${states})) not valid`);
const mend = async () =>
  void (await cast.owner().unsafe("alter table filings drop constraint if exists broken"));
afterEach(mend);

/** The last of its tries fails too. */
async function givenUp(task: Task, kind: string): Promise<string> {
  const [job] = await cast.owner()`update outbox set attempts = 71, run_after = now() - interval '1 second'
    where kind = ${kind} and subject = ${`filing:${task.id}`} and status = 'waiting' returning id`;
  await deliver();
  return String(job?.id);
}
const beginAgain = (id: string) => inScope(cast.sander, (ctx) => sendAgain(ctx, { id, from: "failed" }));

describe("an event of a delivery that is begun again by hand after its delivery went on", () => {
  it("does not make unknown what is with the recipient under a kenmerk that it confirmed", async () => {
    kvk.digipoort.failWith("html", "deliver");
    const task = await approved();
    await breakIt("'outcomeUnknown'");
    await deliver();
    kvk.digipoort.failWith(null);
    const job = await givenUp(task, "filing.lost");
    const [first] = await deliveriesOf(task);
    const kenmerk = String((await takenOf(task))[0]?.processReference);
    kvk.digipoort.play(script("105", "100", "110"), kenmerk);
    expect(await inScope(cast.sander, (ctx) => confirmArrival(ctx, String(first?.id), kenmerk))).toEqual({
      ok: true,
    });
    await ask(first?.id);
    expect(await stateOf(task)).toBe("delivered");
    await mend();
    expect(await beginAgain(job)).toEqual({ ok: true });
    await deliver();
    expect(await deliveriesOf(task)).toMatchObject([{ state: "underway" }]);
    expect(await stateOf(task)).toBe("delivered");
  });

  it("mails no client of a refusal of what the recipient has accepted", async () => {
    kvk.digipoort.play(script("105", "410"));
    const task = await approved();
    await breakIt("'refusedByRecipient', 'acceptedByRecipient'");
    await deliver();
    const [first] = await deliveriesOf(task);
    await ask(first?.id);
    expect(await deliveriesOf(task)).toMatchObject([{ state: "refused", fault: "410" }]);
    const refusal = await givenUp(task, "filing.refused");
    kvk.digipoort.play(script("105", "410", "405", "400", "500"), String(first?.process_reference));
    await ask(first?.id);
    expect(await deliveriesOf(task)).toMatchObject([{ state: "accepted" }]);
    const acceptance = await givenUp(task, "filing.accepted");
    await mend();
    const before = await mailsTo(emails.marieke, "Niet aangenomen");
    expect(await beginAgain(refusal)).toEqual({ ok: true });
    await deliver();
    expect(await stateOf(task)).toBe("delivered");
    expect(await mailsTo(emails.marieke, "Niet aangenomen")).toBe(before);
    expect(await beginAgain(acceptance)).toEqual({ ok: true });
    await deliver();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });

  it("does not put back with the recipient what has no end after a week", async () => {
    kvk.digipoort.play(script("105", "100", "110"));
    const task = await approved();
    await breakIt("'delivered'");
    await deliver();
    const job = await givenUp(task, "filing.handedOver");
    await mend();
    const [first] = await deliveriesOf(task);
    await cast.owner()`update outbox set payload = payload || '{"round": 180}'
      where kind = 'delivery.poll' and status = 'waiting' and payload->>'delivery' = ${String(first?.id)}`;
    await ask(first?.id);
    expect(await stateOf(task)).toBe("outcomeUnknown");
    expect(await beginAgain(job)).toEqual({ ok: true });
    await deliver();
    expect(await stateOf(task)).toBe("outcomeUnknown");
  });
});

describe("an approval and word of its delivery that come at one moment", () => {
  it("do not wait for each other in a circle", async () => {
    kvk.digipoort.failWith("html", "deliver");
    const task = await approved();
    await deliver();
    const [row] = await deliveriesOf(task);
    const actor = systemOf(cast.sander.firmId, "test");
    await cast.owner()`update filings set state = 'approved' where id = ${task.id}`;
    const [who] =
      await cast.owner()`select account_id from notices where filing_id = ${task.id} and kind = 'approved'`;
    await cast.owner()`delete from notices where filing_id = ${task.id}`;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const pause = () => new Promise((resolve) => setTimeout(resolve, 400));
    // Both tell this colleague, whose notices somebody else holds until both are on their way.
    const holder = inScope(actor, async (ctx) => {
      await ctx.db.execute(sql`select pg_advisory_xact_lock(7215303, hashtext(${String(who?.account_id)}))`);
      await held;
    });
    await pause();
    const about = { filing: task.id, version: 1 };
    const job = (kind: string, payload: object) =>
      ({ id: crypto.randomUUID(), kind, payload: { ...about, ...payload } }) as unknown as Job;
    const approval = inScope(actor, (ctx) =>
      afterApproval(ctx, job("filing.approved", { by: "Marieke", state: "approved" })),
    );
    await pause();
    const word = inScope(actor, (ctx) => recipientTold(ctx, job("filing.lost", { delivery: row?.id })));
    await pause();
    release();
    await expect(Promise.all([holder, approval, word])).resolves.toEqual([undefined, undefined, true]);
    expect(await stateOf(task)).toBe("outcomeUnknown");
  });
});
