import { getTranslations } from "next-intl/server";
import { decisionWords } from "@/app/(client)/decision-words";
import { DecisionForm } from "@/components/approvals/decision-form";
import type { Act } from "@/components/approvals/forms";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { OtpField } from "@/components/ui/otp-field";
import { Submit } from "@/components/ui/submit";
import type { DecisionChallenge } from "@/lib/approvals/code";

/** The question for the code of a signature or of a refusal at the firm: by text message, or from the app. */
export async function DeskCode({
  what,
  challenge,
  sms,
  hidden,
  closeTo,
  decide,
  sendAnother,
}: {
  what: "signed" | "rejected";
  challenge: DecisionChallenge;
  /** What became of the text message, when it did not go out. */
  sms: string | undefined;
  hidden: Record<string, string>;
  closeTo: string;
  decide: Act;
  sendAnother: Act;
}) {
  const t = await getTranslations("staff");
  const approvals = await getTranslations("approvals");
  const words = await decisionWords(what, "wrong-code-app", "wrong-code-app-last");
  const submit = (
    <Submit variant={what === "signed" ? "approve" : "reject"} busy={t("busy")} wide="phone">
      {t(`sign.${what === "signed" ? "signNow" : "refuseNow"}`)}
    </Submit>
  );
  if (challenge.lastSentAt) {
    return (
      <DecisionForm
        what={what}
        challenge={challenge}
        scope=""
        hidden={hidden}
        sms={sms}
        closeTo={closeTo}
        decide={decide}
        sendAnother={sendAnother}
        submit={submit}
        words={words}
      />
    );
  }
  return (
    <ActionForm action={decide} words={words} className="mt-6" alone="code">
      {Object.entries({ ...hidden, challenge: challenge.id }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <OtpField label={t("sign.appCode")} hint={t("sign.appCodeHint")} alone />
      <div className="flex flex-wrap gap-3">
        {submit}
        <ButtonLink variant="secondary" wide="phone" href={closeTo}>
          {approvals("cancel")}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}
