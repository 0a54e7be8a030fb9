import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { alreadyThere } from "@/components/signing/seat-words";
import type { SigningSeat } from "@/lib/approvals/signing/shapes";
import type { Change, SignatureReport } from "@/lib/pades/shapes";
import { alreadyWords } from "@/lib/signing/already-words";
import check from "@/messages/nl/check.json";
import signing from "@/messages/nl/signing.json";

const wordsOf = (messages: typeof check | typeof signing) => {
  const t = createTranslator({ locale: "nl", messages });
  return (key: string, values?: Record<string, string | number>) => {
    const said = t(key as never, values as never) as string;
    // The library answers with the key where there are no words for it.
    if (said === key) throw new Error(`no words for ${key}`);
    return said;
  };
};
const report = (more: Partial<SignatureReport> = {}): SignatureReport => ({
  field: "Notaris",
  kind: "signature",
  verdict: "valid",
  fault: null,
  signer: {
    name: "Notaris Vos",
    organisation: null,
    issuer: "Uitgever",
    serial: "01",
    notBefore: new Date("2026-01-01T00:00:00Z"),
    notAfter: new Date("2028-12-31T00:00:00Z"),
  },
  distrust: null,
  time: { at: new Date("2026-11-30T12:02:00Z"), source: "timestamp", by: "Tijd", distrust: null },
  claimed: { name: null, reason: null, location: null },
  place: null,
  revisionEnd: 10,
  coversAll: true,
  permission: null,
  changes: [],
  ...more,
});
const words = (more: Partial<SignatureReport> = {}) =>
  alreadyWords(report(more), { t: wordsOf(signing), check: wordsOf(check) }, "nl");
const filled = (page: number): Change => ({ allowed: true, kind: "form-filled", page, name: "Winst" });

describe("what is said of a signature that stood in the document already", () => {
  it("names who and when, and that it is right", () => {
    expect(words()).toEqual({
      name: "Notaris Vos",
      claimedName: null,
      when: "Getekend op 30 november 2026, 13.02 uur (tijdstempel van Tijd)",
      said: [{ tone: "ok", text: "Gecontroleerd: de handtekening klopt" }],
      details: [],
    });
  });

  it("never calls one right that was not judged, and says why", () => {
    const { said, details } = words({ verdict: "unjudged", fault: "weak-algorithm" });
    expect(said).toEqual([{ tone: "warning", text: "Niet te controleren" }]);
    expect(details).toEqual(["Er is getekend met een techniek die niet meer veilig is."]);
  });

  it("tells what was filled in since, and on which page", () => {
    const { said, details } = words({ changes: [filled(2)] });
    expect(said).toEqual([{ tone: "warning", text: "Daarna aangevuld" }]);
    expect(details).toEqual(["Pagina 2: Een veld is ingevuld"]);
  });

  it.each([
    ["an unknown issuer", { distrust: "no-root" }, "Uitgever niet bekend"],
    ["a certificate that had ended", { distrust: "expired" }, "Certificaat niet geldig"],
    ["one that is not judged", { verdict: "unjudged", fault: "unknown-kind" }, "Niet te controleren"],
  ] satisfies [string, Partial<SignatureReport>, string][])(
    "tells it also behind a signature of %s",
    (_what, signature, text) => {
      const { said, details } = words({ ...signature, changes: [filled(1)] });
      expect(said.map((one) => one.text)).toEqual([text, "Daarna aangevuld"]);
      expect(details.at(-1)).toBe("Pagina 1: Een veld is ingevuld");
    },
  );

  it("says nothing of what signing itself does", () => {
    const changes: Change[] = [{ allowed: true, kind: "signature-added", page: 1, name: "Klant" }];
    expect(words({ changes })).toMatchObject({ said: [{ tone: "ok" }], details: [] });
  });

  it("says beside the name of the certificate what name was given, and by itself where there is no other", () => {
    const claimed = { name: "Jan de Boer", reason: null, location: null };
    expect(words({ claimed })).toMatchObject({
      name: "Notaris Vos",
      claimedName: "Opgegeven naam: Jan de Boer",
    });
    expect(words({ claimed, signer: null })).toMatchObject({ name: "Jan de Boer", claimedName: null });
    expect(words({ signer: null, time: null })).toMatchObject({ name: "Naam niet te lezen", when: null });
  });

  it("has an end, however long its writer made it", () => {
    const claimed = { name: "𝒥".repeat(999), reason: null, location: null };
    const changes = Array.from({ length: 400 }, (_none, page) => filled(page + 1));
    const { name, details } = words({ claimed, signer: null, changes });
    expect([...name]).toHaveLength(121);
    expect(name).not.toMatch(/\p{Cs}/u);
    expect(details).toHaveLength(5);
    expect(details.at(-1)).toBe("…");
  });
});

describe("which signatures stood in the document already", () => {
  const seat = (name: string, state: "put" | "waiting" | null) =>
    ({
      field: { name, place: null },
      put: state && { state, fault: null, givenAt: new Date(), putAt: null },
    }) as SigningSeat;

  it("are those of people that are of nobody's seat", () => {
    const signatures = [
      report({ field: "Notaris" }),
      report({ field: "Klant" }),
      report({ field: "Tijd", kind: "document-timestamp" }),
    ];
    const fields = (...seats: SigningSeat[]) => alreadyThere({ seats, signatures }).map(({ field }) => field);
    expect(fields(seat("Klant", "put"))).toEqual(["Notaris"]);
    // Whatever stands in the field of somebody who has not signed yet: it is not theirs.
    expect(fields(seat("Klant", "waiting"))).toEqual(["Notaris", "Klant"]);
    expect(fields(seat("Klant", null))).toEqual(["Notaris", "Klant"]);
  });

  it("are told also where they took the name of a field of ours", () => {
    const [own, other] = [report({ field: "Klant" }), report({ field: "Klant", revisionEnd: 20 })];
    expect(alreadyThere({ seats: [seat("Klant", "put")], signatures: [own, other] })).toEqual([other]);
  });
});
