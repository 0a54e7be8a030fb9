import type { FilingPeriod } from "@/lib/shared/dates";
import { maskNumber } from "./numbers";
import type { FigureLine, LineFigures, ReadDocument, ReadWarning, Subject } from "./shapes";

/** What was read of a document, in the shape that all streams but VAT share. */
export function documentOf(
  stream: LineFigures["kind"],
  taxonomy: string,
  about: { subject: Subject; period: FilingPeriod },
  read: { lines: FigureLine[]; amount: number | null; warnings: ReadWarning[] },
): { ok: true } & ReadDocument {
  const { subject, period } = about;
  const { lines, amount, warnings } = read;
  const figures = { kind: stream, period, maskedNumber: maskNumber(subject), lines, amount };
  return { ok: true, stream, taxonomy, subject, period, figures, warnings };
}

/** The amount of the one line with this label; null when there is none. */
export function centsOf(lines: FigureLine[], labelKey: string): number | null {
  return lines.find((line) => line.labelKey === labelKey)?.cents ?? null;
}
