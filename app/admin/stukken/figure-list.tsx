import { useTranslations } from "next-intl";
import { directionKey, wholeEuros } from "@/components/approvals/amount";
import { LineTable } from "@/components/approvals/line-table";
import { RubricTable } from "@/components/approvals/rubric-table";
import type { Figures } from "@/lib/approvals/shapes";
import type { Language } from "@/lib/shared/dates";

/** The amount of a document with its direction, as staff read it; nothing where there is no amount. */
export function FiguresAmount({ amount, language }: { amount: number | null; language: Language }) {
  const t = useTranslations("approvals");
  if (amount === null) return null;
  return (
    <p className="mt-1">
      <span className="num font-[680] text-fig">{wholeEuros(amount, language)}</span>{" "}
      {t(directionKey(amount))}
    </p>
  );
}

/** Everything that a document says: the boxes of a VAT return, or one line for each figure under its heading. */
export function FigureList({ figures, language }: { figures: Figures; language: Language }) {
  return figures.kind === "vat" ? (
    <RubricTable figures={figures} language={language} />
  ) : (
    <LineTable figures={figures} language={language} />
  );
}
