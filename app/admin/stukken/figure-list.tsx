import { getTranslations } from "next-intl/server";
import { directionKey, wholeEuros } from "@/components/approvals/amount";
import { RubricTable } from "@/components/approvals/rubric-table";
import type { FigureLine } from "@/lib/approvals/returns/shapes";
import type { Figures } from "@/lib/approvals/shapes";
import type { Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";

/** The amount of a document with its direction, as staff read it; nothing where there is no amount. */
export async function FiguresAmount({ amount, language }: { amount: number | null; language: Language }) {
  const t = await getTranslations("approvals");
  if (amount === null) return null;
  return (
    <p className="mt-1">
      <span className="num font-[680] text-fig">{wholeEuros(amount, language)}</span>{" "}
      {t(directionKey(amount))}
    </p>
  );
}

/** Everything that a document says: the boxes of a VAT return, or one line for each figure under its heading. */
export async function FigureList({ figures, language }: { figures: Figures; language: Language }) {
  if (figures.kind === "vat") return <RubricTable figures={figures} language={language} />;
  const t = await getTranslations("figures");
  const lines: FigureLine[] = figures.lines;
  const groups = [...new Set(lines.map(({ group }) => group ?? ""))];
  return groups.map((group) => (
    <section key={group} className="mt-4">
      {group !== "" && <h3 className="text-base">{t(`groups.${group}`)}</h3>}
      <dl className="mt-1 text-sm">
        {lines
          .filter((line) => (line.group ?? "") === group)
          .map((line) => (
            <div
              key={`${line.labelKey} ${line.name ?? ""}`}
              className="flex justify-between gap-4 border-line border-b py-2"
            >
              <dt className="min-w-0 break-words">
                {t(`labels.${line.labelKey}`)}
                {line.name && <span className="code ml-2 text-ink-2">{line.name}</span>}
              </dt>
              <dd className="num flex-none text-right">
                {line.cents === undefined
                  ? line.text
                  : formatEuro(line.cents, language, { whole: line.cents % 100 === 0 })}
              </dd>
            </div>
          ))}
      </dl>
    </section>
  ));
}
