import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { directionKey, Figure } from "@/components/approvals/amount";
import { FilingSpoor } from "@/components/approvals/filing-spoor";
import { ButtonLink } from "@/components/ui/button";
import type { CurrentFiling, FilingRow } from "@/lib/approvals/shapes";
import { filingTitle } from "@/lib/approvals/title";
import { daysBetween, formatDay, type Language, type PlainDate } from "@/lib/shared/dates";

/** "Eerst dit": the task with the earliest date, with amount, direction, dates and where it is. */
export function FirstTask({
  filing,
  slug,
  firm,
  day,
  language,
}: {
  filing: FilingRow & Pick<CurrentFiling, "signing">;
  slug: string;
  firm: string;
  day: PlainDate;
  language: Language;
}) {
  const t = useTranslations("welcome");
  const words = useTranslations("approvals");
  const signing = useTranslations("signing");
  const by = (of: PlainDate) => {
    const said = { day: formatDay(of, language, "dayMonth") };
    return filing.signing ? signing("signBy", said) : words("approveBy", said);
  };
  const { amount, approveBy, payBy } = filing;
  const left = approveBy ? daysBetween(day, approveBy) : null;
  const dates = [
    approveBy ? by(approveBy) : null,
    payBy && (amount ?? 0) > 0 ? words("payBy", { day: formatDay(payBy, language, "dayMonth") }) : null,
    filing.waits ? words("states.waits") : null,
  ].filter((date) => date !== null);
  return (
    <section aria-labelledby="first" className="on-hero rounded-lg bg-hero px-5 py-5.5 text-hero-on md:p-8">
      <p className="font-[620] text-sm">
        {t("firstThis")}
        {left !== null && " · "}
        {left !== null && (left < 0 ? t("daysLate", { days: -left }) : t("daysLeft", { days: left }))}
      </p>
      <h2 id="first" className="mt-1 font-[660] text-2xl">
        {filingTitle(filing, language)}
      </h2>
      <div className="mt-5 mb-7 flex flex-wrap items-end justify-between gap-5">
        <div className="min-w-[15rem] flex-1">
          {amount !== null && (
            <>
              <p>
                <Figure cents={amount} language={language} />
              </p>
              <p className="mt-1.5">{words(directionKey(amount))}</p>
            </>
          )}
          <p className="mt-0.5">
            {dates.map((date, index) => (
              <span key={date} className="max-md:block">
                {index > 0 && <span className="max-md:hidden"> · </span>}
                {date}
              </span>
            ))}
          </p>
        </div>
        <ButtonLink variant="inverse" wide="phone" href={`/o/${slug}/accordering/${filing.id}`}>
          {filing.signing ? signing("review") : t("review")}
          <ArrowRight aria-hidden />
        </ButtonLink>
      </div>
      <FilingSpoor filing={filing} firm={firm} language={language} across onHero />
    </section>
  );
}
