import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { publicPage } from "@/lib/access/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sign-in"))("sentTitle") };
}

export default async function LinkSentPage() {
  const { firm } = await publicPage();
  const t = await getTranslations("sign-in");
  return (
    <>
      <h1 className="text-[2.125rem] max-md:text-[1.75rem]">{t("sentTitle")}</h1>
      <p className="mt-4">{t("sentText")}</p>
      <p className="mt-2 mb-6 text-ink-2">{t("sentNothing", { firm: firm.name })}</p>
      <a className="link" href="/inloggen">
        {t("toSignIn")}
      </a>
    </>
  );
}
