import { useTranslations } from "next-intl";
import type { VatFigures } from "@/lib/approvals/vat/figures";
import { formatPeriod, type Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";

const cell = "border-line border-b py-2 align-top";

/** Every box of a VAT return that was filled in, as the tax authority numbers them. */
export function RubricTable({ figures, language }: { figures: VatFigures; language: Language }) {
  const t = useTranslations("approvals");
  const rows = figures.rows.filter(({ turnover, vat }) => turnover !== null || vat !== null);
  const euros = (cents: number | null) =>
    cents === null ? "" : formatEuro(cents, language, { whole: true });
  return (
    <>
      <p className="mt-2 text-ink-2 text-sm">
        {t("period")} {formatPeriod(figures.period, language)} · {t("obNumber")}{" "}
        <span className="code">{figures.maskedObNumber}</span>
      </p>
      <table className="mt-2 w-full text-sm">
        <caption className="sr-only">{t("rubrics")}</caption>
        <thead>
          <tr className="text-ink-2">
            <th scope="col" className={`${cell} pr-2 text-left font-[620]`}>
              {t("rubric")}
            </th>
            <th scope="col" className={`${cell} px-2 text-right font-[620]`}>
              {t("turnover")}
            </th>
            <th scope="col" className={`${cell} pl-2 text-right font-[620]`}>
              {t("vat")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ code, labelKey, turnover, vat }) => (
            <tr key={code} className={code === "5g" ? "font-[640]" : undefined}>
              <th scope="row" className={`${cell} pr-2 text-left ${code === "5g" ? "" : "font-normal"}`}>
                <b className="num">{code}</b> {t(`boxes.${labelKey}`)}
              </th>
              <td className={`${cell} num px-2 text-right`}>{euros(turnover)}</td>
              <td className={`${cell} num pl-2 text-right`}>{euros(vat)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
