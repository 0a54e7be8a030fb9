import { describe, expect, it } from "vitest";
import { annualAccountsXbrl, creditReportXbrl, filingAccountsXbrl } from "@/db/demo/documents/accounts-xbrl";
import { filingAnnexes } from "@/db/schema/approvals";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { whyNotSent } from "@/lib/approvals/before-sending";
import { publishFiling } from "@/lib/approvals/publish";
import { deliverAgain } from "@/lib/approvals/recipient";
import type { Stream } from "@/lib/approvals/shapes";
import { findUpload, keepUpload } from "@/lib/dossier/files";
import { manifestHash } from "@/lib/shared/manifest";
import { aCast, emails } from "@/tests/support/cast";
import { publicationOf } from "@/tests/support/deliveries";
import { inlineReport, reportPackage } from "@/tests/support/inline-report";
import { manifestOf } from "@/tests/support/manifest";
import { aRecipient } from "@/tests/support/recipient";
import { askCode, decided, type Task } from "@/tests/support/returns";
import { aPdf, aPublication, storedFiles, upload } from "@/tests/support/uploads";

const cast = aCast();
const kvk = aRecipient(cast);
const { answers, approved, untilQuiet, stateOf, deliveriesOf, takenOf, nextYear } = kvk;

const accountsOf = (kvkNumber: string, year: number) => ({
  kvkNumber,
  name: "Bakkerij De Korenaar B.V.",
  year,
  size: "klein" as const,
  balanceTotal: 412_000_00,
  equity: 120_500_00,
});
const setNumber = (number: string | null) =>
  cast.owner()`update organisations set kvk_number = ${number} where id = ${cast.bakery}`;

async function approve(task: Task): Promise<void> {
  const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
  const expected = { decision: "approve", filing: task.id } as const;
  expect(await decided(cast.marieke, task, { challengeId, code, expected, answers })).toEqual({ ok: true });
}
const again = (task: Task) => inScope(cast.sander, (ctx) => deliverAgain(ctx, task.id, "Nummer vastgelegd"));

describe("right before it is sent", () => {
  it("a file of another number than it would go under stays here, also when that number came later", async () => {
    const of = nextYear();
    await setNumber(null);
    const file = Buffer.from(filingAccountsXbrl(accountsOf("87654321", of)));
    const task = await publicationOf(cast.sander, cast.bakery, of, file);
    await approve(task);
    await untilQuiet();
    expect(await deliveriesOf(task)).toMatchObject([{ state: "failed", fault: "no-number" }]);
    await setNumber("12345678");
    const before = storedFiles().length;
    expect(await again(task)).toEqual({ ok: true });
    await untilQuiet();
    expect(await stateOf(task)).toBe("notDelivered");
    expect(await deliveriesOf(task)).toMatchObject([
      { state: "failed", fault: "no-number" },
      { state: "failed", fault: "other-number", request_key: null, process_reference: null },
    ]);
    expect(await takenOf(task)).toEqual([]);
    expect(storedFiles().length).toBe(before);
    // Only under the number that stands in it does it go.
    await setNumber("87654321");
    expect(await again(task)).toEqual({ ok: true });
    await untilQuiet();
    await setNumber("12345678");
    expect(await takenOf(task)).toMatchObject([{ interestedParty: { number: "87654321" } }]);
  });

  it.each<[string, (task: Task) => Promise<unknown>]>([
    [
      "another file that is whole in itself",
      async ({ id }) => {
        const other = await publicationOf(cast.sander, cast.bakery, nextYear());
        await cast.owner()`update filing_versions set data_file_id = (
          select data_file_id from filing_versions where filing_id = ${other.id}) where filing_id = ${id}`;
      },
    ],
    ["an annex less", ({ id }) => cast.owner()`delete from filing_annexes where filing_id = ${id}`],
    [
      "an annex more, which the portal itself may write",
      async ({ id, organisationId }) => {
        const annex = await upload(cast.sander, cast.bakery, "annex", Buffer.from("<x/>"), "erbij.xml");
        if (!annex.ok) throw new Error(annex.reason);
        await inScope(cast.sander, async (ctx) => {
          const found = await findUpload(ctx, cast.bakery, annex.id);
          if (found) await keepUpload(ctx, found, "filingAccounts");
          const place = { firmId: ctx.actor.firmId, filingId: id, version: 1, organisationId, place: 1 };
          await ctx.db.insert(filingAnnexes).values({ ...place, fileId: annex.id, stream: "filingAccounts" });
        });
      },
    ],
    [
      "other figures",
      ({ id }) =>
        cast.owner()`update filing_versions set figures = figures || '{"amount": 1}' where filing_id = ${id}`,
    ],
  ])("a document that is not what was approved stays here: %s", async (_what, change) => {
    const task = await approved();
    await change(task);
    await untilQuiet();
    expect(await takenOf(task)).toEqual([]);
    expect(await deliveriesOf(task)).toMatchObject([{ state: "failed", fault: "file-changed" }]);
    expect(await stateOf(task)).toBe("notDelivered");
  });

  it("a file that is made for another recipient stays here", async () => {
    const task = await approved();
    // As a portal would have kept it that had not looked at its kind when it was published.
    const report = Buffer.from(creditReportXbrl(accountsOf("12345678", nextYear())));
    const data = await upload(cast.sander, cast.bakery, "xbrl", report, "Krediet.xbrl");
    const pdf = await upload(cast.sander, cast.bakery, "pdf", await aPdf("Krediet"), "Krediet.pdf");
    if (!data.ok || !pdf.ok) throw new Error("refused");
    const wish = {
      ...aPublication(cast.bakery, { pdf: pdf.id, xbrl: data.id }),
      ...({ stream: "creditReport", label: "Rabobank", details: { bank: "Rabobank" } } as const),
      confirmed: ["period-old", "deadline-passed", "approval-day-passed", "duplicate-period"],
    };
    const done = await inScope(cast.sander, (ctx) =>
      publishFiling(ctx, wish, { accountId: cast.sander.accountId }),
    );
    expect(done).toMatchObject({ ok: true });
    await cast.owner()`update filing_versions set data_file_id = ${data.id} where filing_id = ${task.id}`;
    const hash = manifestHash(await manifestOf(cast.owner(), task.id));
    await cast.owner()`update filing_versions set manifest_hash = ${hash} where filing_id = ${task.id}`;
    await cast.owner()`update decisions set manifest_hash = ${hash} where filing_id = ${task.id}`;
    await untilQuiet();
    expect(await stateOf(task)).toBe("notDelivered");
    expect(await deliveriesOf(task)).toMatchObject([{ state: "failed", fault: "wrong-kind" }]);
    expect(await takenOf(task)).toEqual([]);
  });
});

