import { useLocale, useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Submit } from "@/components/ui/submit";
import type { DecisionChallenge } from "@/lib/approvals/code";
import type { CurrentFiling } from "@/lib/approvals/shapes";
import { whatIsDecided } from "@/lib/approvals/shown";
import type { Language } from "@/lib/shared/dates";
import { DecisionForm } from "./decision-form";
import type { Act, FormWords } from "./forms";

/** The last question before a batch is sent: every document with its amount, and one code for all of them (B1, F48). */
export function BatchDialog({
  rows,
  scope,
  challenge,
  sms,
  closeTo,
  actions,
  words,
  across,
}: {
  /** What is ready to be sent; what the code is for is among it, unless it changed in between. */
  rows: CurrentFiling[];
  scope: string;
  /** Null when it is over, or was somebody else's. */
  challenge: DecisionChallenge | null;
  sms?: string | undefined;
  closeTo: string;
  actions: { send: Act; sendAnother: Act };
  words: FormWords;
  across?: boolean;
}) {
  const t = useTranslations("approvals");
  const language = useLocale() as Language;
  const title = <h2 className="text-2xl">{t("sendBatch")}</h2>;
  if (challenge?.draft.decision !== "approve") {
    return (
      <Dialog title={title} closeTo={closeTo} close={t("close")}>
        <p className="mt-6">{t("challengeGoneBatch")}</p>
      </Dialog>
    );
  }
  const { filings: wanted, versions } = challenge.draft;
  const listed = rows.filter(({ id, version }) => versions[id] === version);
  if (listed.length < wanted.length) {
    // A code for what is not there any more is of no use to anybody: back to what there is now.
    return (
      <Dialog title={title} closeTo={closeTo} close={t("close")}>
        <p className="mt-6">{t("batchChanged", { count: wanted.length })}</p>
        <ButtonLink className="mt-5" variant="secondary" wide="phone" href={closeTo}>
          {t("backToReady")}
        </ButtonLink>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} closeTo={closeTo} close={t("close")} focus="#code">
      <p className="mt-1 text-ink-2">{t("batchText", { count: wanted.length })}</p>
      <ul aria-label={t("batchList")} className="mt-4 rounded border border-line">
        {listed.map((row) => {
          const shown = whatIsDecided(row, "approved", language);
          return (
            <li
              key={row.id}
              className="flex flex-wrap items-baseline justify-between gap-x-4 border-line border-t px-4 py-2.5 first:border-t-0"
            >
              <span className="min-w-0">
                {shown.document}
                {across && <span className="block text-ink-2 text-sm">{row.organisation.name}</span>}
              </span>
              <strong className="num">{shown.amount ?? t("noAmount")}</strong>
            </li>
          );
        })}
      </ul>
      <DecisionForm
        what="sent"
        challenge={challenge}
        scope={scope}
        sms={sms}
        closeTo={closeTo}
        decide={actions.send}
        sendAnother={actions.sendAnother}
        words={words}
        submit={
          <Submit variant="approve" busy={t("approving")} wide="phone">
            {t("approveAndSendCount", { count: wanted.length })}
          </Submit>
        }
      />
    </Dialog>
  );
}
