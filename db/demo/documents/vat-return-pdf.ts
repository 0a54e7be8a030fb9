import { type Line, Paper } from "@/lib/pdf/paper";
import { addDays, type FilingPeriod, formatDay, formatPeriod, type PlainDate } from "@/lib/shared/dates";

/** The part of a return's figures that stands on paper; amounts in cents. */
type Figures = { rows: { code: string; turnover: number | null; vat: number | null }[]; amount: number };

export type VatReturnOnPaper = {
  firmName: string;
  organisationName: string;
  obNumber?: string;
  period: FilingPeriod;
  figures: Figures;
  /** The day on which the firm drew it up. */
  date: PlainDate;
  /** Where the turnover came from, in cents; left out when empty. */
  reconciliation?: { label: string; amount: number }[];
};

/** The page that a firm sends along with a VAT return: one A4, Dutch. The same input gives the same bytes. */
export async function vatReturnPdf(input: VatReturnOnPaper): Promise<Uint8Array> {
  const { firmName, organisationName, obNumber, period, figures, date, reconciliation = [] } = input;
  const when = formatPeriod(period, "nl");
  const at = new Date(`${date}T09:00:00Z`);
  const paper = await Paper.open({ title: `Aangifte omzetbelasting ${when}`, author: firmName, at });

  paper.letterhead(firmName, ["Concept ter goedkeuring", formatDay(date, "nl")]);
  paper.heading("Aangifte omzetbelasting", 15);
  paper.paragraph([`Tijdvak ${when}`, organisationName, obNumber].filter(Boolean).join(" · "));
  paper.table([...boxes(figures), total(figures.amount)], { label: "Rubriek", amounts: ["Omzet", "Btw"] });
  if (reconciliation.length > 0) {
    const sum = reconciliation.reduce((all, { amount }) => all + amount, 0);
    paper.heading("Aansluiting met uw administratie", 11.5);
    paper.table([
      ...reconciliation.map(({ label, amount }) => ({ label, amounts: [euros(amount)] })),
      { label: `Totale omzet ${when}`, amounts: [euros(sum)], total: true },
    ]);
  }
  paper.smallPrint([
    "Bedragen in hele euro’s (€). Afgerond in uw voordeel.",
    `Deze aangifte is opgesteld op basis van uw administratie tot en met ${formatDay(addDays(date, -1), "nl")}.`,
  ]);
  return paper.bytes();
}

const LABELS: Record<string, string> = {
  "1a": "Leveringen en diensten, 21%",
  "1b": "Leveringen en diensten, 9%",
  "1c": "Leveringen en diensten, overige tarieven",
  "1d": "Privégebruik",
  "1e": "Leveringen en diensten, 0% of niet bij u belast",
  "2a": "Heffing naar u verlegd",
  "3a": "Leveringen buiten de EU",
  "3b": "Leveringen binnen de EU",
  "3c": "Installatie en afstandsverkopen binnen de EU",
  "4a": "Leveringen van buiten de EU",
  "4b": "Leveringen uit landen binnen de EU",
  "5a": "Verschuldigde btw",
  "5b": "Voorbelasting",
  "5d": "Vermindering voor kleine ondernemers",
};
/** Everyone looks for these, also when they say 0. */
const ALWAYS = ["1a", "1b", "1e", "3b", "5a", "5b"];

function boxes({ rows }: Figures): Line[] {
  return rows
    .filter(({ code, turnover, vat }) => LABELS[code] && (ALWAYS.includes(code) || turnover || vat))
    .map(({ code, turnover, vat }) => ({
      label: `${code}   ${LABELS[code]}`,
      amounts: [euros(turnover), euros(vat)],
    }));
}

function total(amount: number): Line {
  const label = amount < 0 ? "Terug te krijgen" : "Te betalen";
  return { label: `5g   ${label}`, amounts: ["", `€\u00a0${euros(Math.abs(amount))}`], total: true };
}

function euros(cents: number | null): string {
  if (cents === null) return "";
  return new Intl.NumberFormat("nl-NL", { maximumFractionDigits: 0 })
    .format(cents / 100)
    .replace("-", "\u2212");
}
