import { cache } from "react";
import { clientPage } from "@/lib/access/page";
import { filingDetail } from "@/lib/approvals/queries";
import { isId } from "@/lib/shared/ids";

/** The filing in the URL, read once for the title and the page together; null when it is out of reach. */
export const filingOf = cache(async (slug: string, id: string) => {
  const page = await clientPage("filing.read", slug);
  if (!isId(id)) return null;
  const filing = await page.read((ctx) => filingDetail(ctx, page.organisation.id, id));
  return filing && { page, filing };
});
