import { cache } from "react";
import { clientPage } from "@/lib/access/page";
import { filingDetail } from "@/lib/approvals/detail";
import { withdrawnFiling } from "@/lib/approvals/withdrawn";
import { isId } from "@/lib/shared/ids";

/**
 * The filing in the URL, read once for the title and the page together; null when it is out of reach.
 * @param versie what the address says of a version; the current one when it says nothing
 */
export const filingOf = cache(async (slug: string, id: string, versie?: string | string[]) => {
  const page = await clientPage("filing.read", slug);
  const version = versionIn(versie);
  if (!isId(id) || version === null) return null;
  const filing = await page.read((ctx) => filingDetail(ctx, page.organisation.id, id, version));
  return filing && { page, filing };
});

/** What is left of a withdrawn document, for the title and the page; null when it is none, or out of reach. */
export const withdrawnOf = cache(async (slug: string, id: string) => {
  const page = await clientPage("filing.read", slug);
  if (!isId(id)) return null;
  const filing = await page.read((ctx) => withdrawnFiling(ctx, page.organisation.id, id));
  return filing && { page, filing };
});

/** The version that an address asks for; the current one when it asks for none, and null when that is nonsense. */
export function versionIn(versie: string | string[] | undefined): number | undefined | null {
  if (versie === undefined) return undefined;
  return typeof versie === "string" && /^[1-9]\d{0,3}$/.test(versie) ? Number(versie) : null;
}
