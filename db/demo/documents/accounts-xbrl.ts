import type { FilingPeriod } from "@/lib/shared/dates";
import { type DemoContext, type DemoFact, xbrlInstance } from "./xbrl-instance";

/** Cents. Small companies publish no profit and loss account. */
export type DemoYear = { balanceTotal: number; equity: number; netResult?: number; netTurnover?: number };

export type DemoAccounts = DemoYear & {
  kvkNumber: string;
  name: string;
  /** A calendar year. */
  year: number;
  size: "micro" | "klein" | "middelgroot" | "groot";
  /** The year before, which accounts show beside it. */
  before?: DemoYear;
  /** The same with the subsidiaries. */
  consolidated?: DemoYear;
  adoptedOn?: string;
};

/** The accounts of a year, whole, as the demo's organisations have them drawn up. */
export function annualAccountsXbrl(accounts: DemoAccounts): string {
  return accountsXbrl(accounts, kvkForm(accounts));
}

/** The part of them that the KvK publishes. */
export function filingAccountsXbrl(accounts: DemoAccounts): string {
  return accountsXbrl(accounts, `${kvkForm(accounts)}-publicatiestukken`);
}

/** The same for a bank (kredietrapportage). */
export function creditReportXbrl(accounts: DemoAccounts): string {
  const { year } = accounts;
  const bank = `https://www.sbrnexus.nl/ft${year - 2005}/frc/${year}1208`;
  return accountsXbrl(accounts, `${bank}/entrypoints/frc-rpt-nt-inrichtingsjaarrekening-${year}`);
}

function kvkForm({ year, size }: DemoAccounts): string {
  return `${taxonomy(year, "kvk")}/entrypoints/kvk-rpt-jaarverantwoording-${year}-nlgaap-${size}`;
}

function taxonomy(year: number, part: string): string {
  return `http://www.nltaxonomie.nl/nt${year - 2005}/${part}/${year}1210`;
}

function accountsXbrl(accounts: DemoAccounts, form: string): string {
  const { kvkNumber, name, year, size, before, consolidated, adoptedOn } = accounts;
  const years = [
    { key: "FY", period: calendarYear(year), figures: accounts, of: "Separate" },
    ...(before ? [{ key: "PY", period: calendarYear(year - 1), figures: before, of: "Separate" }] : []),
    ...(consolidated
      ? [{ key: "FYC", period: calendarYear(year), figures: consolidated, of: "Consolidated" }]
      : []),
  ];
  const party = { register: "http://www.kvk.nl/kvk-id", number: kvkNumber };
  const contexts: DemoContext[] = [{ id: "FY", party, period: calendarYear(year) }];
  const facts: DemoFact[] = [
    { name: "nl-cd:LegalEntityName", context: "FY", value: name },
    { name: "nl-cd:ChamberOfCommerceRegistrationNumber", context: "FY", value: kvkNumber },
    { name: "kvk-i:LegalSizeCriteriaClassification", context: "FY", value: SIZES[size] },
    { name: `${CURRENT}StartDate`, context: "FY", value: `${year}-01-01` },
    { name: `${CURRENT}EndDate`, context: "FY", value: `${year}-12-31` },
    { name: "jenv-bw2-i:DocumentAdoptionStatus", context: "FY", value: adoptedOn ? "Ja" : "Nee" },
  ];
  if (adoptedOn) facts.push({ name: "jenv-bw2-i:DocumentAdoptionDate", context: "FY", value: adoptedOn });
  for (const { key, period, figures, of } of years) {
    const members = {
      "jenv-bw2-dim:BasisOfPreparationAxis": "jenv-bw2-dm:CommercialMember",
      "jenv-bw2-dim:FinancialStatementsTypeAxis": `jenv-bw2-dm:${of}Member`,
    };
    contexts.push({ id: `${key}d`, party, period, members });
    contexts.push({ id: `${key}i`, party, period, at: period.end, members });
    facts.push(...yearFacts(figures, key));
  }
  const namespaces = {
    "jenv-bw2-i": `${taxonomy(year, "jenv")}/dictionary/jenv-bw2-data`,
    "jenv-bw2-dim": `${taxonomy(year, "jenv")}/dictionary/jenv-bw2-axes`,
    "jenv-bw2-dm": `${taxonomy(year, "jenv")}/dictionary/jenv-bw2-domains`,
    "kvk-i": `${taxonomy(year, "kvk")}/dictionary/kvk-data`,
    "nl-cd": `${taxonomy(year, "sbr")}/dictionary/nl-common-data`,
  };
  return xbrlInstance({ form: `${form}.xsd`, namespaces, contexts, facts });
}

const CURRENT = "jenv-bw2-i:FinancialReportingPeriodCurrent";
const SIZES = { micro: "Micro", klein: "Klein", middelgroot: "Middelgroot", groot: "Groot" };

function yearFacts({ balanceTotal, equity, netResult, netTurnover }: DemoYear, key: string): DemoFact[] {
  const facts: DemoFact[] = [
    { name: "jenv-bw2-i:Assets", context: `${key}i`, value: balanceTotal },
    { name: "jenv-bw2-i:Equity", context: `${key}i`, value: equity },
    { name: "jenv-bw2-i:EquityAndLiabilities", context: `${key}i`, value: balanceTotal },
  ];
  if (netTurnover !== undefined) {
    facts.push({ name: "jenv-bw2-i:NetRevenue", context: `${key}d`, value: netTurnover });
  }
  if (netResult !== undefined) {
    facts.push({ name: "jenv-bw2-i:ResultAfterTax", context: `${key}d`, value: netResult });
  }
  return facts;
}

function calendarYear(year: number): FilingPeriod {
  return { start: `${year}-01-01`, end: `${year}-12-31` };
}
