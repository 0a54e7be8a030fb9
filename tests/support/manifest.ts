import type { Manifest } from "@/lib/shared/manifest";
import type { Owner } from "./database";

/** What the first version of a document is made of, as it is stored. */
export async function manifestOf(owner: Owner, filing: string): Promise<Manifest> {
  const [row] = await owner`select v.version, v.label, period_start::text as "periodStart",
      period_end::text as "periodEnd", attachment_sha256 as attachment, d.sha256 as data, figures, v.amount::int,
      pay_by::text as "payBy", payment_reference as "paymentReference", details,
      array(select f.sha256 from filing_annexes x join files f on f.firm_id = x.firm_id and f.id = x.file_id
        where x.filing_id = v.filing_id and x.version = v.version order by x.place) as annexes
    from filing_versions v join files d on d.firm_id = v.firm_id and d.id = v.data_file_id
    where v.filing_id = ${filing} and v.version = 1`;
  return { ...(row as unknown as Manifest), filing };
}
