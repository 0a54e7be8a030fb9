import { addDays, type FilingPeriod, formatPeriod, type PlainDate } from "@/lib/shared/dates";
import { tellPapers } from "./bakery-papers";
import type { Chronicle } from "./chronicle";
import { dueOf, euro, monthOf, thisMonth } from "./days";
import { anApproval, aRejection } from "./deciding";
import type { Noorderlicht } from "./noorderlicht";
import { isFiled, isFiledWithoutApproval } from "./office";
import { paymentReferenceOf } from "./payment-references";
import type { ForWhom } from "./publishing";
import { publishVat, type VatWish } from "./returns";
import { tellCertificates, tellEngagement } from "./signing";

/** Voorbelasting of the last seven months, in euros; the last one is that of the return which is still open. */
const inputTax = [4725, 4810, 4620, 5104, 4702, 4390, 4548];
/** What was sold at the high rate, beside what is usual. */
const sold = [90, -260, 140, -350, 40, 210, 0];

/**
 * Bakkerij De Korenaar: a return of VAT each month, the last of them open, € 4.812 to pay; and everything else in
 * bakery-papers.ts. The oldest return was filed on a mandate, one in between was rejected and came back.
 */
export function tellBakery(
  chronicle: Chronicle,
  day: PlainDate,
  people: Noorderlicht,
  signed: boolean,
): void {
  const bakery: ForWhom = {
    firmId: people.firmId,
    firmName: "Noorderlicht Accountants",
    organisationId: people.bakery,
    organisationName: "Bakkerij De Korenaar B.V.",
    by: people.sander,
  };
  for (let back = 7; back >= 1; back--) {
    const index = 7 - back;
    const period = monthOf(day, back);
    const wish = vatOf(bakery, period, index);
    if (back === 7) tellUnanswered(chronicle, wish);
    else if (back === 4) tellRejected(chronicle, wish, people.marieke);
    else if (back > 1) tellApproved(chronicle, wish, people.marieke);
    else
      chronicle.on(thisMonth(addDays(day, -4), day), "09:14", () =>
        publishVat({ ...wish, approveBy: dueOf(period, day) }),
      );
  }
  if (signed) tellCertificates(chronicle, day, people);
  tellPapers(chronicle, day, bakery, people, signed);
  if (signed) tellEngagement(chronicle, day, bakery, people);
}

function vatOf(bakery: ForWhom, period: FilingPeriod, index: number): VatWish {
  const high = 18_240 + (sold[index] ?? 0);
  const obNumber = "001000056B01";
  return {
    ...bakery,
    obNumber,
    period,
    paymentReference: paymentReferenceOf(obNumber, "01", period),
    boxes: {
      "1a": { turnover: euro(high), vat: euro(Math.round(high * 0.21)) },
      "1b": { turnover: euro(61_450), vat: euro(5530) },
      "5b": { vat: euro(inputTax[index] ?? 4548) },
    },
  };
}

/** Put before her, approved three days later, and filed on the day after that. */
function tellApproved(chronicle: Chronicle, wish: VatWish, marieke: string): void {
  const { end } = wish.period;
  let id = "";
  chronicle.on(addDays(end, 12), "09:14", async () => {
    id = await publishVat(wish);
  });
  chronicle.on(addDays(end, 15), "12:08", () => anApproval(by(wish, id, marieke)));
  chronicle.on(addDays(end, 16), "08:31", () => isFiled(wish, id, referenceOf(wish)));
}

/** She missed an invoice: the second version takes it in. */
function tellRejected(chronicle: Chronicle, wish: VatWish, marieke: string): void {
  const { end } = wish.period;
  const missing = 294;
  let id = "";
  chronicle.on(addDays(end, 12), "09:14", async () => {
    const vat = (wish.boxes["5b"]?.vat ?? 0) - euro(missing);
    id = await publishVat({ ...wish, boxes: { ...wish.boxes, "5b": { vat } } });
  });
  chronicle.on(addDays(end, 13), "19:42", () =>
    aRejection(by(wish, id, marieke), {
      category: "missing",
      reason: `De factuur van de nieuwe oven staat er niet bij. Die hebben wij in ${formatPeriod(wish.period, "nl")} betaald.`,
    }),
  );
  chronicle.on(addDays(end, 14), "10:26", () =>
    publishVat({
      ...wish,
      replaces: id,
      note: `De factuur van de oven is verwerkt. U krijgt daardoor € ${missing} meer voorbelasting terug.`,
    }),
  );
  chronicle.on(addDays(end, 15), "12:08", () => anApproval(by(wish, id, marieke)));
  chronicle.on(addDays(end, 16), "08:31", () => isFiled(wish, id, referenceOf(wish)));
}

/** Nobody answered in time, and the firm has a mandate for that. */
function tellUnanswered(chronicle: Chronicle, wish: VatWish): void {
  const { end } = wish.period;
  let id = "";
  chronicle.on(addDays(end, 12), "09:14", async () => {
    id = await publishVat(wish);
  });
  chronicle.on(addDays(end, 30), "15:05", () =>
    isFiledWithoutApproval(
      wish,
      id,
      `Wij kregen op tijd geen reactie en wilden een boete voorkomen.\nDoorlopende machtiging van ${formatPeriod({ start: `${end.slice(0, 4)}-01-01`, end: `${end.slice(0, 4)}-01-31` }, "nl")}`,
    ),
  );
}

function by({ firmId, organisationId }: ForWhom, filingId: string, accountId: string) {
  return { firmId, organisationId, filingId, accountId };
}

/** As a tax package numbers what it has filed. */
function referenceOf({ period }: VatWish): string {
  return `OB-${period.end.slice(0, 7).replace("-", "")}-0047`;
}
