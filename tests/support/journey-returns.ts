import { PDF } from "@libpdf/core";
import { inPortal, owner } from "./in-portal";

/**
 * The period of each journey, and the dates that follow from it: on the account by the last day of the next month,
 * and the firm wants the approval two working days before. Those are long past, whatever day it is today: the form
 * proposes no such day, it is typed.
 */
export const returns = {
  nl: [
    {
      month: "2025-02",
      end: "28",
      is: "februari",
      was: "januari",
      approve: ["donderdag", "27 maart"],
      approveBy: "2025-03-27",
      pay: "31 maart",
    },
    {
      month: "2025-04",
      end: "30",
      is: "april",
      was: "maart",
      // Two working days before 31 May: the 29th is Ascension Day, and no working day.
      approve: ["woensdag", "28 mei"],
      approveBy: "2025-05-28",
      pay: "31 mei",
    },
  ],
  en: [
    {
      month: "2025-06",
      end: "30",
      is: "June",
      was: "May",
      approve: ["Tuesday", "29 July"],
      approveBy: "2025-07-29",
      pay: "31 July",
    },
    {
      month: "2025-08",
      end: "31",
      is: "August",
      was: "July",
      approve: ["Friday", "26 September"],
      approveBy: "2025-09-26",
      pay: "30 September",
    },
  ],
} as const;

export const client = "marieke@korenaar.example";
export const property = "de-korenaar-vastgoed";

/** The same page two times, so that there is one to turn to. */
export async function twice(pdf: Uint8Array): Promise<Uint8Array> {
  return (await PDF.merge([pdf, pdf])).save();
}

export const iso = (day: Date) => day.toISOString().slice(0, 10);

/** A return that was approved, over the month before this one: € 700 to pay. */
export async function monthBefore(month: string): Promise<void> {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const [start, end] = [Date.UTC(year, number - 2, 1), Date.UTC(year, number - 1, 0)].map((at) =>
    iso(new Date(at)),
  );
  await aReturn({ start: start ?? "", end: end ?? "", vat: 82_300, approvedOn: `${month}-20` });
}

/** Puts a return before De Korenaar Vastgoed, outside the pages; 123 euros of its VAT come back. */
export async function aReturn(wish: {
  start: string;
  end: string;
  vat: number;
  paymentReference?: string;
  approvedOn?: string;
}): Promise<string> {
  const [found] = await owner(
    (
      sql,
    ) => sql`select o.firm_id, o.id, o.name, o.relationship_manager_id as by, f.name as firm, a.id as marieke
      from organisations o join firms f on f.id = o.firm_id join accounts a on a.firm_id = f.id and a.email = ${client}
      where o.slug = ${property}`,
  );
  if (!found) throw new Error(`No organisation ${property}`);
  const { start, end, vat, paymentReference, approvedOn } = wish;
  const id = await inPortal(async () =>
    (await import("@/db/demo/returns")).aVatReturn({
      firmId: found.firm_id,
      firmName: found.firm,
      organisationId: found.id,
      organisationName: found.name,
      obNumber: "001000044B37",
      period: { start, end },
      boxes: { "1a": { turnover: 480_000, vat }, "5b": { vat: 12_300 } },
      publishedOn: approvedOn ?? iso(new Date()),
      by: found.by,
      ...(paymentReference ? { paymentReference } : {}),
      ...(approvedOn ? { approved: { accountId: found.marieke, on: approvedOn } } : {}),
    }),
  );
  return `/o/${property}/accordering/${id}`;
}
