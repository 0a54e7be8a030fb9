import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { filings } from "@/db/schema/approvals";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { filingDetail } from "@/lib/approvals/detail";
import { tellClients } from "@/lib/approvals/notify-clients";
import { deliverAgain } from "@/lib/approvals/recipient";
import { timelineOf } from "@/lib/approvals/timeline";
import type { Job } from "@/lib/outbox/job";
import { sha256Hex } from "@/lib/shared/hash";
import { newId } from "@/lib/shared/ids";
import { publishByStaff } from "@/lib/staff/publish";
import { aCast, emails } from "@/tests/support/cast";
import { connectBank, reportFor } from "@/tests/support/deliveries";
import { script } from "@/tests/support/digipoort/processes";
import { clientAt, deliver } from "@/tests/support/people";
import { aRecipient } from "@/tests/support/recipient";
import { askCode, decided, type Task } from "@/tests/support/returns";

const cast = aCast();
const kvk = aRecipient(cast);
const { untilQuiet, stateOf, deliveriesOf, takenOf, mailsTo, nextYear, lastYear } = kvk;

/** A credit report for ING that Marieke approved; with the bytes that she approved. */
async function approvedReport(): Promise<{ task: Task; sha256: string }> {
  await connectBank(cast.sander.firmId, kvk.digipoort, "ING");
  const wish = await reportFor(cast.sander, cast.bakery, "ING", nextYear());
  const done = await publishByStaff(cast.sander, wish);
  if (!done.ok) throw new Error(JSON.stringify(done));
  const task = { id: done.id, firmId: cast.sander.firmId, organisationId: cast.bakery };
  const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
  const expected = { decision: "approve", filing: task.id } as const;
  expect(await decided(cast.marieke, task, { challengeId, code, expected })).toEqual({ ok: true });
  const [file] = await cast.owner()`select f.sha256 from filing_versions v
    join files f on f.id = v.data_file_id where v.filing_id = ${task.id}`;
  return { task, sha256: file?.sha256 };
}

it("a credit report goes to its bank by WUS, which is named in it, and ends at that channel's own code", async () => {
  // The banks' portal says nothing after it has delivered.
  kvk.digipoort.play(script("105", "100", "110", "200", "301", "405", "400"));
  const { task, sha256 } = await approvedReport();
  await untilQuiet();
  expect(await stateOf(task)).toBe("acceptedByRecipient");
  expect(await deliveriesOf(task)).toMatchObject([{ state: "accepted", attempt: 1, fault: null }]);
  const [taken, ...others] = await takenOf(task);
  expect(others).toEqual([]);
  expect(taken).toMatchObject({
    messageType: "Kredietrapportage",
    interestedParty: { number: "12345678", type: "kvk" },
    recipient: { number: "00000001123456780000", type: "OIN", role: "Bank" },
    content: { mimeType: "application/xml", fileName: "Krediet.xbrl" },
    attachments: [],
  });
  expect(sha256Hex(taken?.content.bytes ?? Buffer.alloc(0))).toBe(sha256);
  // The stand-in, as strict as the contract, found nothing wrong with any request.
  expect(kvk.digipoort.asked.filter(({ violation }) => violation)).toEqual([]);
  expect(await mailsTo(emails.marieke, "Akkoord bank: Kredietrapportage ING")).toBe(1);
});

it("is not accepted before that code, and refused as the bank's own word", async () => {
  kvk.digipoort.play(script("105", "100", "110", "200", "301", "405"));
  const { task } = await approvedReport();
  await deliver();
  expect(await stateOf(task)).toBe("delivered");
  const [row] = await deliveriesOf(task);
  kvk.digipoort.play(script("105", "100", "110", "200", "301", "405", "510"), row?.process_reference);
  await untilQuiet();
  expect(await stateOf(task)).toBe("refusedByRecipient");
  const filing = await inScope(clientAt(cast.marieke, cast.bakery), (ctx) =>
    filingDetail(ctx, cast.bakery, task.id),
  );
  expect(filing && timelineOf(filing).map(({ mark, name }) => `${mark} ${name}`)).toEqual([
    "done published",
    "done approval",
    "done sentToBank",
    "failed refusedByBank",
  ]);
});

it("a credit report that was found in order is told of as the bank's, and Digipoort is not named", async () => {
  const [report] = await cast.owner()`select id, firm_id, version from filings
      where stream = 'creditReport' and organisation_id = ${cast.bakery} limit 1`;
  const id = newId();
  const job = { id, kind: "filing.accepted", payload: { filing: report?.id, version: report?.version } };
  await inScope(systemOf(report?.firm_id, "test"), (ctx) => tellClients(ctx, job as unknown as Job));
  await deliver();
  const mails =
    await cast.owner()`select m.subject, m.text from local_messages m where m.to = ${emails.marieke}
      and m.subject like '%Kredietrapportage%' order by m.at desc limit 1`;
  expect(mails[0]?.subject).toMatch(/^Akkoord bank: Kredietrapportage/);
  expect(mails[0]?.text).not.toContain("Digipoort");
});

const banksTold = async ({ id }: Task) =>
  (
    await cast.owner()`select c.recipient from deliveries d join delivery_channels c on c.id = d.channel_id
      where d.filing_id = ${id} order by d.attempt`
  ).map(({ recipient }) => recipient);

it("goes to the bank that it was approved for, whatever its row is made to say since", async () => {
  await connectBank(cast.sander.firmId, kvk.digipoort, "Triodos");
  const { task } = await approvedReport();
  // As the portal's own role may write it, in the scope of a colleague.
  await inScope(cast.sander, (ctx) =>
    ctx.db
      .update(filings)
      .set({ label: "Triodos" })
      .where(and(eq(filings.firmId, task.firmId), eq(filings.id, task.id))),
  );
  await untilQuiet();
  expect(await stateOf(task)).toBe("acceptedByRecipient");
  expect(await banksTold(task)).toEqual(["ING"]);
});

it("is asked about at the bank that it went to, also when a later version is for another", async () => {
  const asked = async (id: string) => {
    await cast.owner()`update outbox set run_after = now() - interval '1 second'
      where kind = 'delivery.poll' and status = 'waiting' and payload->>'delivery' = ${id}`;
    await deliver();
  };
  kvk.digipoort.play(script("105", "100", "110"));
  const { task } = await approvedReport();
  await deliver();
  const [first] = await deliveriesOf(task);
  await cast.owner()`update outbox set payload = payload || '{"round": 180}'
    where kind = 'delivery.poll' and status = 'waiting'`;
  await asked(first?.id);
  expect(await stateOf(task)).toBe("outcomeUnknown");
  kvk.digipoort.play(script("105", "510"));
  expect(await inScope(cast.sander, (ctx) => deliverAgain(ctx, task.id, "Niet verwerkt", true))).toEqual({
    ok: true,
  });
  await deliver();
  await asked((await deliveriesOf(task)).at(-1)?.id);
  expect(await stateOf(task)).toBe("refusedByRecipient");

  // To this one there is no way at all: nothing could be asked there.
  const wish = await reportFor(cast.sander, cast.bakery, "Bank zonder kanaal", lastYear());
  const confirmed = [...wish.confirmed, "bank-without-channel"];
  const next = { ...wish, confirmed, replaces: task.id, note: "Voor een andere bank" };
  expect(await publishByStaff(cast.sander, next)).toMatchObject({ ok: true });
  kvk.digipoort.play(script("105", "100", "110", "200", "400"), first?.process_reference);
  await asked(first?.id);
  expect((await deliveriesOf(task))[0]).toMatchObject({ state: "accepted", fault: null });
});
