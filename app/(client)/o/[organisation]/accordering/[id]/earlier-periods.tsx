import { getTranslations } from "next-intl/server";
import { wholeEuros } from "@/components/approvals/amount";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { formatPeriod, type Language, periodLength, shortMonth } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";

/** This period beside the ones before it: the difference in words, the rest as a chart that has words too. */
export async function EarlierPeriods({ filing, language }: { filing: FilingDetail; language: Language }) {
  const last = filing.earlier.at(-1);
  if (!last) return null;
  const t = await getTranslations("approvals");
  const difference = filing.amount - last.amount;
  const all = [...filing.earlier, { period: filing.period, amount: filing.amount }];
  const most = Math.max(1, ...all.map(({ amount }) => Math.abs(amount)));
  const list = all
    .map(({ period, amount }) =>
      t("chartItem", {
        period: formatPeriod(period, language),
        amount: formatEuro(amount, language, { whole: true }),
      }),
    )
    .join(", ");
  const before = {
    period: formatPeriod(last.period, language),
    amount: formatEuro(last.amount, language, { whole: true }),
  };
  return (
    <figure className="border-line border-t pt-4">
      <figcaption className="text-sm">
        <b>
          {difference === 0
            ? t("same")
            : t(difference > 0 ? "more" : "less", { amount: wholeEuros(difference, language) })}
        </b>{" "}
        <span className="text-ink-2">{difference === 0 ? t("sameAs", before) : t("than", before)}</span>
      </figcaption>
      {/* Attributes of a drawing, not styles: the page's policy allows no inline style. */}
      <svg
        viewBox={`0 0 ${all.length * 60} 104`}
        className="mt-3 w-full"
        role="img"
        aria-label={t("chart", { list })}
      >
        {all.map(({ period, amount }, index) => {
          const height = Math.max(2, Math.round((Math.abs(amount) / most) * 78));
          const now = index === all.length - 1;
          return (
            <g key={period.start}>
              <rect
                x={index * 60 + 4}
                y={80 - height}
                width={52}
                height={height}
                rx={4}
                className={now ? "fill-brand" : "fill-tint-strong"}
              />
              <text
                x={index * 60 + 30}
                y={99}
                textAnchor="middle"
                className={now ? "fill-ink font-[640] text-[13px]" : "fill-ink-2 text-[13px]"}
              >
                {periodLength(period) === "month"
                  ? shortMonth(period.start, language).replace(".", "")
                  : shortPeriod(period.end)}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** "Q3 '26" for a column that has no room for more. */
function shortPeriod(end: string): string {
  return `Q${Math.ceil(Number(end.slice(5, 7)) / 3)} ’${end.slice(2, 4)}`;
}
