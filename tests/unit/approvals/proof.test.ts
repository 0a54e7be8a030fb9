import { describe, expect, it } from "vitest";
import type { DecisionEvidence, Evidence } from "@/lib/approvals/evidence";
import { proofPdf, proofTitle } from "@/lib/approvals/proof";
import { textOf } from "@/tests/unit/pdf/text-of";

const [attachmentSha256, manifestHash] = ["a1".repeat(32), "b2".repeat(32)];
const decision: DecisionEvidence = {
  version: 1,
  decision: "approved",
  by: "Marieke van Dijk",
  capacity: "director",
  onBehalfOf: "Van Dijk Holding B.V.",
  method: "sms",
  at: new Date("2026-11-20T09:14:33Z"),
  shownText: "U keurt goed: Omzetbelasting oktober 2026 · €\u00a04.812 te betalen",
  answers: {},
  category: null,
  reason: null,
  assistedBy: null,
  ip: "203.0.113.24",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
};
const evidence: Evidence = {
  stream: "vat",
  period: { start: "2026-10-01", end: "2026-10-31" },
  label: null,
  reference: "OB-2026-10-4F7K1",
  organisation: "Bakkerij De Korenaar B.V.",
  current: 1,
  versions: [
    {
      version: 1,
      signing: false,
      label: null,
      period: { start: "2026-10-01", end: "2026-10-31" },
      amount: 481_250,
      attachmentName: "Aangifte OB oktober 2026.pdf",
      attachmentSha256,
      manifestHash,
      publishedAt: new Date("2026-11-19T09:14:00Z"),
      decisions: [decision],
      dropped: [],
    },
  ],
  stillAsked: [],
};
const [version] = evidence.versions;
if (!version) throw new Error("The evidence of this test has no version");
const at = new Date("2026-11-25T10:00:00Z");

async function read(wish: Partial<Evidence> = {}, language: "nl" | "en" = "nl") {
  const bytes = await proofPdf({ ...evidence, ...wish }, { firm: "Noorderlicht Accountants", language, at });
  const { pages, overflows, ...rest } = await textOf(bytes);
  expect(overflows).toBe(false);
  // Hashes and browsers may be broken over two lines: what is looked for is looked for without the breaks, too.
  return { ...rest, pages, text: pages.join(" "), solid: pages.join("").replace(/\s/g, "") };
}

const withDecisions = (...decisions: DecisionEvidence[]) => ({ versions: [{ ...version, decisions }] });

