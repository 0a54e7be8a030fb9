import type { Change, SignatureReport } from "@/lib/pades/shapes";
import { formatDay, formatMoment, type Language, today } from "@/lib/shared/dates";
import type { Checked, Known } from "./check";
import { overallOf, signaturesOf, tellable, type Worth, worthOf } from "./judgement";

export type Tone = "ok" | "warning" | "danger" | "info";
/** What the page shows of a checked file, in the reader's language. */
export type CheckAnswer = {
  tone: Tone;
  title: string;
  text: string;
  known: string;
  archived: string | null;
  signatures: CheckedSignature[];
};
type CheckedSignature = {
  tone: Tone;
  name: string;
  status: string;
  facts: { label: string; value: string }[];
  since: string[];
};

export type Words = (key: string, values?: Record<string, string | number>) => string;

export const tones = {
  sound: "ok",
  "unknown-issuer": "warning",
  "not-trusted": "warning",
  expired: "warning",
  revoked: "danger",
  "added-to": "warning",
  changed: "danger",
  broken: "danger",
  unjudged: "warning",
  unsigned: "info",
} as const satisfies Record<Worth | ReturnType<typeof overallOf>, Tone>;

/** @param t the words of messages/<language>/check.json */
export function checkAnswer(
  t: Words,
  { file, known }: Extract<Checked, { ok: true }>,
  { firm, language }: { firm: string; language: Language },
): CheckAnswer {
  const overall = overallOf(file);
  return {
    tone: tones[overall],
    title: t(`overall.${overall}`),
    text: t(`overallText.${overall}`, { firm }),
    known: knownWords(t, known, firm, language),
    archived: file.archived ? t("archived") : null,
    signatures: signaturesOf(file).map((one) => signatureWords(t, one, language)),
  };
}

function knownWords(t: Words, known: Known, firm: string, language: Language): string {
  return known ? t("known", { firm, date: formatDay(today(known.at), language) }) : t("notKnown", { firm });
}

function signatureWords(t: Words, report: SignatureReport, language: Language): CheckedSignature {
  const worth = worthOf(report);
  const { signer, claimed, fault, place } = report;
  const facts: [string, string | null][] = [
    ["why", fault && t(`fault.${fault}`)],
    ["when", whenWords(t, report, language)],
    ["issuer", signer?.issuer || null],
    ["validity", signer && validityWords(t, signer, language)],
    // Of what anybody can write there, only what the certificate does not say already.
    ["claimedName", claimed.name && claimed.name !== signer?.name ? claimed.name : null],
    ["reason", claimed.reason],
    ["place", place && t("placeValue", { page: place.page })],
  ];
  return {
    tone: tones[worth],
    name: signer?.name || t("nameless"),
    status: t(`worth.${worth}`),
    facts: facts.flatMap(([label, value]) => (value ? [{ label: t(label), value }] : [])),
    since: sinceWords(t, report),
  };
}

/** When it was signed, and who says so. */
export function whenWords(t: Words, { time }: SignatureReport, language: Language): string {
  if (!time) return t("whenUnknown");
  const moment = formatMoment(time.at, language);
  if (time.source === "claimed") return t("whenClaimed", { moment });
  return t(time.distrust ? "whenStampedUnknown" : "whenStamped", { moment, by: time.by ?? t("nameless") });
}

function validityWords(
  t: Words,
  { notBefore, notAfter }: { notBefore: Date; notAfter: Date },
  language: Language,
) {
  const [from, until] = [notBefore, notAfter].map((at) => formatDay(today(at), language)) as [string, string];
  return t("validityValue", { from, until });
}

function sinceWords(t: Words, { changes, verdict }: SignatureReport): string[] {
  if (changes.length === 0) return verdict === "valid" ? [t("sinceNothing")] : [];
  const told = toldOf(t, changes);
  return told.length > 0 ? told : [t("sinceSigned")];
}

/** What was done since, as far as a reader wants to hear it, each once. */
export function toldOf(t: Words, changes: readonly Change[]): string[] {
  return [...new Set(tellable(changes).map((change) => changeWords(t, change)))];
}

function changeWords(t: Words, { kind, page }: Change): string {
  const change = t(`change.${kind}`);
  return page === null ? change : t("changeOnPage", { page, change });
}
