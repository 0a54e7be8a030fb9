import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { filingDetail } from "@/lib/approvals/detail";
import { deliverAgain } from "@/lib/approvals/recipient";
import { timelineOf } from "@/lib/approvals/timeline";
import { setClock } from "@/lib/ports/clock";
import { fileStoreDir } from "@/lib/ports/environment";
import { RETRIED_FOR_HOURS } from "@/lib/ports/filing-channel/status-codes";
import { aCast, emails } from "@/tests/support/cast";
import { connect, publicationOf, sentXbrl } from "@/tests/support/deliveries";
import { HAPPY_PATH, script } from "@/tests/support/digipoort/processes";
import { type DigipoortFailure, digipoortServer } from "@/tests/support/digipoort-server";
import { inlineReport, reportPackage } from "@/tests/support/inline-report";
import { clientAt, deliver } from "@/tests/support/people";
import { aRecipient } from "@/tests/support/recipient";
import { askCode, decided, type Task } from "@/tests/support/returns";

const cast = aCast();
const kvk = aRecipient(cast);
const { answers, approved, untilQuiet, stateOf, deliveriesOf, takenOf, mailsTo, nextYear, lastYear } = kvk;

describe("publicatiestukken, right after the approval", () => {
  it("go to the KvK with nobody in between, and end with Akkoord Digipoort and a mail", async () => {
    const told = await mailsTo(emails.marieke, "Akkoord Digipoort");
    const task = await approved();
    expect(await stateOf(task)).toBe("approved");
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    const [row] = await deliveriesOf(task);
    expect(row).toMatchObject({ state: "accepted", attempt: 1, fault: null });
    const [taken, ...others] = await takenOf(task);
    expect(others).toEqual([]);
    expect(taken).toMatchObject({
      messageType: "Jaarrekening_AV",
      interestedParty: { number: "12345678", type: "kvk" },
      processReference: row?.process_reference,
      content: { mimeType: "application/xml", fileName: "Publicatie.xbrl" },
    });
    // The very bytes that were approved, and what goes with them.
    expect(taken?.content.bytes.equals(sentXbrl(lastYear()))).toBe(true);
    expect(taken?.attachments).toMatchObject([{ fileName: "handtekening.xml", mimeType: "application/xml" }]);
    const at = clientAt(cast.marieke, cast.bakery);
    const shown = await inScope(at, (ctx) => filingDetail(ctx, cast.bakery, task.id));
    expect(shown?.sentAt).toEqual(row?.sent_at);
    expect(shown?.told.map(({ code }) => code)).toContain("500");
    const codes =
      await cast.owner()`select code from delivery_statuses where delivery_id = ${row?.id} order by at, code`;
    expect(new Set(codes.map(({ code }) => code))).toEqual(
      new Set(["105", "100", "110", "200", "301", "405", "400", "500"]),
    );
    expect(await mailsTo(emails.marieke, "Akkoord Digipoort")).toBe(told + 1);
    const audit =
      await cast.owner()`select action from audit_events where subject = ${`filing:${task.id}`} order by seq`;
    expect(audit.map(({ action }) => action)).toEqual([
      "filing.published",
      "filing.approved",
      "delivery.handedOver",
      "delivery.accepted",
    ]);
  });

  it("are kept on disk before a single byte goes out", async () => {
    const task = await approved();
    kvk.digipoort.failWith("reset-before");
    await deliver();
    const [row] = await deliveriesOf(task);
    expect(row?.request_sha256).toMatch(/^[0-9a-f]{64}$/);
    // Encrypted: what lies there is not what was sent.
    const stored = readFileSync(join(fileStoreDir(), String(row?.request_key)));
    expect(stored.includes("aanleverRequest")).toBe(false);
    kvk.digipoort.failWith(null);
    await untilQuiet();
  });

  it("wait until their questions are answered", async () => {
    const task = await publicationOf(cast.sander, cast.bakery, nextYear());
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    const expected = { decision: "approve", filing: task.id } as const;
    expect(await decided(cast.marieke, task, { challengeId, code, expected })).toEqual({
      ok: false,
      reason: "answers-missing",
    });
    // The code was not used up by that.
    expect(await decided(cast.marieke, task, { challengeId, code, expected, answers })).toEqual({ ok: true });
    const [row] = await cast.owner()`select answers from decisions where filing_id = ${task.id}`;
    expect(row?.answers).toEqual(answers);
    await untilQuiet();
  });

  it("are not sent while the client says another day of adoption than the file, which costs no code", async () => {
    const of = nextYear();
    const task = await publicationOf(cast.sander, cast.bakery, of, sentXbrl(of, "2026-06-29"));
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    const expected = { decision: "approve", filing: task.id } as const;
    const say = (said: Record<string, string>) =>
      decided(cast.marieke, task, { challengeId, code, expected, answers: { ...answers, ...said } });
    const refusal = { ok: false, reason: "adoption-differs" };
    expect(await say({})).toEqual(refusal);
    expect(await say({ adopted: "no", adoptedOn: "" })).toEqual(refusal);
    expect(await say({ adoptedOn: `${of}-12-31` })).toEqual({ ok: false, reason: "adoption-before-end" });
    await untilQuiet();
    expect(await deliveriesOf(task)).toEqual([]);
    expect(await say({ adoptedOn: "2026-06-29" })).toEqual({ ok: true });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });

  it("go as a report package too, byte for byte, as the kind of file that the recipient wants", async () => {
    const of = nextYear();
    const page = inlineReport({ kvkNumber: "12345678", name: "Bakkerij De Korenaar B.V.", year: of });
    const zip = reportPackage(page);
    const task = await publicationOf(cast.sander, cast.bakery, of, zip, "jaarrekening.xbri");
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    const expected = { decision: "approve", filing: task.id } as const;
    expect(await decided(cast.marieke, task, { challengeId, code, expected, answers })).toEqual({ ok: true });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    const [taken] = await takenOf(task);
    expect(taken?.content).toMatchObject({ mimeType: "application/zip", fileName: "jaarrekening.xbri" });
    expect(taken?.content.bytes.equals(zip)).toBe(true);
  });

  it.each(["Bakker & Zonen  (definitief).xbrl", "Publicatie – De Korenaar.xbrl"])(
    "go under a name that the recipient takes, when theirs is %s",
    async (name) => {
      const of = nextYear();
      const task = await publicationOf(
        cast.sander,
        cast.bakery,
        of,
        sentXbrl(of),
        name,
        {},
        `verklaring & ${name}`,
      );
      const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
      const expected = { decision: "approve", filing: task.id } as const;
      expect(await decided(cast.marieke, task, { challengeId, code, expected, answers })).toEqual({
        ok: true,
      });
      await untilQuiet();
      expect(await stateOf(task)).toBe("acceptedByRecipient");
      const [taken] = await takenOf(task);
      expect(taken?.content.fileName).toMatch(/^[\w-]+( [\w-]+)+\.xbrl$/);
      expect(taken?.attachments.map(({ fileName }) => fileName)).toEqual([
        `verklaring ${taken?.content.fileName}`,
      ]);
    },
  );

  it("are not sent when a file has changed since the approval: an alarm, and the firm's turn", async () => {
    const task = await approved();
    const [file] =
      await cast.owner()`select f.storage_key from filing_versions v join files f on f.id = v.data_file_id
      where v.filing_id = ${task.id}`;
    const path = join(fileStoreDir(), String(file?.storage_key));
    const bytes = readFileSync(path);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    await untilQuiet();
    expect(await takenOf(task)).toEqual([]);
    expect(await deliveriesOf(task)).toMatchObject([{ state: "failed", fault: "file-changed" }]);
    expect(await stateOf(task)).toBe("notDelivered");
  });
});

