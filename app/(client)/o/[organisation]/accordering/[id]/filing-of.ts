import { cache } from "react";
import { clientPage } from "@/lib/access/page";
import { filingDetail } from "@/lib/approvals/detail";
import { isId } from "@/lib/shared/ids";

/**
 * The filing in the URL, read once for the title and the page together; null when it is out of reach.
 * @param version an earlier one
 */
export const filingOf = cache(async (slug: string, id: string, version?: number) => {
  const page = await clientPage("filing.read", slug);
  if (!isId(id)) return null;
  const filing = await page.read((ctx) => filingDetail(ctx, page.organisation.id, id, version));
  return filing && { page, filing };
});

/** The version that an address asks for; the current one when it asks for none, and null when that is nonsense. */
export function versionIn(versie: string | string[] | undefined): number | undefined | null {
  if (versie === undefined) return undefined;
  return typeof versie === "string" && /^[1-9]\d{0,3}$/.test(versie) ? Number(versie) : null;
}
