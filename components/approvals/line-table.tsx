import { getTranslations } from "next-intl/server";
import type { FigureLine, LineFigures } from "@/lib/approvals/returns/shapes";
import type { TypedFigures } from "@/lib/approvals/shapes";
import type { Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";
import { figureTexts } from "./figure-text";

const cell = "border-line border-b py-2 align-top";

/** The figures of a return or of accounts, as its file says them or staff typed them, under the headings that it has. */
export async function LineTable({
  figures,
  language,
}: {
  figures: LineFigures | TypedFigures;
  language: Language;
}) {
  const t = await getTranslations("approvals");
  const words = await getTranslations("figures");
  const said = await figureTexts(language);
  const lines: FigureLine[] = figures.lines;
  const groups = [...new Set(lines.map(({ group }) => group))];
  return (
    <>
      {"maskedNumber" in figures && figures.maskedNumber && (
        <p className="mt-2 text-ink-2 text-sm">
          {t("number")} <span className="code">{figures.maskedNumber}</span>
        </p>
      )}
      <table className="mt-2 w-full [&>tbody:last-child>tr:last-child>*]:border-b-0">
        <caption className="sr-only">{t("figures")}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("figure")}</th>
            <th scope="col">{t("amount")}</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group ?? ""}>
            {group && (
              <tr>
                <th scope="rowgroup" colSpan={2} className={`${cell} pt-4 text-left`}>
                  {words(`groups.${group}`)}
                </th>
              </tr>
            )}
            {lines
              .filter((line) => line.group === group)
              .map((line) => (
                <tr key={`${line.labelKey}-${line.name}-${line.cents}-${line.text}`}>
                  <th scope="row" className={`${cell} pr-3 text-left font-normal text-ink-2`}>
                    {words(`labels.${line.labelKey}`)}
                    {line.name && <span className="block text-sm">{line.name}</span>}
                  </th>
                  <td className={`${cell} text-right ${line.cents === undefined ? "" : "num"}`}>
                    {line.cents === undefined
                      ? said(line.labelKey, line.text ?? "")
                      : formatEuro(line.cents, language, { whole: line.cents % 100 === 0 })}
                  </td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </>
  );
}