/** What "Waar is dit stuk?" says that did not work. */
async function stepOf({ id, organisationId }: Task): Promise<string | undefined> {
  const filing = await inScope(clientAt(cast.marieke, organisationId), (ctx) =>
    filingDetail(ctx, organisationId, id),
  );
  return filing ? timelineOf(filing).find(({ mark }) => mark === "failed")?.name : undefined;
}

describe("what the recipient turns away", () => {
  it("after three days of trying: a 420 that was the last word", async () => {
    kvk.digipoort.play(script("105", "100", "110", "200", "301", "405", "420"));
    const task = await approved();
    await deliver();
    await cast.owner()`update outbox set run_after = now() - interval '1 second' where kind = 'delivery.poll' and status = 'waiting'`;
    await deliver();
    expect(await stateOf(task)).toBe("delivered");
    const days = Date.now() + (RETRIED_FOR_HOURS + 1) * 3_600_000;
    setClock(() => new Date(days));
    await deliver();
    setClock(null);
    expect(await deliveriesOf(task)).toMatchObject([{ state: "refused", fault: "420" }]);
    expect(await stepOf(task)).toBe("notReachedKvk");
  });

  it.each([
    ["at the door: a fault", { fault: "ALS110" } as DigipoortFailure, null, "ALS110", "notTakenForKvk"],
    ["by who sends it: 210", null, script("105", "100", "110", "210"), "210", "notTakenForKvk"],
    ["in its check: 311", null, script("105", "100", "110", "200", "311"), "311", "notTakenForKvk"],
    [
      "on the way: 410",
      null,
      script("105", "100", "110", "200", "301", "405", "410"),
      "410",
      "notReachedKvk",
    ],
    [
      "at the end: 510",
      null,
      script("105", "100", "110", "200", "301", "405", "400", "510"),
      "510",
      "refusedByKvk",
    ],
  ])("%s", async (_what, failure, steps, fault, step) => {
    const told = await mailsTo(emails.marieke, "Niet aangenomen");
    if (failure) kvk.digipoort.failWith(failure, "deliver");
    if (steps) kvk.digipoort.play(steps);
    const task = await approved();
    await untilQuiet();
    expect(await stateOf(task)).toBe("refusedByRecipient");
    expect(await deliveriesOf(task)).toMatchObject([{ state: "refused", fault }]);
    expect(await mailsTo(emails.marieke, "Niet aangenomen")).toBe(told + 1);
    // Whoever turned it away is named, and the KvK only where it had it.
    expect(await stepOf(task)).toBe(step);
    expect(await mailsTo(emails.marieke, `Akkoord Digipoort: Publicatiestukken ${lastYear()}`)).toBe(0);

    // Staff solve it and send it again: another attempt, and this time it arrives.
    kvk.digipoort.failWith(null);
    kvk.digipoort.play(HAPPY_PATH);
    const again = await inScope(cast.sander, (ctx) => deliverAgain(ctx, task.id, "Instelling hersteld"));
    expect(again).toEqual({ ok: true });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect((await deliveriesOf(task)).map(({ attempt, state }) => [attempt, state])).toEqual([
      [1, "refused"],
      [2, "accepted"],
    ]);
  });
});

