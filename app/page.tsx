import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PlainPage } from "@/components/layout/plain-page";
import { activeOrganisation, signedInClient } from "@/lib/access/page";

/** The front door. Middleware sends people on to their last organisation; without it this page does. */
export default async function HomePage() {
  const { firm, session } = await signedInClient();
  const active = await activeOrganisation(session);
  if (active) redirect(`/o/${active.slug}`);
  const t = await getTranslations("shell");
  return (
    <PlainPage title={t("noOrganisationTitle")}>
      <p>{t("noOrganisationText", { firm: firm.name, phone: firm.phone })}</p>
    </PlainPage>
  );
}
