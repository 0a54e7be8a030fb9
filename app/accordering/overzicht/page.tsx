import { redirect } from "next/navigation";
import { activeOrganisation, signedInClient } from "@/lib/access/page";

/** Without an organisation in the address: middleware sends people on to their last one; without it this page does. */
export default async function OverviewPage() {
  const { session } = await signedInClient();
  const active = await activeOrganisation(session);
  redirect(active ? `/o/${active.slug}/accordering/overzicht` : "/");
}
