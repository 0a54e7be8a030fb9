import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { publicPage } from "@/lib/access/page";
import { askForPasswordLink } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sign-in"))("forgotTitle") };
}

export default async function ForgotPage() {
  await publicPage();
  const t = await getTranslations("sign-in");
  return (
    <>
      <p className="mb-4 text-sm">
        <a className="link inline-flex min-h-7 items-center gap-1.5" href="/inloggen">
          <ArrowLeft aria-hidden className="size-5" />
          {t("toSignIn")}
        </a>
      </p>
      <h1 className="text-[2.125rem] max-md:text-[1.75rem]">{t("forgotTitle")}</h1>
      <p className="mt-2.5 text-ink-2">{t("forgotIntro")}</p>
      <ActionForm action={askForPasswordLink} words={await formWords("email")} className="mt-7">
        <Field
          name="email"
          label={t("email")}
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
        />
        <Submit busy={t("resending")} wide>
          {t("forgotSend")}
        </Submit>
      </ActionForm>
    </>
  );
}
