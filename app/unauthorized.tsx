import { getTranslations } from "next-intl/server";
import { PlainPage } from "@/components/layout/plain-page";
import { ButtonLink } from "@/components/ui/button";
import { firmOrNull } from "@/lib/access/request";

export default async function Unauthorised() {
  const t = await getTranslations("shell");
  const firm = await firmOrNull().catch(() => null);
  return (
    <PlainPage title={t("unauthorisedTitle")}>
      <p>{t("unauthorisedText", { firm: firm?.name ?? "" })}</p>
      <ButtonLink href="/inloggen">{t("toStart")}</ButtonLink>
    </PlainPage>
  );
}
