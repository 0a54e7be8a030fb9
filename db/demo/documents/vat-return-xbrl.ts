import type { FilingPeriod } from "@/lib/shared/dates";

/** Cents per box of the form; whole euros, as in every VAT return. A box that is left out says 0. */
export type DemoBoxes = Partial<Record<keyof typeof ELEMENTS, { turnover?: number; vat?: number }>>;

/**
 * A VAT return as a tax package delivers it, for the demo's organisations. The totals 5a and 5g follow from the
 * boxes. The element names stand here once more and are not taken from the reader, which this has to put to the test.
 */
export function vatReturnXbrl(input: { obNumber: string; period: FilingPeriod; boxes: DemoBoxes }): string {
  const { obNumber, period, boxes } = input;
  const year = Number(period.end.slice(0, 4));
  const taxonomy = `http://www.nltaxonomie.nl/nt${year - 2006}/bd/${year - 1}1209`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- Demo: an invented return. -->
<xbrli:xbrl xml:lang="nl" xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:bd-i="${taxonomy}/dictionary/bd-data">
  <link:schemaRef xlink:type="simple" xlink:href="${taxonomy}/entrypoints/bd-rpt-ob-aangifte-${year}.xsd"/>
  <xbrli:context id="Msg">
    <xbrli:entity>
      <xbrli:identifier scheme="www.belastingdienst.nl/omzetbelastingnummer">${obNumber}</xbrli:identifier>
    </xbrli:entity>
    <xbrli:period>
      <xbrli:startDate>${period.start}</xbrli:startDate>
      <xbrli:endDate>${period.end}</xbrli:endDate>
    </xbrli:period>
  </xbrli:context>
  <xbrli:unit id="EUR">
    <xbrli:measure>iso4217:EUR</xbrli:measure>
  </xbrli:unit>
${[...messageFacts(period), ...amountFacts(boxes)].join("\n")}
</xbrli:xbrl>
`;
}

const ELEMENTS = {
  "1a": ["TaxedTurnoverSuppliesServicesGeneralTariff", "ValueAddedTaxSuppliesServicesGeneralTariff"],
  "1b": ["TaxedTurnoverSuppliesServicesReducedTariff", "ValueAddedTaxSuppliesServicesReducedTariff"],
  "1c": ["TaxedTurnoverSuppliesServicesOtherRates", "ValueAddedTaxSuppliesServicesOtherRates"],
  "1d": ["TaxedTurnoverPrivateUse", "ValueAddedTaxPrivateUse"],
  "1e": ["SuppliesServicesNotTaxed", null],
  "2a": [
    "TurnoverSuppliesServicesByWhichVATTaxationIsTransferred",
    "ValueAddedTaxSuppliesServicesByWhichVATTaxationIsTransferred",
  ],
  "3a": ["SuppliesToCountriesOutsideTheEC", null],
  "3b": ["SuppliesToCountriesWithinTheEC", null],
  "3c": ["InstallationDistanceSalesWithinTheEC", null],
  "4a": [
    "TurnoverFromTaxedSuppliesFromCountriesOutsideTheEC",
    "ValueAddedTaxOnSuppliesFromCountriesOutsideTheEC",
  ],
  "4b": [
    "TurnoverFromTaxedSuppliesFromCountriesWithinTheEC",
    "ValueAddedTaxOnSuppliesFromCountriesWithinTheEC",
  ],
  "5b": [null, "ValueAddedTaxOnInput"],
  "5d": [null, "SmallEntrepreneurProvisionReduction"],
} as const;

function messageFacts(period: FilingPeriod): string[] {
  const facts = {
    ContactType: "INT",
    ContactInitials: "S.",
    ContactSurname: "Hoekstra",
    ContactTelephoneNumber: "0850001234",
    DateTimeCreation: `${period.end.replaceAll("-", "")}1200`,
    MessageReferenceSupplierVAT: `OB-${period.end.slice(0, 7)}`,
    SoftwarePackageName: "Demo",
    SoftwarePackageVersion: "1.0",
    SoftwareVendorAccountNumber: "SWO00000",
  };
  return Object.entries(facts).map(
    ([name, value]) => `  <bd-i:${name} contextRef="Msg">${value}</bd-i:${name}>`,
  );
}

function amountFacts(boxes: DemoBoxes): string[] {
  const facts = new Map<string, number>();
  let owed = 0;
  for (const [code, [turnover, vat]] of Object.entries(ELEMENTS)) {
    const box = boxes[code as keyof typeof ELEMENTS];
    if (turnover) facts.set(turnover, box?.turnover ?? 0);
    if (vat) facts.set(vat, box?.vat ?? 0);
    if (vat && !code.startsWith("5")) owed += box?.vat ?? 0;
  }
  facts.set("ValueAddedTaxOwed", owed);
  facts.set("ValueAddedTaxOwedToBePaidBack", owed - (boxes["5b"]?.vat ?? 0) - (boxes["5d"]?.vat ?? 0));
  return [...facts].map(
    ([name, cents]) =>
      `  <bd-i:${name} decimals="INF" contextRef="Msg" unitRef="EUR">${cents / 100}</bd-i:${name}>`,
  );
}
