import { getTranslations } from "next-intl/server";
import type { VatFigures } from "@/lib/approvals/vat/figures";
import { formatPeriod, type Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";

/** The boxes as the return gives them, to hold beside the PDF. */
export async function ReadFigures({ figures, language }: { figures: VatFigures; language: Language }) {
  const t = await getTranslations("staff");
  const boxes = await getTranslations("approvals.boxes");
  const euros = (cents: number | null) => (cents === null ? "" : formatEuro(cents, language, { whole: true }));
  const cell = "border-line border-b py-1.5 align-top";
  return (
    <>
      <p className="mt-2 text-ink-2 text-sm">
        {t("period")} {formatPeriod(figures.period, language)} · {t("obNumber")} <span className="code">{figures.maskedObNumber}</span>
      </p>
      <table className="mt-3 w-full">
        <caption className="sr-only">{t("read")}</caption>
        <thead>
          <tr className="text-ink-2 text-sm">
            <th scope="col" className={`${cell} text-left`}>
              {t("rubric")}
            </th>
            <th scope="col" className={`${cell} text-right`}>
              {t("turnover")}
            </th>
            <th scope="col" className={`${cell} text-right`}>
              {t("vat")}
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.rows
            .filter(({ turnover, vat }) => turnover !== null || vat !== null)
            .map(({ code, labelKey, turnover, vat }) => (
              <tr key={code}>
                <th scope="row" className={`${cell} pr-3 text-left font-normal`}>
                  <b className="num">{code}</b> {boxes(labelKey)}
                </th>
                <td className={`${cell} num pl-3 text-right`}>{euros(turnover)}</td>
                <td className={`${cell} num pl-3 text-right`}>{euros(vat)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}
