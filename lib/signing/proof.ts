import { Paper } from "@/lib/pdf/paper";
import { environment } from "@/lib/ports/environment";
import { formatMoment } from "@/lib/shared/dates";
import { linesOf } from "./lines";
import type { ProofFacts, Signed } from "./proof-facts";
import { explained, levels, methods, notLasting, withoutLists } from "./proof-words";
import type { Revision } from "./version";

type Fact = [name: string, value: string | null];

/**
 * "Ondertekenbewijs": who signed what, when and how, about exactly which bytes; on A4 and in Dutch. It is a PDF of its own,
 * and is sealed by whoever asks for it.
 * @param at when it is drawn up
 */
export async function signingProof(
  facts: ProofFacts,
  at: Date,
): Promise<{ bytes: Uint8Array; pages: number }> {
  const { firm, title, reference, organisation } = facts;
  const paper = await Paper.open({
    title: `Ondertekenbewijs ${title}`,
    author: firm,
    subject: reference,
    at,
    language: "nl-NL",
  });
  paper.letterhead(firm, [reference, formatMoment(at, "nl")]);
  paper.heading(`Ondertekenbewijs ${title}`, 15);
  paper.facts([
    ["Document", title],
    ["Organisatie", organisation],
    ["Kenmerk", reference],
    ["Kantoor", firm],
    ["Opgemaakt op", moment(at)],
    ["Ondertekend door", facts.signers.map(({ decision }) => decision.accountName).join(", ")],
    ...facts.dropped.map(({ name, reason }): Fact => ["Niet ondertekend", `${name ?? ""}. ${reason}`]),
  ]);
  paper.heading("Het document", 11.5);
  paper.facts(factsOfFiles(facts));
  paper.heading("Wat er gebeurde", 11.5);
  paper.facts(eventsOf(facts));
  for (const signed of facts.signers) {
    paper.heading(`Ondertekend: ${signed.decision.accountName}`, 11.5);
    paper.facts(factsOfSigner(signed));
  }
  paper.heading("Wat is deze ondertekening?", 11.5);
  const own = facts.signers.some(({ seat }) => seat.party === "accountant");
  const demo = environment().PORTAL_MODE === "demo";
  for (const sentence of explained(firm, { demo, own })) paper.paragraph(sentence);
  let pages = 1;
  const bytes = await paper.bytes((page, of) => {
    pages = of;
    return `Pagina ${page} van ${of}`;
  });
  return { bytes, pages };
}

function factsOfFiles({ version, revisions }: ProofFacts): Fact[] {
  const last = revisions.at(-1);
  const archive = last?.kind === "archive" ? last : null;
  return [
    ["Bestand", version.attachmentName],
    ["Versie", String(version.version)],
    ["SHA-256 zoals klaargezet", version.attachmentSha256],
    ["SHA-256 van de versie", version.manifestHash],
    ...revisions.map((one): Fact => [`SHA-256 van bestand ${one.revision}`, `${one.sha256}\n${whatOf(one)}`]),
    ["Niveau", archive ? levels[archive.level] : levels[leastOf(revisions)]],
    ["Let op", archive ? (archive.level === "B-LTA" ? null : withoutLists) : notLasting],
    ["Tijdstempel document", archive ? stampOf(archive) : null],
  ];
}

function whatOf({ kind, bytes }: Revision): string {
  const what = kind === "archive" ? "met de gegevens voor de lange termijn" : "met één handtekening erbij";
  return `${what}, ${bytes} bytes`;
}

/** A file is worth what the least of its signatures is. */
function leastOf(revisions: readonly Revision[]): Revision["level"] {
  return revisions.some(({ level }) => level === "B-B") ? "B-B" : "B-T";
}

/** Each in the order in which it happened. */
function eventsOf({ version, publishedBy, openings, signers, revisions }: ProofFacts): Fact[] {
  const events = [
    { at: version.createdAt, what: `Klaargezet door ${publishedBy}` },
    ...openings.map(({ by, at, sha256 }) => ({ at, what: `Geopend door ${by}\nSHA-256 ${sha256}` })),
    ...signers.map(({ decision }) => ({
      at: decision.at,
      what: `Akkoord en handtekening van ${decision.accountName}`,
    })),
    ...revisions.map(({ at, kind, revision }) => ({
      at,
      what:
        kind === "archive"
          ? `Gegevens voor de lange termijn in bestand ${revision} gezet`
          : `Handtekening in bestand ${revision} gezet`,
    })),
  ];
  return events
    .sort((a, b) => Number(a.at) - Number(b.at))
    .map(({ at, what }): Fact => [formatMoment(at, "nl"), `${what}\n${utc(at)}`]);
}

function factsOfSigner({ seat, decision, phone, mandateSha256, revision }: Signed): Fact[] {
  const { accountName: name, capacity, onBehalfOf, method } = decision;
  const [, ...as] = linesOf({ name, capacity, onBehalfOf, deputyFor: seat.deputyFor });
  const place = seat.field?.place;
  return [
    ["Door", name],
    ["Als", as.join("\n")],
    ["Partij", seat.party === "accountant" ? "het kantoor" : "de cliënt"],
    ["SHA-256 van de machtiging", mandateSha256],
    ["Datum en tijd", moment(decision.at)],
    ["Bevestigd met", methods[method]],
    ["Telefoonnummer", phone === "changed" ? "het nummer is sindsdien gewijzigd" : phone],
    ["Nummer van de code", decision.challengeId],
    ["Getoonde tekst", decision.shownText],
    ["Met hulp van", decision.assistedByName && `${decision.assistedByName}, op het kantoor`],
    ["IP-adres", decision.ip || "niet bekend"],
    ["Browser", decision.userAgent || "niet bekend"],
    ["SHA-256 van het bewijs", revision?.evidenceHash ?? null],
    [
      "Plaats in het document",
      place ? `pagina ${place.page}, veld ${seat.field?.name}` : (seat.field?.name ?? null),
    ],
    ["Certificaat", revision?.certificateName ?? null],
    ["Serienummer", revision?.certificateSerial ?? null],
    ["Tijdstempel", revision && stampOf(revision)],
    ["Niveau", revision && levels[revision.level]],
  ];
}

function stampOf({ stampedAt, stampedBy }: Revision): string {
  return stampedAt ? `${moment(stampedAt)}, door ${stampedBy}` : "geen";
}

/** With the zone, and to the second in the clock of the world: a proof is read where other clocks count, too. */
function moment(at: Date): string {
  return `${formatMoment(at, "nl")} (tijd in Nederland, Europe/Amsterdam; ${utc(at)})`;
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