describe("what has certainly not arrived", () => {
  it("is tried again by itself: the service is away for a while", async () => {
    const task = await approved();
    const closed = await digipoortServer({ certificates: kvk.digipoort.certificates });
    await closed.close();
    await connect(task.firmId, closed);
    await deliver();
    expect(await stateOf(task)).toBe("approved");
    expect(await deliveriesOf(task)).toMatchObject([{ state: "waiting" }]);
    await connect(task.firmId, kvk.digipoort);
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(1);
  });

  it("stays with the firm while nobody has set up the way", async () => {
    const told = await mailsTo(emails.marieke, "Niet aangenomen");
    await cast.owner()`update delivery_channels set enabled = false`;
    const task = await approved();
    await untilQuiet();
    // Nothing was sent, and nobody refused anything: the client is told of neither.
    expect(await stateOf(task)).toBe("notDelivered");
    expect(await deliveriesOf(task)).toMatchObject([{ state: "failed", fault: "no-channel" }]);
    expect(await mailsTo(emails.marieke, "Niet aangenomen")).toBe(told);
    await cast.owner()`update delivery_channels set enabled = true`;
    expect(await inScope(cast.sander, (ctx) => deliverAgain(ctx, task.id, "Weg ingesteld"))).toEqual({
      ok: true,
    });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });

  it("is given up after days, in words that do not say that it was sent, and can be sent once it works again", async () => {
    const task = await approved();
    const closed = await digipoortServer({ certificates: kvk.digipoort.certificates });
    await closed.close();
    await connect(task.firmId, closed);
    await deliver();
    await cast.owner()`update outbox set attempts = 71, run_after = now() - interval '1 second' where kind = 'delivery.send' and status = 'waiting'`;
    await deliver();
    expect(await stateOf(task)).toBe("notDelivered");
    expect(await deliveriesOf(task)).toMatchObject([{ state: "failed", fault: "no-connection" }]);
    await connect(task.firmId, kvk.digipoort);
    expect(await inScope(cast.sander, (ctx) => deliverAgain(ctx, task.id, "Hersteld"))).toEqual({ ok: true });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(1);
  });
});

describe("however often the event comes", () => {
  it("one version is handed over once", async () => {
    const task = await approved();
    await untilQuiet();
    await cast.owner()`update outbox set status = 'waiting', run_after = now() - interval '1 second' where kind = 'filing.toDeliver'
      and subject = ${`filing:${task.id}`}`;
    await untilQuiet();
    expect(await deliveriesOf(task)).toHaveLength(1);
    expect(await takenOf(task)).toHaveLength(1);
  });
});
