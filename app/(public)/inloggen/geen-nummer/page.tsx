import { Phone } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { publicPage } from "@/lib/access/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sign-in"))("noNumberTitle") };
}

/** No mobile number on file (F5): signing in stops here, with whom to call. */
export default async function NoNumberPage() {
  const { firm } = await publicPage();
  const t = await getTranslations("sign-in");
  return (
    <>
      <h1 className="text-[2.125rem] max-md:text-[1.75rem]">{t("noNumberTitle")}</h1>
      <p className="mt-4">{t("noNumberText", { firm: firm.name })}</p>
      <p className="mt-2 text-ink-2">{t("noNumberNothing")}</p>
      <div className="mt-6 flex flex-wrap items-center gap-4">
        <ButtonLink href={`tel:${firm.phone.replace(/\s/g, "")}`}>
          <Phone aria-hidden />
          {t("call", { phone: firm.phone })}
        </ButtonLink>
        <a className="link" href="/inloggen">
          {t("toSignIn")}
        </a>
      </div>
    </>
  );
}
