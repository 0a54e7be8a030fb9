import { getTranslations } from "next-intl/server";
import { directionKey, wholeEuros } from "@/components/approvals/amount";
import { RubricTable } from "@/components/approvals/rubric-table";
import { Card, CardBody } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { authorityIban, formatPaymentReference } from "@/lib/approvals/payment-reference";
import type { FilingDetail } from "@/lib/approvals/shapes";
import type { Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";
import { EarlierPeriods } from "./earlier-periods";

const row = "flex items-baseline justify-between gap-6 border-line border-t py-3 first:border-t-0";

/** "Hoe komen wij aan dit bedrag?": read from the return's own XBRL, compared with earlier periods. */
export async function Figures({ filing, language }: { filing: FilingDetail; language: Language }) {
  const t = await getTranslations("approvals");
  const { figures } = filing;
  const heading = { toPay: "ToPay", toReceive: "ToReceive", nothingToPay: "NothingToPay" } as const;
  const minus = (cents: number) => formatEuro(-cents, language, { whole: true });
  return (
    <Card className="max-md:order-3" aria-labelledby="how">
      <CardBody>
        <h2 id="how" className="mb-1.5 text-lg">
          {t("how")}
        </h2>
        <dl>
          {figures.owed !== null && (
            <div className={row}>
              <dt className="text-ink-2">{t("owed")}</dt>
              <dd className="num">{formatEuro(figures.owed, language, { whole: true })}</dd>
            </div>
          )}
          {figures.inputTax !== null && (
            <div className={row}>
              <dt className="text-ink-2">{t("inputTax")}</dt>
              <dd className="num">{minus(figures.inputTax)}</dd>
            </div>
          )}
          {figures.smallEntrepreneurReduction ? (
            <div className={row}>
              <dt className="text-ink-2">{t("reduction")}</dt>
              <dd className="num">{minus(figures.smallEntrepreneurReduction)}</dd>
            </div>
          ) : null}
          <div className={row}>
            <dt className="font-[640]">{t(heading[directionKey(filing.amount)])}</dt>
            <dd className="num font-[640]">{wholeEuros(filing.amount, language)}</dd>
          </div>
        </dl>
        <EarlierPeriods filing={filing} language={language} />
        <details className="mt-4 border-line border-t pt-3">
          <summary className="link min-h-8 cursor-pointer py-1">{t("rubrics")}</summary>
          <RubricTable figures={figures} language={language} />
        </details>
        {(filing.payBy || filing.paymentReference) && (
          <div className="mt-4 space-y-3 border-line border-t pt-4">
            {filing.payBy && (
              <p>
                <span className="block text-ink-2 text-sm">{t("iban")}</span>
                <span className="code">{authorityIban.replace(/(.{4})(?=.)/g, "$1\u00a0")}</span>
              </p>
            )}
            {filing.paymentReference && (
              <div>
                <p className="text-ink-2 text-sm">{t("paymentReference")}</p>
                <p className="flex items-center justify-between gap-3">
                  <strong className="code">{formatPaymentReference(filing.paymentReference)}</strong>
                  <CopyButton
                    className="-mr-3.5"
                    text={filing.paymentReference}
                    words={{ copy: t("copy"), copied: t("copied") }}
                  />
                </p>
              </div>
            )}
          </div>
        )}
      </CardBody>
    </Card>
  );
}
