import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { faultWords } from "@/app/admin/stukken/[id]/fault-words";
import { verdictOf } from "@/lib/delivery/rules";
import { meaningOf, RETRIED_FOR_HOURS } from "@/lib/ports/filing-channel/status-codes";
import digipoortEn from "@/messages/en/digipoort.json";
import staffEn from "@/messages/en/staff.json";
import digipoortNl from "@/messages/nl/digipoort.json";
import staffNl from "@/messages/nl/staff.json";

const catalogues = {
  nl: { staff: staffNl, digipoort: digipoortNl },
  en: { staff: staffEn, digipoort: digipoortEn },
};

/** What staff read under an attempt that ended with this, or that stopped for this reason. */
function read(fault: string, locale: "nl" | "en" = "nl"): string {
  const messages = catalogues[locale];
  const staff = createTranslator({ locale, messages, namespace: "staff" });
  const digipoort = createTranslator({ locale, messages, namespace: "digipoort" });
  const said = { recipient: "De KvK", channel: "Digipoort", helpdesk: "Logius" };
  // Which keys there are is known here; the page asks whether there is one.
  return faultWords(fault, { staff, digipoort } as unknown as Parameters<typeof faultWords>[1], said);
}

/** Every code with which the questions about a delivery can end it, as it is kept. */
const at = new Date("2026-11-24T09:00:00Z");
const days = new Date(at.getTime() + (RETRIED_FOR_HOURS + 1) * 3_600_000);
const ends = Object.keys(digipoortNl.codes).flatMap((code) => {
  const verdict = verdictOf([{ code, at }], "500", days, meaningOf);
  return verdict.outcome === "refused" ? verdict.code : [];
});

describe("what staff read about a delivery that was turned away", () => {
  it("is known of every code that can end one", () => {
    expect([...ends].sort()).toEqual(["210", "230", "311", "321", "410", "420", "510"]);
  });

  it.each(ends)("%s: what it is, and something to do", (code) => {
    for (const locale of ["nl", "en"] as const) {
      const { codes, advice } = catalogues[locale].digipoort;
      const known = [...Object.keys(codes)].filter((key) => key.startsWith(code));
      expect(known.length).toBeGreaterThan(0);
      expect(read(code, locale)).not.toBe(code);
      // Nobody is told to wait for what has ended.
      expect(read(code, locale)).not.toContain(advice.staff["420"].split(".")[0]);
      expect(read(code, locale).split(". ").length).toBeGreaterThan(1);
    }
  });

  it("a 420 that is final: call, and then send it again", () => {
    expect(read("420")).toBe(
      "Digipoort probeerde 72 uur lang om de stukken af te leveren. Dat is niet gelukt. Bel Logius. Dien de stukken daarna opnieuw in.",
    );
  });

  it("at the door, by a fault", () => {
    expect(read("ALS110")).toBe("Digipoort nam de stukken niet aan. De stukken zijn niet ingediend.");
  });

  it("by the portal's own reason, and what has no words as it is", () => {
    expect(read("no-channel")).toBe(staffNl.delivery.faults["no-channel"]);
    expect(read("something-new")).toBe("something-new");
  });
});
