import { useTranslations } from "next-intl";
import { directionHeading, wholeEuros } from "@/components/approvals/amount";
import { LineTable } from "@/components/approvals/line-table";
import { RubricTable } from "@/components/approvals/rubric-table";
import { Card, CardBody } from "@/components/ui/card";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";
import type { VatFigures } from "@/lib/approvals/vat/figures";
import type { Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";
import { EarlierPeriods } from "./earlier-periods";
import { Payment } from "./payment";

/** "Hoe komen wij aan dit bedrag?": what the document's own file says, or staff typed, beside earlier periods (B4). */
export function Figures({ filing, language }: { filing: FilingDetail; language: Language }) {
  const t = useTranslations("approvals");
  const { figures, amount } = filing;
  const toRead = streams[filing.stream].approvers === "nobody";
  const empty = figures.kind !== "vat" && figures.lines.length === 0;
  if (empty && !filing.payBy && !filing.paymentReference) return null;
  return (
    <Card className="max-md:order-3" aria-labelledby="how">
      <CardBody>
        <h2 id="how" className="mb-1.5 text-lg">
          {t(amount === null || toRead ? "figures" : "how")}
        </h2>
        {figures.kind === "vat" ? (
          <VatSum figures={figures} language={language} />
        ) : (
          <LineTable figures={figures} language={language} />
        )}
        <EarlierPeriods filing={filing} language={language} />
        {figures.kind === "vat" && (
          <details className="mt-4 border-line border-t pt-3">
            <summary className="link min-h-8 cursor-pointer py-1">{t("rubrics")}</summary>
            <RubricTable figures={figures} language={language} />
          </details>
        )}
        <Payment filing={filing} />
      </CardBody>
    </Card>
  );
}

const row = "flex items-baseline justify-between gap-6 border-line border-t py-3 first:border-t-0";

function VatSum({ figures, language }: { figures: VatFigures; language: Language }) {
  const t = useTranslations("approvals");
  const minus = (cents: number) => formatEuro(-cents, language, { whole: true });
  return (
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
        <dt className="font-[640]">{t(directionHeading(figures.amount))}</dt>
        <dd className="num font-[640]">{wholeEuros(figures.amount, language)}</dd>
      </div>
    </dl>
  );
}
