import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import type { FigureLine } from "@/lib/approvals/returns/shapes";
import type { Stream } from "@/lib/approvals/shapes";
import { streams, type TypedFigure } from "@/lib/approvals/streams";
import type { StaffFilingDetail } from "@/lib/staff/filing";

/**
 * The amounts that staff type where no file says them: in euros, with a minus for what comes back. `optional`: a file
 * says some of them, and that stands.
 */
export function TypedFields({
  stream,
  before,
  optional,
}: {
  stream: Stream;
  before: StaffFilingDetail | null;
  optional: boolean;
}) {
  const figures = useTranslations("figures");
  const t = useTranslations("staff");
  return streams[stream].typed.map((figure) => {
    const { labelKey, amount } = figure;
    return (
      <Field
        key={labelKey}
        name={`bedrag-${labelKey}`}
        label={
          amount && !optional
            ? figures(`labels.${labelKey}`)
            : t("optional", { label: figures(`labels.${labelKey}`) })
        }
        hint={t(amount ? "amountHint" : "figureHint")}
        inputMode="text"
        autoComplete="off"
        className="num"
        defaultValue={typedBefore(before, figure, optional)}
      />
    );
  });
}

/**
 * What the version before said, as one types it: 4812 or 4812,50. It may have been read from a file; beside a new file
 * only what was typed is said again.
 */
export function typedBefore(
  before: Pick<StaffFilingDetail, "figures"> | null,
  { labelKey, amount }: TypedFigure,
  optional: boolean,
): string {
  const figures = before?.figures;
  if (!figures || figures.kind === "vat" || (optional && figures.kind !== "typed")) return "";
  const lines: FigureLine[] = figures.lines;
  const line = lines.find((one) => one.labelKey === labelKey && one.cents !== undefined && !one.name);
  const cents = line?.cents ?? (amount ? figures.amount : null);
  if (cents === null) return "";
  return (cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2)).replace(".", ",");
}
