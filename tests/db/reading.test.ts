import { describe, expect, it } from "vitest";
import { corporateIncomeTaxXbrl } from "@/db/demo/documents/corporate-income-tax-xbrl";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { sealFor } from "@/lib/access/firm-key";
import { publishFiling } from "@/lib/approvals/publish";
import { fiscalNumberPlace, unityNumberPlace } from "@/lib/approvals/reading";
import { setClock } from "@/lib/ports/clock";
import { aCast } from "@/tests/support/cast";
import { sentXbrl } from "@/tests/support/deliveries";
import { anXbrl, aPdf, aPublication, upload } from "@/tests/support/uploads";

const cast = aCast();
const unity = "001000068B01";

async function seal(column: "unity_number" | "fiscal_number", organisationId: string, number: string) {
  const place = column === "unity_number" ? unityNumberPlace : fiscalNumberPlace;
  const { firmId } = cast.sander;
  const sealed = await inScope(systemOf(firmId, "test"), (ctx) =>
    sealFor(ctx, place(organisationId), number),
  );
  await cast.owner()`update organisations set ${cast.owner()({ [column]: sealed })} where id = ${organisationId}`;
}

describe("a fiscale eenheid (D2)", () => {
  it("has its returns approved by the parent, under its own number and name", async () => {
    await seal("unity_number", cast.bakery, unity);
    await cast.owner()`update organisations set unity_parent_id = ${cast.bakery} where id = ${cast.property}`;
    setClock(() => new Date("2026-11-24T09:00:00Z"));
    const returned = anXbrl({ obNumber: unity });
    const ofMember = await upload(cast.sander, cast.property, "xbrl", returned);
    const parent = { id: cast.bakery, name: "Bakkerij De Korenaar B.V." };
    expect(ofMember).toEqual({ ok: false, reason: "of-the-unity", parent });
    const data = await upload(cast.sander, cast.bakery, "xbrl", returned);
    const pdf = await upload(cast.sander, cast.bakery, "pdf", await aPdf());
    if (!data.ok || !pdf.ok) throw new Error("Refused");
    const done = await inScope(cast.sander, (ctx) =>
      publishFiling(ctx, aPublication(cast.bakery, { pdf: pdf.id, xbrl: data.id }), {
        accountId: cast.sander.accountId,
      }),
    );
    if (!done.ok) throw new Error(done.reason);
    const [row] = await cast.owner()`select label, organisation_id from filings where id = ${done.id}`;
    // Its own month is no duplicate of the parent's own return.
    expect(row).toEqual({ label: "fiscale eenheid", organisation_id: cast.bakery });
    setClock(null);
  });

  it("of somebody else is somebody else's", async () => {
    expect(await upload(cast.sander, cast.bakery, "xbrl", anXbrl({ obNumber: "001000071B01" }))).toEqual({
      ok: false,
      reason: "other-organisation",
    });
  });
});

describe("a return that names its owner by RSIN", () => {
  const ofRsin = (rsin: string) =>
    Buffer.from(
      corporateIncomeTaxXbrl({
        rsin,
        year: 2025,
        profit: 50_000_00,
        taxableAmount: 50_000_00,
        tax: 9_500_00,
      }),
    );

  it("is compared with the number on file, and asks when there is none", async () => {
    await seal("fiscal_number", cast.bakery, "001000056");
    expect(await upload(cast.sander, cast.bakery, "xbrl", ofRsin("001000068"))).toEqual({
      ok: false,
      reason: "other-organisation",
    });
    expect((await upload(cast.sander, cast.bakery, "xbrl", ofRsin("001000056"))).ok).toBe(true);
    await cast.owner()`update organisations set fiscal_number = null where id = ${cast.bakery}`;
    const asked = await upload(cast.sander, cast.bakery, "xbrl", ofRsin("001000056"));
    if (!asked.ok) throw new Error(asked.reason);
    const [row] = await cast.owner()`select reading from uploads where id = ${asked.id}`;
    expect(row?.reading.stream).toBe("corporateIncomeTax");
    expect(row?.reading.questions).toContain("no-number-on-file");
    // The whole number stays out of what is stored in the clear.
    expect(JSON.stringify(row?.reading)).not.toContain("001000056");
  });
});

describe("figures that a file leaves out", () => {
  it("may be typed beside it; what the file says stands", async () => {
    const whole = corporateIncomeTaxXbrl({
      rsin: "001000056",
      year: 2024,
      profit: 50_000_00,
      taxableAmount: 50_000_00,
      tax: 9_500_00,
    });
    // A package that reports its tax under a name that we do not know.
    const xbrl = Buffer.from(whole.replaceAll("CorporationTaxAmount", "TaxOfAnotherName"));
    const data = await upload(cast.sander, cast.bakery, "xbrl", xbrl);
    const pdf = await upload(cast.sander, cast.bakery, "pdf", await aPdf());
    if (!data.ok || !pdf.ok) throw new Error(JSON.stringify([data, pdf]));
    const [row] = await cast.owner()`select reading from uploads where id = ${data.id}`;
    expect(row?.reading.questions).toContain("figures-missing");
    const done = await inScope(cast.sander, (ctx) =>
      publishFiling(
        ctx,
        {
          ...aPublication(cast.bakery, { pdf: pdf.id, xbrl: data.id }),
          stream: "corporateIncomeTax",
          typed: { tax: 9_500_00, taxableAmount: 1_00 },
          confirmed: [...(row?.reading.questions ?? []), "approval-day-passed"],
        },
        { accountId: cast.sander.accountId },
      ),
    );
    if (!done.ok) throw new Error(done.reason);
    const [version] =
      await cast.owner()`select figures, amount::int from filing_versions where filing_id = ${done.id}`;
    expect(version?.amount).toBe(9_500_00);
    const lines = version?.figures.lines as { labelKey: string; cents: number }[];
    expect(lines.filter(({ labelKey }) => labelKey === "tax")).toEqual([
      { labelKey: "tax", cents: 9_500_00 },
    ]);
    expect(lines.filter(({ labelKey }) => labelKey === "taxableAmount").map(({ cents }) => cents)).toEqual([
      50_000_00,
    ]);
  });
});

describe("accounts that say when they were adopted", () => {
  it("are to be filed within eight days after it, as staff are told before they publish", async () => {
    setClock(() => new Date("2026-06-02T09:00:00Z"));
    const read = async (adoptedOn?: string) => {
      const data = await upload(cast.sander, cast.bakery, "xbrl", sentXbrl(2025, adoptedOn));
      if (!data.ok) throw new Error(data.reason);
      const [row] = await cast.owner()`select reading->>'fileBy' as by, reading->'questions' as questions
        from uploads where id = ${data.id}`;
      return row;
    };
    expect(await read("2026-05-29")).toEqual({ by: "2026-06-06", questions: [] });
    expect(await read("2026-05-20")).toEqual({ by: "2026-05-28", questions: ["deadline-passed"] });
    expect(await read()).toEqual({ by: "2026-12-31", questions: [] });
    setClock(null);
  });
});
