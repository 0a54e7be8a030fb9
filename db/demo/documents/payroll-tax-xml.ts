import type { FilingPeriod } from "@/lib/shared/dates";
import { escaped } from "./xbrl-instance";

export type DemoPayroll = {
  /** Nine digits, L, two digits. */
  lhNumber: string;
  name: string;
  period: FilingPeriod;
  /** Cents, whole euros, of all employees together. */
  wages: number;
  wageTax: number;
  /** For the employees' insurances. */
  premiums: number;
  healthInsurance: number;
  /** The citizens' numbers of who is employed; invented ones. */
  employees: string[];
  /** What earlier periods are corrected by. */
  corrections?: { period: FilingPeriod; cents: number }[];
};

/** An aangifte loonheffingen for the demo's organisations, in the tax authority's own XML. */
export function payrollTaxXml(payroll: DemoPayroll): string {
  const { lhNumber, name, period, wages, wageTax, premiums, healthInsurance, employees } = payroll;
  const corrections = payroll.corrections ?? [];
  const due = wageTax + premiums + healthInsurance;
  const total = corrections.reduce((sum, { cents }) => sum + cents, due);
  const share = Math.round(wages / Math.max(employees.length, 1) / 100) * 100;
  const euros = (cents: number) => String(cents / 100);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- Demo: an invented return. -->
<Loonaangifte xmlns="http://xml.belastingdienst.nl/schemas/Loonaangifte/${period.end.slice(0, 4)}/01" version="2.0">
  <Bericht>
    <IdBer>DEMO-${period.end}</IdBer>
    <DatTdAanm>${period.end}T12:00:00</DatTdAanm>
    <ContPers>S. Hoekstra</ContPers>
    <TelNr>0850001234</TelNr>
    <RelNr>SWO00000</RelNr>
    <GebrSwPakket>Demo</GebrSwPakket>
  </Bericht>
  <AdministratieveEenheid>
    <LhNr>${lhNumber}</LhNr>
    <NmIP>${escaped(name)}</NmIP>
    <TijdvakAangifte>
      <DatAanvTv>${period.start}</DatAanvTv>
      <DatEindTv>${period.end}</DatEindTv>
      <VolledigeAangifte>
        <CollectieveAangifte>
          <TotLnLbPh>${euros(wages)}</TotLnLbPh>
          <TotLnSV>${euros(wages)}</TotLnSV>
          <IngLbPh>${euros(wageTax)}</IngLbPh>
          <TotPrAwfLg>${euros(premiums)}</TotPrAwfLg>
          <IngBijdrZvw>0</IngBijdrZvw>
          <TotWghZvw>${euros(healthInsurance)}</TotWghZvw>
          <TotTeBet>${euros(due)}</TotTeBet>
${corrections.map((correction) => correctionXml(correction.period, euros(correction.cents))).join("")}          <TotGen>${euros(total)}</TotGen>
        </CollectieveAangifte>
${employees.map((bsn, at) => employmentXml(bsn, at + 1, period, euros(share))).join("")}      </VolledigeAangifte>
    </TijdvakAangifte>
  </AdministratieveEenheid>
</Loonaangifte>
`;
}

function correctionXml({ start, end }: FilingPeriod, saldo: string): string {
  return `          <SaldoCorrectiesVoorgaandTijdvak>
            <DatAanvTv>${start}</DatAanvTv>
            <DatEindTv>${end}</DatEindTv>
            <Saldo>${saldo}</Saldo>
          </SaldoCorrectiesVoorgaandTijdvak>
`;
}

function employmentXml(bsn: string, number: number, { start }: FilingPeriod, wages: string): string {
  return `        <InkomstenverhoudingInitieel>
          <NumIV>${number}</NumIV>
          <DatAanv>${start}</DatAanv>
          <NatuurlijkPersoon>
            <SofiNr>${bsn}</SofiNr>
            <SignNm>Demo</SignNm>
          </NatuurlijkPersoon>
          <Werknemersgegevens>
            <LnLbPh>${wages}</LnLbPh>
          </Werknemersgegevens>
        </InkomstenverhoudingInitieel>
`;
}
