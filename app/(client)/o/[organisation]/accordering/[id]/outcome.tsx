import { useTranslations } from "next-intl";
import { directionHeading, directionKey, Figure, wholeEuros } from "@/components/approvals/amount";
import { Card, CardBody } from "@/components/ui/card";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { mostOf } from "@/lib/approvals/shown";
import { streams } from "@/lib/approvals/streams";
import { daysLate } from "@/lib/approvals/timeline";
import { now } from "@/lib/ports/clock";
import { formatDeadline, type Language, today } from "@/lib/shared/dates";
import { DecideButtons } from "./decide-buttons";
import { SignButtons } from "./sign-buttons";

/** The amount, its direction and the dates that count for this stream, and beside them what there is to do. */
export function Outcome({
  filing,
  slug,
  language,
  firm,
  contact,
  contactId,
  signs = false,
}: {
  filing: FilingDetail;
  slug: string;
  language: Language;
  firm: string;
  contact: string | null;
  contactId: string | null;
  /** Whether this person signs it now. */
  signs?: boolean;
}) {
  const t = useTranslations("approvals");
  const signing = useTranslations("signing");
  const figures = useTranslations("figures");
  const welcome = useTranslations("welcome");
  const { outcomes, approveBy, payBy, mine, waits, inVain, waitsForId, myTurn, stream } = filing;
  const amount = outcomes ? null : filing.amount;
  const most = mostOf(filing);
  const asked = mine !== null;
  if (most === null && !asked) return null;
  const day = today(now());
  const late = daysLate(filing, day);
  const said = { b: (chunks: React.ReactNode) => <strong className="text-ink">{chunks}</strong> };
  return (
    <Card className="max-md:order-1" aria-labelledby="outcome">
      <CardBody>
        <h2 id="outcome" className="font-normal text-ink-2 text-sm tracking-normal">
          {outcomes
            ? t("outcomes")
            : amount !== null
              ? t(directionHeading(amount))
              : filing.signing
                ? signing("yourHand")
                : t("yourApproval")}
        </h2>
        {amount !== null && (
          <p className="mt-1 mb-1.5">
            <Figure cents={amount} language={language} />
          </p>
        )}
        {outcomes && (
          <dl className="mt-1 mb-1.5 space-y-1.5">
            {(["declarant", "partner"] as const).map((who) => (
              <div key={who}>
                <dt className="text-ink-2 text-sm">{figures(`groups.${who}`)}</dt>
                <dd className="num font-[680] text-xl">
                  {wholeEuros(outcomes[who], language)} {t(directionKey(outcomes[who]))}
                </dd>
              </div>
            ))}
          </dl>
        )}
        {asked && approveBy && !inVain && (
          <p className="text-ink-2">
            {(filing.signing ? signing : t).rich(filing.signing ? "signByRich" : "approveByRich", {
              day: formatDeadline(approveBy, day, language, "weekday"),
              ...said,
            })}
            {late > 0 && <strong className="block text-danger">{welcome("daysLate", { days: late })}</strong>}
          </p>
        )}
        {payBy && amount !== null && amount > 0 && (
          <p className="text-ink-2">
            {t.rich("payByRich", { day: formatDeadline(payBy, day, language), ...said })}
          </p>
        )}
        {most !== null && streams[stream].paid === "after-assessment" && (
          <p className="mt-2 font-[620]">{t(most > 0 ? "assessmentFirst" : "assessmentFollows")}</p>
        )}
        {asked && waits && (
          <p className="mt-3">
            {inVain ? t("inVainText", { firm }) : filing.signing ? signing("waitsFirst") : t("waitsText")}{" "}
            {waitsForId && (
              <a className="link" href={`/o/${slug}/accordering/${waitsForId}`}>
                {t("toAccounts")}
              </a>
            )}
          </p>
        )}
        {mine === "readyToSend" && (
          <p className="mt-3">
            {t("readyToSendText")}{" "}
            <a className="link" href={`/o/${slug}/accordering/verzenden`}>
              {t("toReady")}
            </a>
          </p>
        )}
        {signs && <SignButtons filing={filing} slug={slug} at="bottom" />}
        {!filing.signing && (myTurn || mine === "readyToSend") && (
          <DecideButtons filing={filing} slug={slug} firm={firm} mayApprove={myTurn} />
        )}
        {asked && (
          <p className="mt-3.5 text-sm">
            {t("doubt")}{" "}
            <a className="link" href={`/o/${slug}/contact${contactId ? `?aan=${contactId}` : ""}`}>
              {contact ? t("ask", { name: contact.split(" ")[0] ?? contact }) : t("askFirm")}
            </a>
          </p>
        )}
      </CardBody>
    </Card>
  );
}
