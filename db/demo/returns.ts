import { now, setClock } from "@/lib/ports/clock";
import { type FilingPeriod, formatPeriod, type PlainDate, today } from "@/lib/shared/dates";
import { anApproval } from "./deciding";
import { vatReturnPdf } from "./documents/vat-return-pdf";
import { type DemoBoxes, vatReturnXbrl } from "./documents/vat-return-xbrl";
import { aDocument, type ForWhom, readingOf } from "./publishing";

export type VatWish = ForWhom & {
  obNumber: string;
  period: FilingPeriod;
  boxes: DemoBoxes;
  paymentReference?: string;
  /** When it is not as many days before the legal date as the firm wishes. */
  approveBy?: PlainDate;
  /** The return that this is a new version of, and what the firm says with it. */
  replaces?: string;
  note?: string;
};

export type ReturnWish = VatWish & {
  publishedOn: PlainDate;
  /** Who approved it and when; left out for one that is still open. */
  approved?: { accountId: string; on: PlainDate };
};

/** One VAT return as it came about on its days; afterwards the clock is today's again. @returns its id */
export async function aVatReturn({ publishedOn, approved, ...wish }: ReturnWish): Promise<string> {
  const { firmId, organisationId } = wish;
  try {
    at(publishedOn, "09:14");
    const filingId = await publishVat(wish);
    if (approved) {
      at(approved.on, "12:08");
      await anApproval({ firmId, organisationId, filingId, accountId: approved.accountId });
    }
    return filingId;
  } finally {
    setClock(null);
  }
}

/** A VAT return with its page, put before the client at the moment that the clock shows. @returns its id */
export async function publishVat(wish: VatWish): Promise<string> {
  const { firmName, organisationName, obNumber, period, boxes, paymentReference, approveBy, replaces, note } =
    wish;
  const bytes = Buffer.from(vatReturnXbrl({ obNumber, period, boxes }));
  const { figures } = await readingOf(wish, bytes);
  if (figures.kind !== "vat") throw new Error("A VAT return of the story is none");
  const name = `Aangifte OB ${formatPeriod(period, "nl")}`;
  return aDocument({
    ...wish,
    stream: "vat",
    name,
    pdf: await vatReturnPdf({ firmName, organisationName, period, figures, date: today(now()) }),
    data: { name: `${name}.xbrl`, bytes },
    rest: {
      paymentReference: paymentReference ?? null,
      replaces: replaces ?? null,
      note: note ?? null,
      ...(approveBy ? { approveBy } : {}),
    },
  });
}

function at(day: PlainDate, time: string): void {
  const moment = new Date(`${day}T${time}:00Z`);
  setClock(() => moment);
}
