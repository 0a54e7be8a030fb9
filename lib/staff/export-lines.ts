import type { FilingReport } from "@/lib/approvals/report";
import { byteOrderMark, csvLine } from "@/lib/shared/csv";

/** The columns of the CSV, in Dutch as the tools around Dutch tax packages expect them, whatever language one reads in. */
const columns: [string, (report: FilingReport) => string | number | null][] = [
  ["Klantnaam", ({ organisation }) => organisation.name],
  ["KvK-nummer", ({ organisation }) => organisation.kvkNumber],
  ["Fiscaal nummer (afgeschermd)", ({ organisation }) => organisation.maskedFiscalNumber],
  ["Kenmerk", ({ reference }) => reference],
  ["Stroom", ({ stream }) => stream],
  ["Stuk", ({ title }) => title],
  ["Tijdvak van", ({ period }) => period.start],
  ["Tijdvak tot en met", ({ period }) => period.end],
  ["Jaar", ({ year }) => year],
  ["Versie", ({ version }) => version],
  ["Status cliënt", ({ approval }) => clientWords[approval.state]],
  ["Afgerond op", ({ approval }) => approval.at],
  ["Status kantoor", ({ filing }) => firmWords[filing.state]],
  ["Ingediend op", ({ filing }) => filing.at],
  ["Kenmerk indiening", ({ filing }) => filing.reference],
  [
    "Besluit",
    (report) => each(report, ({ decision }) => (decision === "approved" ? "goedgekeurd" : "afgekeurd")),
  ],
  ["Besloten door", (report) => each(report, ({ by }) => by)],
  ["Hoedanigheid", (report) => each(report, ({ capacity }) => capacity)],
  ["Namens", (report) => each(report, ({ onBehalfOf }) => onBehalfOf ?? "")],
  ["Besloten op", (report) => each(report, ({ at }) => at)],
  ["Methode", (report) => each(report, ({ method }) => method)],
  ["Antwoorden", (report) => each(report, ({ answers }) => pairs(answers))],
  ["Reden van afkeuren", (report) => each(report, ({ reason }) => reason ?? "")],
  ["SHA-256 bijlage", ({ attachmentSha256 }) => attachmentSha256],
  ["SHA-256 gegevens", ({ dataSha256 }) => dataSha256],
  ["SHA-256 manifest", ({ manifestSha256 }) => manifestSha256],
];

const clientWords: Record<FilingReport["approval"]["state"], string> = {
  asked: "Openstaand",
  readyToSend: "Klaar om te verzenden",
  approved: "Afgerond",
  rejected: "Afgekeurd",
  withdrawn: "Ingetrokken",
  expired: "Verlopen",
  replaced: "Vervangen",
  notGiven: "Geen akkoord gegeven",
  notAsked: "Ter kennisneming",
};

const firmWords: Record<FilingReport["filing"]["state"], string> = {
  notApplicable: "Niet van toepassing",
  notFiled: "Nog niet ingediend",
  filed: "Ingediend",
  filedWithoutApproval: "Ingediend zonder akkoord",
  toDeliver: "Wordt aangeleverd",
  notDelivered: "Niet aangeleverd",
  delivered: "Aangeleverd",
  accepted: "Akkoord van de ontvanger",
  refused: "Niet aangenomen",
  unknown: "Uitkomst onbekend",
};

export const csvLines = {
  head: byteOrderMark + csvLine(columns.map(([name]) => name)),
  line: (report: FilingReport) => csvLine(columns.map(([, value]) => value(report))),
  more: (count: number) =>
    csvLine([`Niet volledig: alleen de nieuwste ${count} stukken. Kies een filter om minder te exporteren.`]),
};

/** Of joint approvals the parts stand in one cell, in the same order in each column. */
function each(
  { decisions }: FilingReport,
  part: (decision: FilingReport["decisions"][number]) => string,
): string {
  return decisions.map(part).join(" | ");
}

function pairs(answers: Record<string, string>): string {
  return Object.entries(answers)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");
}
