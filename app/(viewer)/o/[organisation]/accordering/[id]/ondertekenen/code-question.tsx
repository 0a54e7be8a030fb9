import { getTranslations } from "next-intl/server";
import { decisionWords } from "@/app/(client)/decision-words";
import { sendAnotherCode } from "@/app/(client)/o/[organisation]/accordering/actions";
import { DecisionForm } from "@/components/approvals/decision-form";
import { Submit } from "@/components/ui/submit";
import type { DecisionChallenge } from "@/lib/approvals/code";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { sign } from "./actions";

/** The code of the text message, which is for this signature under exactly these documents. */
export async function CodeQuestion({
  challenge,
  slug,
  filing,
  sms,
  here,
}: {
  challenge: DecisionChallenge;
  slug: string;
  filing: FilingDetail;
  /** What became of the text message, when it did not go out: "waiting" or "refused". */
  sms: string | undefined;
  here: string;
}) {
  const t = await getTranslations("signing");
  return (
    <DecisionForm
      what="signed"
      challenge={challenge}
      scope={slug}
      hidden={{ filing: filing.id }}
      sms={sms}
      closeTo={here}
      decide={sign}
      sendAnother={sendAnotherCode}
      words={await decisionWords("signed")}
      after={<p className="text-ink-2 text-sm">{t("afterCode")}</p>}
      submit={
        <Submit variant="approve" busy={t("signing")} wide="phone">
          {t("signNow")}
        </Submit>
      }
    />
  );
}
