import { useTranslations } from "next-intl";
import { mostOf } from "@/lib/approvals/shown";
import { streams } from "@/lib/approvals/streams";
import { formatDay, type Language, type PlainDate, today } from "@/lib/shared/dates";
import { type Listed, RowOfFiling } from "./filing-row";

/** One open task: until when, what, where it goes, and how much. */
export function TaskRow({
  filing,
  slug,
  firm,
  language,
  day,
  across,
}: {
  filing: Listed;
  slug: string;
  firm: string;
  language: Language;
  day: PlainDate;
  /** In a list over several organisations: with the name of its own, and what follows from it. */
  across?: boolean;
}) {
  const t = useTranslations("approvals");
  const signing = useTranslations("signing");
  const published = t("published", {
    day: formatDay(today(filing.publishedAt), language, "dayMonth"),
    name: filing.publishedBy,
  });
  const { goesTo } = streams[filing.stream];
  const waitsFor = filing.waitsFor?.filter(Boolean) ?? [];
  const meta = [
    across ? filing.organisation?.name : null,
    goesTo === "kvk" || goesTo === "bank" ? t(`goesTo.${goesTo}`) : null,
    across ? consequence(t, filing, language, filing.signing ? signing : null) : published,
    across ? assessment(t, filing) : null,
    across && waitsFor.length > 1 ? t("alsoNeeded", { names: listOf(waitsFor, language) }) : null,
  ];
  return (
    <RowOfFiling
      filing={filing}
      slug={slug}
      firm={firm}
      language={language}
      day={day}
      meta={meta.filter(Boolean).join(" · ")}
    />
  );
}

type Words = ReturnType<typeof useTranslations<"approvals">>;
type Signing = ReturnType<typeof useTranslations<"signing">>;

/** What the date means: until when to approve, and until when the money must have arrived (B3). */
function consequence(t: Words, filing: Listed, language: Language, signing: Signing | null): string {
  const dayOf = (day: PlainDate) => formatDay(day, language, "dayMonth");
  const parts = [
    filing.approveBy &&
      (signing
        ? signing("signBy", { day: dayOf(filing.approveBy) })
        : t("approveBy", { day: dayOf(filing.approveBy) })),
    filing.payBy && (filing.amount ?? 0) > 0 && t("payBy", { day: dayOf(filing.payBy) }),
  ];
  return parts.filter(Boolean).join(", ");
}

/** Whoever has to pay does not do so before the assessment is there. */
function assessment(t: Words, { stream, amount, outcomes = null }: Listed): string | null {
  const most = mostOf({ amount, outcomes });
  if (streams[stream].paid !== "after-assessment" || most === null) return null;
  return t(most > 0 ? "rowAssessmentFirst" : "rowAssessment");
}

export function listOf(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format([...new Set(names)]);
}
