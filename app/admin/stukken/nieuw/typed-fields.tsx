import { getTranslations } from "next-intl/server";
import { Field } from "@/components/ui/field";
import type { Stream } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";
import type { StaffFilingDetail } from "@/lib/staff/filing";

/**
 * The amounts that staff type where no file says them: in euros, with a minus for what comes back. `optional`: a file
 * says some of them, and that stands.
 */
export async function TypedFields({
  stream,
  before,
  optional,
}: {
  stream: Stream;
  before: StaffFilingDetail | null;
  optional: boolean;
}) {
  const figures = await getTranslations("figures");
  const t = await getTranslations("staff");
  return streams[stream].typed.map(({ labelKey, amount }) => (
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
      defaultValue={typedBefore(before, labelKey)}
    />
  ));
}

/** As one types it: 4812 or 4812,50. */
function typedBefore(before: StaffFilingDetail | null, labelKey: string): string {
  if (before?.figures.kind !== "typed") return "";
  const cents = before.figures.lines.find((line) => line.labelKey === labelKey)?.cents;
  if (cents === undefined) return "";
  return (cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2)).replace(".", ",");
}
