import { getLocale, getTranslations } from "next-intl/server";
import { challengeOf } from "@/app/(client)/challenge-of";
import { decisionWords } from "@/app/(client)/decision-words";
import { DecisionForm } from "@/components/approvals/decision-form";
import { Dialog } from "@/components/ui/dialog";
import { Submit } from "@/components/ui/submit";
import type { ClientPage } from "@/lib/access/page";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { whatIsDecided } from "@/lib/approvals/shown";
import type { Language } from "@/lib/shared/dates";
import { sendAnotherCode } from "../../actions";
import { reject } from "../actions";

type Props = { page: ClientPage; filing: FilingDetail; challengeId: string; sms?: string | undefined };

/** The last question before a document is rejected: what, why, and the code that is for exactly this reason. */
export async function RejectDialog({ page, filing, challengeId, sms }: Props) {
  const t = await getTranslations("approvals");
  const signing = filing.signing ? await getTranslations("signing") : null;
  const language = (await getLocale()) as Language;
  const slug = page.organisation.slug;
  const here = `/o/${slug}/accordering/${filing.id}/afkeuren`;
  const challenge = await challengeOf(page, challengeId);
  const shown = whatIsDecided(filing, "rejected", language);
  const title = (
    <>
      <h2 className="text-2xl">{signing ? signing("youRefuse") : shown.heading}</h2>
      <p className="mt-1 text-ink-2">
        {shown.document}
        {shown.amount && (
          <>
            <span className="max-md:hidden"> · </span>
            <strong className="num text-ink max-md:block">{shown.amount}</strong>
          </>
        )}
      </p>
    </>
  );
  const draft = challenge?.draft;
  // Whoever decides in the name of another, or beside others, is told as whom, as with an approval.
  const mine = filing.approvers.filter(({ mine, name }) => mine && name !== null);
  const inNameOf = filing.approvers.length > 1 ? mine : mine.filter(({ onBehalfOf }) => onBehalfOf);
  if (!challenge || draft?.decision !== "reject" || draft.versions[filing.id] !== filing.version) {
    return (
      <Dialog title={title} closeTo={here} close={t("close")}>
        <p className="mt-6">{t("challengeGoneReject")}</p>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} closeTo={here} close={t("close")} focus="#code">
      {inNameOf.length > 0 && (
        <div className="mt-5 space-y-1">
          {inNameOf.map(({ seat, capacity, onBehalfOf }) => (
            <p key={seat}>
              {t(onBehalfOf ? "rejectAsFor" : "rejectAs", {
                capacity: t(t.has(`capacities.${capacity}`) ? `capacities.${capacity}` : "capacities.other"),
                onBehalfOf: onBehalfOf ?? "",
              })}
            </p>
          ))}
        </div>
      )}
      <dl className="mt-5 rounded border border-line px-4 py-3">
        <dt className="text-ink-2 text-sm">{t(`categories.${draft.category}`)}</dt>
        <dd className="whitespace-pre-line wrap-anywhere">{draft.reason}</dd>
      </dl>
      <DecisionForm
        what="rejected"
        challenge={challenge}
        scope={slug}
        hidden={{ filing: filing.id }}
        sms={sms}
        closeTo={here}
        decide={reject}
        sendAnother={sendAnotherCode}
        words={await decisionWords("rejected")}
        after={
          <p className="text-ink-2 text-sm">
            {signing
              ? signing("afterRefuse", { firm: page.firm.name })
              : t("afterReject", { firm: page.firm.name })}
          </p>
        }
        submit={
          <Submit variant="reject" busy={signing ? signing("refusing") : t("rejecting")} wide="phone">
            {signing ? signing("refuseNow") : t("reject")}
          </Submit>
        }
      />
    </Dialog>
  );
}