describe("the proof of an approval", () => {
  it("says every fact that was kept", async () => {
    const { text, solid } = await read();
    for (const fact of [
      "Bewijs Omzetbelasting oktober 2026",
      "Bakkerij De Korenaar B.V.",
      "OB-2026-10-4F7K1",
      "Noorderlicht Accountants",
      "Versie 1",
      "€ 4.812,50 te betalen",
      "Aangifte OB oktober 2026.pdf",
      "Goedgekeurd: Marieke van Dijk",
      "bestuurder",
      "Van Dijk Holding B.V.",
      "code per sms",
      "20 november 2026, 10.14 uur",
      "203.0.113.24",
      "Wat bewijzen deze codes?",
      "Pagina 1 van",
    ])
      expect(text).toContain(fact);
    const long = [attachmentSha256, manifestHash, decision.userAgent, decision.shownText];
    for (const fact of [...long, "Europe/Amsterdam;2026-11-2009:14:33UTC"])
      expect(solid).toContain(fact.replace(/\s/g, ""));
    expect(text).not.toContain("Afgekeurd");
    expect(text).not.toContain("Nog niet akkoord");
  });

  it("says of what was signed that it was, and who at the office helped", async () => {
    const refused = { ...decision, by: "Pieter van Dijk", decision: "rejected" as const };
    const helped = { ...decision, assistedBy: "Sander Hoekstra" };
    const dropped = [{ name: "Jan Bakker", reason: "Overleden" }];
    const signed = { ...version, signing: true, decisions: [helped, refused], dropped };
    const { text } = await read({ versions: [signed] });
    for (const fact of [
      "Ondertekend: Marieke van Dijk",
      "Niet ondertekend: Pieter van Dijk",
      "Met hulp van",
      "Sander Hoekstra, op het kantoor",
      "Handtekening ontbreekt, reden",
    ])
      expect(text).toContain(fact);
    expect(text).not.toMatch(/Goedgekeurd|Afgekeurd|Akkoord ontbreekt/);
  });

  it("states an approval that is missing with its reason", async () => {
    const dropped = [{ name: "Pieter van Dijk", reason: "Geen bestuurder meer sinds 1 november" }];
    const { text } = await read({ versions: [{ ...version, dropped }] });
    expect(text).toContain("Akkoord ontbreekt, reden");
    expect(text).toContain("Pieter van Dijk. Geen bestuurder meer sinds 1 november");
  });

  it("is in the language of whoever keeps it", async () => {
    const { text } = await read({}, "en");
    for (const fact of ["Proof Omzetbelasting (VAT) October 2026", "20 November 2026, 10:14", "director"])
      expect(text).toContain(fact);
    expect(text).toContain("code by text message");
    expect(text).toContain("What do these codes prove?");
  });

  it("carries its title, its firm and its language, and is A4", async () => {
    const { info, sizes } = await read();
    expect(new Set(sizes.map(String))).toEqual(new Set(["595,842"]));
    expect(info.Title).toBe("Bewijs Omzetbelasting oktober 2026");
    expect(info.Title).toBe(proofTitle(evidence, "nl"));
    expect(info.Author).toBe("Noorderlicht Accountants");
    expect(info.Language).toBe("nl-NL");
  });

  it("says what was answered with it", async () => {
    const answers = { adopted: "yes", adoptedOn: "2026-06-30", copyAddress: "marieke@korenaar.example" };
    const { text } = await read(withDecisions({ ...decision, answers }));
    expect(text).toContain("30 juni 2026");
    expect(text).toContain("marieke@korenaar.example");
    expect((await read(withDecisions({ ...decision, answers: { adopted: "no" } }))).text).toContain(
      "nee, niet vastgesteld",
    );
  });
});

describe("the proof of a rejection", () => {
  it("gives the reason, and that a new version made it void", async () => {
    const rejected = { ...decision, decision: "rejected", category: "missing" } as const;
    const reason = "De factuur van de oven\nstaat er niet bij.";
    const { text } = await read({ current: 2, ...withDecisions({ ...rejected, reason }) });
    expect(text).toContain("Afgekeurd: Marieke van Dijk");
    expect(text).toContain("Er ontbreken facturen of bonnen");
    expect(text).toContain("De factuur van de oven");
    expect(text).toContain("staat er niet bij.");
    expect(text).toContain("vervangen door een nieuwe versie");
    expect(text).not.toContain("Goedgekeurd");
  });
});

describe("the proof of several approvers", () => {
  it("names each, over as many pages as it takes, and who has not approved", async () => {
    const names = Array.from({ length: 14 }, (_, index) => `Bestuurder nummer ${index + 1}`);
    const everybody = withDecisions(...names.map((by) => ({ ...decision, by })));
    const { pages, text } = await read({ ...everybody, stillAsked: ["Pieter van Dijk", null] });
    expect(pages.length).toBeGreaterThan(3);
    for (const name of names) expect(text).toContain(`Goedgekeurd: ${name}`);
    for (const [index, page] of pages.entries())
      expect(page).toContain(`Pagina ${index + 1} van ${pages.length}`);
    expect(text).toContain("Pieter van Dijk, iemand die mag goedkeuren");
  });
});

describe("a name in other letters", () => {
  it.each([
    ["Łukasz Żółć", "Łukasz Żółć"],
    ["Ελένη Жукова", "Ελένη Жукова"],
    ["李 van Dijk", "[U+674E] van Dijk"],
    ["Jos\u0065\u0301", "José"],
    ["Eva \u202egnp.exe\u0000", "Eva gnp.exe"],
    ["\ud83d\ude00", "[U+1F600]"],
  ])("%s stands there as %s", async (by, shown) => {
    const { text } = await read(withDecisions({ ...decision, by }));
    expect(text).toContain(`Goedgekeurd: ${shown}`);
  });

  it("that is endless, and has no blanks, stays on the page", async () => {
    const by = "W".repeat(400);
    const { solid } = await read(withDecisions({ ...decision, by }));
    expect(solid).toContain(by);
  });
});
