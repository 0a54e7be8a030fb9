import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import type { Change, Fault, SignatureReport } from "@/lib/pades/shapes";
import { checkAnswer } from "@/lib/signing/check-words";
import en from "@/messages/en/check.json";
import nl from "@/messages/nl/check.json";

const wordsIn = (language: "nl" | "en") => {
  const t = createTranslator({ locale: language, messages: language === "nl" ? nl : en });
  return (key: string, values?: Record<string, string | number>) => {
    const said = t(key as never, values as never) as string;
    // The library answers with the key where there are no words for it.
    if (said === key) throw new Error(`no words for ${key}`);
    return said;
  };
};
const report = (more: Partial<SignatureReport>): SignatureReport => ({
  field: "Klant",
  kind: "signature",
  verdict: "valid",
  fault: null,
  signer: {
    name: "Noorderlicht Accountants",
    organisation: null,
    issuer: "Uitgever",
    serial: "01",
    notBefore: new Date("2026-01-01T00:00:00Z"),
    notAfter: new Date("2028-12-31T00:00:00Z"),
  },
  distrust: null,
  time: { at: new Date("2026-11-30T12:02:00Z"), source: "timestamp", by: "Tijd", distrust: null },
  claimed: { name: "Marieke van Dijk", reason: "Akkoord", location: null },
  place: { page: 5, x: 0, y: 0, width: 1, height: 1 },
  revisionEnd: 10,
  coversAll: true,
  permission: null,
  changes: [],
  ...more,
});
const answer = (
  language: "nl" | "en",
  signature: Partial<SignatureReport>,
  known: { at: Date } | null = null,
) =>
  checkAnswer(
    wordsIn(language),
    { ok: true, known, file: { pages: 1, archived: true, hashes: [], signatures: [report(signature)] } },
    { firm: "Noorderlicht", language },
  );

describe("what the page says of a file", () => {
  it("names the signer, the moment and who vouches for it", () => {
    const { tone, title, known, signatures } = answer("nl", {}, { at: new Date("2026-11-20T10:00:00Z") });
    expect({ tone, title, known }).toEqual({
      tone: "ok",
      title: "De ondertekening klopt",
      known: "Noorderlicht kent dit document: het is op 20 november 2026 in dit portaal klaargezet.",
    });
    expect(signatures).toEqual([
      {
        tone: "ok",
        name: "Noorderlicht Accountants",
        status: "Klopt",
        facts: [
          { label: "Getekend", value: "30 november 2026, 13.02 uur (tijdstempel van Tijd)" },
          { label: "Certificaat uitgegeven door", value: "Uitgever" },
          { label: "Certificaat geldig", value: "1 januari 2026 tot en met 31 december 2028" },
          { label: "Opgegeven naam", value: "Marieke van Dijk" },
          { label: "Opgegeven reden", value: "Akkoord" },
          { label: "Plaats", value: "Pagina 5" },
        ],
        since: ["Niets veranderd"],
      },
    ]);
  });

  it("does not pass off the signer's own clock, or an unknown one, as proof", () => {
    const at = new Date("2026-11-30T12:02:00Z");
    const when = (time: SignatureReport["time"]) => answer("nl", { time }).signatures[0]?.facts[0]?.value;
    expect(when({ at, source: "claimed", by: null, distrust: null })).toContain(
      "volgens de ondertekenaar zelf",
    );
    expect(when({ at, source: "timestamp", by: "Tijd", distrust: "no-root" })).toContain(
      "dat wij niet kennen",
    );
    expect(when(null)).toBe("Niet bekend");
  });

  it("tells what was changed since, once each and by the page", () => {
    const changes: Change[] = [
      { kind: "page-changed", page: 3, allowed: false, name: null },
      { kind: "page-changed", page: 3, allowed: false, name: null },
      { kind: "signature-added", page: 5, allowed: true, name: "Ander" },
    ];
    expect(answer("nl", { changes }).signatures[0]?.since).toEqual(["Pagina 3: De inhoud is veranderd"]);
    expect(answer("nl", { changes: changes.slice(2) }).signatures[0]?.since).toEqual([
      "Alleen nog ondertekend of gearchiveerd",
    ]);
  });

  it.each(["nl", "en"] as const)("has words for everything in %s", (language) => {
    const faults = Object.keys(nl.fault satisfies Record<Fault, string>) as Fault[];
    const kinds = Object.keys(nl.change satisfies Record<Change["kind"], string>) as Change["kind"][];
    const distrusts = ["expired", "not-yet", "no-root", "not-for-this", "revoked", null] as const;
    for (const verdict of ["valid", "broken", "unjudged"] as const)
      for (const fault of [...faults, null]) expect(answer(language, { verdict, fault }).title).not.toBe("");
    for (const kind of kinds)
      for (const allowed of [true, false]) {
        const changes = [{ kind, allowed, page: null, name: null }];
        expect(answer(language, { changes }).signatures[0]?.since).toHaveLength(1);
      }
    for (const distrust of distrusts) expect(answer(language, { distrust }).text).not.toBe("");
  });
});
