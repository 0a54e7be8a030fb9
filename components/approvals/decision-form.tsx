import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ResendCode } from "@/components/identity/resend-code";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { OtpField } from "@/components/ui/otp-field";
import type { DecisionChallenge } from "@/lib/approvals/code";
import { now } from "@/lib/ports/clock";
import { formatTime, type Language } from "@/lib/shared/dates";
import type { Act, FormWords } from "./forms";

/**
 * The question for the code of a decision, with whatever is asked before it, and the button under it. What goes wrong
 * is said on top, and of the code beside it; "Nieuw token versturen" stands apart, in a form of its own.
 */
export async function DecisionForm({
  what,
  challenge,
  scope,
  hidden,
  sms,
  closeTo,
  decide,
  sendAnother,
  before,
  after,
  submit,
  words,
}: {
  what: "approved" | "signed" | "rejected" | "sent";
  /** Null while no code was asked for yet: then there is no field for it either. */
  challenge: DecisionChallenge | null;
  /** The organisation that the form names, or what stands for all of them. */
  scope: string;
  hidden?: Record<string, string>;
  /** What became of the text message, when it did not go out: "waiting" or "refused". */
  sms?: string | undefined;
  closeTo: string;
  decide: Act;
  sendAnother: Act;
  before?: ReactNode;
  /** Between the code and the button: what happens then. */
  after?: ReactNode;
  submit: ReactNode;
  words: FormWords;
}) {
  const t = await getTranslations("approvals");
  const underway = sms !== "waiting" && sms !== "refused";
  const fields = { organisatie: scope, ...(challenge ? { challenge: challenge.id } : {}) };
  return (
    <div className="group">
      {challenge && !underway && (
        <Note kind="warning" role="alert" className="mt-5">
          {sms === "waiting" ? t(`smsWaiting.${what}`) : words.reasons.undeliverable}
        </Note>
      )}
      <ActionForm action={decide} words={words} className="mt-6" alone="code">
        {Object.entries({ ...fields, ...hidden }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {before}
        {challenge && (
          <div className="group-has-[#wanneer-later:checked]:hidden">
            <OtpField label={t("code")} hint={await hintOf(challenge, underway)} alone />
          </div>
        )}
        {after}
        <div className="flex flex-wrap gap-3">
          {submit}
          <ButtonLink variant="secondary" wide="phone" href={closeTo}>
            {t("cancel")}
          </ButtonLink>
        </div>
      </ActionForm>
      {challenge && (
        <div className="mt-5 border-line border-t pt-4 group-has-[#wanneer-later:checked]:hidden">
          <ResendCode
            action={sendAnother}
            hidden={fields}
            readyIn={secondsToWait(challenge)}
            words={{
              resend: t("resend"),
              resendIn: t.raw("resendIn"),
              resending: t("resending"),
              resent: t("resent"),
              reasons: words.reasons,
            }}
          />
        </div>
      )}
    </div>
  );
}

/** Where the code went, and when. */
async function hintOf({ lastSentAt, mobile }: DecisionChallenge, underway: boolean): Promise<ReactNode> {
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  return t.rich(underway && lastSentAt ? "codeHint" : "codeHintWaiting", {
    time: lastSentAt ? formatTime(lastSentAt, language) : "",
    digits: mobile?.slice(-2) ?? "",
    code: (chunks) => <span className="code">{chunks}</span>,
  });
}

function secondsToWait({ lastSentAt }: DecisionChallenge): number {
  const sentAgo = lastSentAt ? (now().getTime() - lastSentAt.getTime()) / 1000 : 60;
  return Math.max(0, Math.ceil(60 - sentAgo));
}
