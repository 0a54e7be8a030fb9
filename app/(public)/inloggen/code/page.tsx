import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { ResendCode } from "@/components/identity/resend-code";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { OtpField } from "@/components/ui/otp-field";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { publicPage } from "@/lib/access/page";
import { safeReturn } from "@/lib/access/return-path";
import { ticketCookie } from "@/lib/identity/browser";
import { signInStep } from "@/lib/identity/sign-in";
import { now } from "@/lib/ports/clock";
import { sendNewCode, signInWithCodeAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sign-in"))("codeTitle") };
}

type Query = Promise<{ sms?: string; terug?: string }>;

export default async function CodePage({ searchParams }: { searchParams: Query }) {
  const { firm } = await publicPage();
  const t = await getTranslations("sign-in");
  const query = await searchParams;
  const step = await signInStep(firm, (await cookies()).get(ticketCookie)?.value);
  if (!step) {
    return (
      <>
        <h1>{t("codeGoneTitle")}</h1>
        <p className="mt-2 mb-6 text-ink-2">{t("codeGoneText")}</p>
        <ButtonLink href="/inloggen">{t("toSignIn")}</ButtonLink>
      </>
    );
  }
  const sms = step.method === "sms";
  const words = await formWords(
    "code",
    "wrong-code",
    "wrong-code-last",
    "wrong-code-app",
    "wrong-code-app-last",
    "code-expired",
    "code-expired-sent",
    "code-expired-waiting",
    "too-many-tries",
    "too-many-codes",
    "expired",
    "used",
    "wait",
    "not-delivered",
    "undeliverable",
  );
  if (!sms) {
    words.reasons["wrong-code"] = words.reasons["wrong-code-app"] ?? "";
    words.reasons["wrong-code-last"] = words.reasons["wrong-code-app-last"] ?? "";
  }
  const back = safeReturn(query.terug);
  const readyIn = step.resendAfter
    ? Math.max(0, Math.ceil((step.resendAfter.getTime() - now().getTime()) / 1000))
    : 0;
  return (
    <>
      <p className="mb-4 text-sm">
        <a className="link inline-flex min-h-7 items-center gap-1.5" href="/inloggen">
          <ArrowLeft aria-hidden className="size-5" />
          {t("back")}
        </a>
      </p>
      <h1 className="text-[2.125rem] max-md:text-[1.75rem]">{t("codeTitle")}</h1>
      <p className="mt-2.5">
        {sms
          ? t.rich("codeSms", {
              digits: step.lastDigits ?? "",
              sender: firm.smsSender,
              code: (chunks) => <strong className="code">{chunks}</strong>,
              b: (chunks) => <strong>{chunks}</strong>,
            })
          : t("codeTotp")}
      </p>
      {sms && (query.sms === "waiting" || query.sms === "refused") && (
        <Note kind="warning" role="alert" className="mt-5">
          {t(query.sms === "waiting" ? "smsWaiting" : "smsRefused", { firm: firm.name })}
        </Note>
      )}
      <ActionForm action={signInWithCodeAction} words={words} className="mt-7">
        {back && <input type="hidden" name="terug" value={back} />}
        <OtpField
          begins
          label={t(sms ? "smsToken" : "totpToken")}
          hint={t(sms ? "smsTokenHint" : "totpTokenHint")}
        />
        <Submit busy={t("checkingCode")} wide>
          {t("signIn")}
        </Submit>
      </ActionForm>
      {sms && (
        <section className="mt-8 rounded bg-tint px-4 py-4">
          <h2 className="text-base">{t("noSmsTitle")}</h2>
          <p className="mt-0.5 mb-3 text-ink-2 text-sm">{t("noSmsText")}</p>
          <ResendCode
            action={sendNewCode}
            readyIn={readyIn}
            words={{
              resend: t("resend"),
              resendIn: t.raw("resendIn"),
              resending: t("resending"),
              resent: t("resent"),
              reasons: words.reasons,
            }}
          />
        </section>
      )}
    </>
  );
}
