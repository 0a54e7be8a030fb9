import { getTranslations } from "next-intl/server";
import { PlainPage } from "@/components/layout/plain-page";
import { ButtonLink } from "@/components/ui/button";
import { firmOrNull } from "@/lib/access/request";

export default async function Forbidden() {
  const t = await getTranslations("shell");
  const firm = await firmOrNull().catch(() => null);
  return (
    <PlainPage title={t("forbiddenTitle")}>
      <p>{t("forbiddenText", { firm: firm?.name ?? "" })}</p>
      <ButtonLink href="/">{t("toStart")}</ButtonLink>
    </PlainPage>
  );
}
