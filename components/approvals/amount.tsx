import { useTranslations } from "next-intl";
import type { Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";

/** "te betalen", "terug te krijgen" or "niets te betalen": the direction of an amount, as a key. */
export function directionKey(cents: number): "toPay" | "toReceive" | "nothingToPay" {
  return cents > 0 ? "toPay" : cents < 0 ? "toReceive" : "nothingToPay";
}

/** The same with a capital, as a heading. */
export function directionHeading(cents: number): "ToPay" | "ToReceive" | "NothingToPay" {
  return cents > 0 ? "ToPay" : cents < 0 ? "ToReceive" : "NothingToPay";
}

/** Whole euros as such, any others to the cent; without a sign, as the direction is said in words beside it. */
export function wholeEuros(cents: number, language: Language): string {
  return formatEuro(Math.abs(cents), language, { whole: true });
}

/** The one amount that a page is about. Millions with cents go smaller: they have to fit a phone, and do not break. */
export function Figure({ cents, language }: { cents: number; language: Language }) {
  const shown = wholeEuros(cents, language);
  const size = shown.length > 11 ? "text-[2rem]" : "text-fig";
  return <span className={`num block font-[680] tracking-[-0.025em] ${size}`}>{shown}</span>;
}

/** An amount with its direction, for a row of a list. */
export function RowAmount({ cents, language }: { cents: number; language: Language }) {
  const t = useTranslations("approvals");
  return (
    <span className="num font-[680] text-lg leading-tight tracking-[-0.025em]">
      {wholeEuros(cents, language)}
      <small className="block font-medium text-ink-2 text-sm tracking-normal max-md:ml-1.5 max-md:inline">
        {t(directionKey(cents))}
      </small>
    </span>
  );
}
