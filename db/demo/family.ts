import { addDays, type PlainDate } from "@/lib/shared/dates";
import type { Chronicle } from "./chronicle";
import { before, euro, quarterBefore, yearBefore } from "./days";
import { anApproval } from "./deciding";
import { documentPdf } from "./documents/document-pdf";
import { personalIncomeTaxXbrl } from "./documents/personal-income-tax-xbrl";
import { vatCorrectionXbrl } from "./documents/vat-correction-xbrl";
import type { Noorderlicht } from "./noorderlicht";
import { aDocument, type ForWhom } from "./publishing";
import { publishVat } from "./returns";

const firmName = "Noorderlicht Accountants";

/** What else waits for Marieke: De Korenaar Vastgoed, and her own income tax. */
export function tellFamily(chronicle: Chronicle, day: PlainDate, people: Noorderlicht): void {
  const { firmId, sander: by } = people;
  const firm = { firmId, firmName, by };
  const property = {
    ...firm,
    organisationId: people.property,
    organisationName: "De Korenaar Vastgoed B.V.",
  };
  tellProperty(chronicle, day, property, people);
  tellPrivately(
    chronicle,
    day,
    { ...firm, organisationId: people.privately, organisationName: "M. van Dijk" },
    people,
  );
}

/** A quarter of VAT that she gets back, and a correction of last year's, which both directors approve: she, twice (D2). */
function tellProperty(
  chronicle: Chronicle,
  day: PlainDate,
  property: ForWhom,
  { marieke }: Noorderlicht,
): void {
  const obNumber = "001000044B37";
  const period = quarterBefore(day);
  // Put before her in the month in which it is due: later in the quarter it is overdue, as happens.
  chronicle.on(before(addDays(period.end, 11), day), "09:14", () =>
    publishVat({
      ...property,
      obNumber,
      period,
      boxes: { "1a": { turnover: euro(2400), vat: euro(504) }, "5b": { vat: euro(1750) } },
    }),
  );
  const year = yearBefore(day);
  const on = addDays(day, -3);
  chronicle.on(on, "15:30", async () => {
    const [oldTotal, newTotal] = [euro(6480), euro(6912)];
    const name = `Suppletie OB ${year.end.slice(0, 4)}`;
    await aDocument({
      ...property,
      stream: "vatCorrection",
      name,
      pdf: await documentPdf({
        ...paperOf(property, on),
        title: `Suppletie omzetbelasting ${year.end.slice(0, 4)}`,
        text: ["De huur van december was nog niet aangegeven."],
        lines: [
          { label: "Eerder aangegeven", value: oldTotal },
          { label: "Wat het had moeten zijn", value: newTotal },
          { label: "Bij te betalen", value: newTotal - oldTotal, total: true },
        ],
      }),
      data: {
        name: `${name}.xbrl`,
        bytes: Buffer.from(vatCorrectionXbrl({ obNumber, period: year, oldTotal, newTotal })),
      },
      rest: { approvers: [marieke] },
    });
  });
}

/** They file together: she has approved, and he has not yet (B21). */
function tellPrivately(
  chronicle: Chronicle,
  day: PlainDate,
  privately: ForWhom,
  { marieke, pieter }: Noorderlicht,
): void {
  const year = Number(yearBefore(day).end.slice(0, 4));
  const on = addDays(day, -6);
  const [box1, box3, outcome] = [euro(56_400), euro(1830), euro(-318)];
  let id = "";
  chronicle.on(on, "14:18", async () => {
    const name = `Aangifte IB ${year}`;
    const partner = { bsn: "999990020", box1: euro(48_000), box2: 0, box3: 0 };
    const xbrl = personalIncomeTaxXbrl({
      bsn: "999990019",
      year,
      box1,
      box2: 0,
      box3,
      outcome,
      partner,
    });
    id = await aDocument({
      ...privately,
      stream: "personalIncomeTax",
      name,
      pdf: await documentPdf({
        ...paperOf(privately, on),
        title: `Aangifte inkomstenbelasting ${year}`,
        text: ["Samen met uw fiscale partner, P. van Dijk."],
        lines: [
          { label: "Box 1: werk en woning", value: box1 },
          { label: "Box 2: aanmerkelijk belang", value: 0 },
          { label: "Box 3: sparen en beleggen", value: box3 },
          { label: "Terug te krijgen", value: -outcome, total: true },
        ],
        smallPrint: ["U krijgt een aanslag van de Belastingdienst. Wacht daarop."],
      }),
      data: { name: `${name}.xbrl`, bytes: Buffer.from(xbrl) },
      rest: { approvers: [marieke, pieter] },
    });
  });
  const { firmId, organisationId } = privately;
  chronicle.on(addDays(day, -2), "20:37", () =>
    anApproval({ firmId, organisationId, filingId: id, accountId: marieke }),
  );
}

function paperOf({ organisationName }: ForWhom, date: PlainDate) {
  return { sender: firmName, kind: "Concept ter goedkeuring", organisationName, date };
}