describe("the last look at a file", () => {
  const look = (file: string | Buffer, stream: Stream = "filingAccounts") =>
    whyNotSent(systemOf(cast.sander.firmId, "test"), {
      organisationId: cast.bakery,
      stream,
      number: "12345678",
      bytes: Buffer.from(file),
    });
  const own = accountsOf("12345678", 2025);
  const page = { kvkNumber: "12345678", name: "Bakkerij De Korenaar B.V.", year: 2025 };
  const stranger = filingAccountsXbrl(own).replace(
    "</xbrli:xbrl>",
    `<xbrli:context id="X"><xbrli:entity><xbrli:identifier scheme="http://www.kvk.nl/kvk-id">87654321</xbrli:identifier>
    </xbrli:entity><xbrli:period><xbrli:instant>2025-12-31</xbrli:instant></xbrli:period></xbrli:context></xbrli:xbrl>`,
  );
  it.each<[string, string | Buffer, Stream, string | null]>([
    ["publicatiestukken", filingAccountsXbrl(own), "filingAccounts", null],
    ["whole accounts, which staff confirmed", annualAccountsXbrl(own), "filingAccounts", null],
    ["a page of inline XBRL", inlineReport(page), "filingAccounts", null],
    ["a report package", reportPackage(inlineReport(page)), "filingAccounts", null],
    ["a credit report", creditReportXbrl(own), "creditReport", null],
    ["a credit report for the KvK", creditReportXbrl(own), "filingAccounts", "wrong-kind"],
    ["publicatiestukken for a bank", filingAccountsXbrl(own), "creditReport", "wrong-kind"],
    ["somebody else's", filingAccountsXbrl(accountsOf("87654321", 2025)), "filingAccounts", "other-number"],
    [
      "somebody else's package",
      reportPackage(inlineReport({ ...page, kvkNumber: "87654321" })),
      "filingAccounts",
      "other-number",
    ],
    ["of two", stranger, "filingAccounts", "owner-unclear"],
    ["that is none", "Dag KvK", "filingAccounts", "owner-unclear"],
  ])("%s", async (_what, file, stream, reason) => {
    expect(await look(file, stream)).toBe(reason);
  });

  it("knows who is named by a fiscal number only when that number is on file", async () => {
    const byFiscal = (number: string) =>
      creditReportXbrl(own)
        .replaceAll("http://www.kvk.nl/kvk-id", "www.belastingdienst.nl/identificatie")
        .replaceAll(">12345678</xbrli:identifier>", `>${number}</xbrli:identifier>`);
    // The bakery's number of the demo, and that of its sister.
    expect(await look(byFiscal("001000056"), "creditReport")).toBeNull();
    expect(await look(byFiscal("001000044"), "creditReport")).toBe("other-number");
    const [had] = await cast.owner()`select fiscal_number from organisations where id = ${cast.bakery}`;
    await cast.owner()`update organisations set fiscal_number = null where id = ${cast.bakery}`;
    expect(await look(byFiscal("001000056"), "creditReport")).toBe("number-unknown");
    await cast.owner()`update organisations set fiscal_number = ${had?.fiscal_number} where id = ${cast.bakery}`;
  });
});
