import { Paper } from "@/lib/pdf/paper";
import { formatDay, formatMoment, type Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";
import en from "@/messages/en/approvals.json";
import nl from "@/messages/nl/approvals.json";
import type { DecisionEvidence, Evidence, VersionEvidence } from "./evidence";
import { proofWords } from "./proof-words";
import { filingTitle } from "./title";

type Fact = [name: string, value: string | null];

/** What a proof is called, as a file and on top of its page: "Bewijs Omzetbelasting oktober 2026". */
export function proofTitle(evidence: Evidence, language: Language): string {
  return `${proofWords[language].title} ${filingTitle(evidence, language)}`;
}

/**
 * "Bewijs bewaren (PDF)" (F62): who decided what about a document, when, how, and about exactly which bytes; on A4, in
 * the language of whoever keeps it.
 * @param at when it is drawn up
 */
export async function proofPdf(
  evidence: Evidence,
  { firm, language, at }: { firm: string; language: Language; at: Date },
): Promise<Uint8Array> {
  const say = proofWords[language];
  const title = proofTitle(evidence, language);
  const paper = await Paper.open({
    title,
    author: firm,
    subject: evidence.reference,
    at,
    language: language === "nl" ? "nl-NL" : "en-GB",
  });
  paper.letterhead(firm, [evidence.reference, formatMoment(at, language)]);
  paper.heading(title, 15);
  paper.facts([
    [say.document, filingTitle(evidence, language)],
    [say.organisation, evidence.organisation],
    [say.reference, evidence.reference],
    [say.madeBy, firm],
    [say.madeOn, moment(at, language)],
    [say.stillAsked, evidence.stillAsked.map((name) => name ?? say.anybody).join(", ")],
  ]);
  for (const version of evidence.versions) {
    paper.heading(`${say.version} ${version.version}`, 11.5);
    const isVoid = version.version < evidence.current;
    paper.facts(factsOfVersion({ ...version, stream: evidence.stream }, isVoid, language));
    for (const decision of version.decisions) {
      paper.heading(`${say[decided(version, decision)]}: ${decision.by}`, 10.5);
      paper.facts(factsOfDecision(decision, language));
    }
  }
  paper.heading(say.explanation, 11.5);
  for (const sentence of say.explained) paper.paragraph(sentence);
  return paper.bytes((page, of) => say.page.replace("{page}", String(page)).replace("{of}", String(of)));
}

function factsOfVersion(
  version: VersionEvidence & Pick<Evidence, "stream">,
  isVoid: boolean,
  language: Language,
): Fact[] {
  const say = proofWords[language];
  return [
    [say.note, isVoid ? say.void : null],
    [say.document, filingTitle(version, language)],
    [say.amount, amountOf(version.amount, language)],
    [say.attachment, version.attachmentName],
    [say.publishedAt, moment(version.publishedAt, language)],
    [say.attachmentHash, version.attachmentSha256],
    [say.manifestHash, version.manifestHash],
    ...version.dropped.map(
      ({ name, reason }): Fact => [
        say[version.signing ? "unsigned" : "missing"],
        `${name ?? say.anybody}. ${reason}`,
      ],
    ),
  ];
}

function decided({ signing }: VersionEvidence, { decision }: DecisionEvidence) {
  if (!signing) return decision;
  return decision === "approved" ? "signed" : "refused";
}

function factsOfDecision(one: DecisionEvidence, language: Language): Fact[] {
  const say = proofWords[language];
  const words = language === "nl" ? nl : en;
  const { adopted, adoptedOn, copyAddress } = one.answers;
  return [
    [say.who, one.by],
    [say.capacity, wordOf(words.capacities, one.capacity)],
    [say.onBehalfOf, one.onBehalfOf],
    [say.method, say[one.method]],
    [say.at, moment(one.at, language)],
    [say.helped, one.assistedBy && say.atOffice.replace("{name}", one.assistedBy)],
    [say.shown, one.shownText],
    [say.category, one.category && wordOf(words.categories, one.category)],
    [say.reason, one.reason],
    [say.adopted, adopted === "no" ? say.no : adoptedOn ? formatDay(adoptedOn, language) : null],
    [say.copyAddress, copyAddress ?? null],
    [say.ip, one.ip || say.unknown],
    [say.browser, one.userAgent || say.unknown],
  ];
}

/** With the zone, and to the second in the clock of the world: a proof is read where other clocks count, too. */
function moment(at: Date, language: Language): string {
  const utc = `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
  return `${formatMoment(at, language)} (${proofWords[language].zone}, Europe/Amsterdam; ${utc})`;
}

function amountOf(cents: number | null, language: Language): string | null {
  if (cents === null) return null;
  const say = proofWords[language];
  const direction = cents > 0 ? ` ${say.toPay}` : cents < 0 ? ` ${say.toReceive}` : "";
  return `${formatEuro(Math.abs(cents), language)}${direction}`;
}

function wordOf(words: Record<string, string>, key: string): string {
  return words[key] ?? words.other ?? key;
}
