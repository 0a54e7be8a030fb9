import { useTranslations } from "next-intl";
import { directionKey, wholeEuros } from "@/components/approvals/amount";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { type FilingPeriod, formatPeriod, type Language, periodLength, shortMonth } from "@/lib/shared/dates";

/** How wide the drawing is however many columns it has: one that is stretched grows its words as well. */
const width = 360;

/** This period beside the ones before it: the difference in words, the rest as a chart that has words too. */
export function EarlierPeriods({ filing, language }: { filing: FilingDetail; language: Language }) {
  const t = useTranslations("approvals");
  const last = filing.earlier.at(-1);
  const { amount: own } = filing;
  if (!last || own === null) return null;
  const difference = own - last.amount;
  const all = [...filing.earlier, { period: filing.period, amount: own }];
  const [most, least] = [
    Math.max(0, ...all.map((one) => one.amount)),
    Math.min(0, ...all.map((one) => one.amount)),
  ];
  // What is paid stands on the line, what comes back hangs below it.
  const scale = 78 / Math.max(1, most - least);
  const line = 2 + Math.round(most * scale);
  const list = all
    .map(({ period, amount }) =>
      t("chartItem", {
        period: formatPeriod(period, language),
        amount: `${wholeEuros(amount, language)} ${t(directionKey(amount))}`,
      }),
    )
    .join(", ");
  const before = {
    period: formatPeriod(last.period, language),
    amount: `${wholeEuros(last.amount, language)} ${t(directionKey(last.amount))}`,
  };
  const words = compared(own, last.amount);
  const place = width / all.length;
  const column = Math.min(place - 8, 84);
  return (
    <figure className="border-line border-t pt-4">
      <figcaption className="text-sm">
        <b>{words === "same" ? t("same") : t(words, { amount: wholeEuros(difference, language) })}</b>{" "}
        <span className="text-ink-2">{words === "same" ? t("sameAs", before) : t("than", before)}</span>
      </figcaption>
      {/* Attributes of a drawing, not styles: the page's policy allows no inline style. */}
      <svg viewBox={`0 0 ${width} 104`} className="mt-3 w-full" role="img" aria-label={t("chart", { list })}>
        {all.map(({ period, amount }, index) => {
          const height = Math.max(2, Math.round(Math.abs(amount) * scale));
          const now = index === all.length - 1;
          return (
            <g key={period.start}>
              <rect
                x={(index + 0.5) * place - column / 2}
                y={amount < 0 ? line : line - height}
                width={column}
                height={height}
                rx={4}
                className={now ? "fill-brand" : "fill-tint-strong"}
              />
              <text
                x={(index + 0.5) * place}
                y={99}
                textAnchor="middle"
                className={now ? "fill-ink font-[640] text-[13px]" : "fill-ink-2 text-[13px]"}
              >
                {shortPeriod(period, language)}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** A word for which way it went: with two amounts to receive, "more" is more to receive. */
function compared(now: number, before: number): "same" | "more" | "less" | "moreToReceive" | "lessToReceive" {
  if (now === before) return "same";
  if (now < 0 && before < 0) return now < before ? "moreToReceive" : "lessToReceive";
  return now > before ? "more" : "less";
}

/** What stands under a column: "okt", "Q3 ’26" or "2026". */
function shortPeriod(period: FilingPeriod, language: Language): string {
  const [year, month] = [period.end.slice(0, 4), Number(period.end.slice(5, 7))];
  switch (periodLength(period)) {
    case "month":
      return shortMonth(period.start, language).replace(".", "");
    case "quarter":
      return `Q${Math.ceil(month / 3)} ’${year.slice(2)}`;
    default:
      return year;
  }
}
