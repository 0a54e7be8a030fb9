import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { PasswordField } from "@/components/ui/field";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { publicPage } from "@/lib/access/page";
import { passwordLinkWorks } from "@/lib/identity/password-link";
import { chooseNewPassword } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sign-in"))("linkTitle") };
}

/** Looking at this page uses nothing up: mail scanners open links too. */
export default async function ChoosePasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { firm } = await publicPage();
  const t = await getTranslations("sign-in");
  const { token } = await params;
  if (!(await passwordLinkWorks(firm, token))) {
    return (
      <>
        <h1>{t("linkGoneTitle")}</h1>
        <p className="mt-3 mb-6 text-ink-2">{t("linkGoneText")}</p>
        <ButtonLink href="/wachtwoord-vergeten">{t("linkAgain")}</ButtonLink>
      </>
    );
  }
  const words = await formWords(
    "new-password",
    "too-short",
    "too-long",
    "too-common",
    "link-used-up",
    "too-many-attempts",
  );
  return (
    <>
      <h1 className="text-[2.125rem] max-md:text-[1.75rem]">{t("linkTitle")}</h1>
      <p className="mt-2.5 text-ink-2">{t("linkIntro")}</p>
      <ActionForm action={chooseNewPassword} words={words} className="mt-7">
        <input type="hidden" name="token" value={token} />
        <PasswordField
          name="wachtwoord"
          label={t("newPassword")}
          hint={t("newPasswordHint")}
          autoComplete="new-password"
          show={t("show")}
          hide={t("hide")}
        />
        <Submit busy={t("saving")} wide>
          {t("savePassword")}
        </Submit>
      </ActionForm>
    </>
  );
}
