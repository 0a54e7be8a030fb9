import { cache } from "react";
import { clientPage } from "@/lib/access/page";
import { contactPerson } from "@/lib/organisations/queries";

/** The contact person of the organisation in the URL, read once for the layout and the page together. */
export const contactOf = cache(async (slug: string) => {
  const page = await clientPage("organisation.read", slug);
  return page.read((ctx) => contactPerson(ctx, page.organisation.id));
});
