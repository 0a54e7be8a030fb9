import { getTranslations } from "next-intl/server";
import { PlainPage } from "@/components/layout/plain-page";
import { ButtonLink } from "@/components/ui/button";
import { firmOrNull } from "@/lib/access/request";

export default async function NotFound() {
  const t = await getTranslations("shell");
  const firm = await firmOrNull().catch(() => null);
  if (!firm) {
    return (
      <PlainPage title={t("unknownHostTitle")}>
        <p>{t("unknownHostText")}</p>
      </PlainPage>
    );
  }
  return (
    <PlainPage title={t("notFoundTitle")}>
      <p>{t("notFoundText")}</p>
      <ButtonLink href="/">{t("toStart")}</ButtonLink>
    </PlainPage>
  );
}
