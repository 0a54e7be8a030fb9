import { useTranslations } from "next-intl";
import type { FilingRow } from "@/lib/approvals/shapes";
import { now } from "@/lib/ports/clock";
import { formatDeadline, formatTime, type Language, type PlainDate } from "@/lib/shared/dates";

/** The greeting by the clock of the Netherlands, and how things stand in one sentence. */
export function WelcomeLead({
  name,
  first,
  count,
  unsent,
  unread,
  day,
  language,
}: {
  name: string;
  first: FilingRow | undefined;
  count: number;
  /** How many this person has put off to send later. */
  unsent: number;
  /** Whether there is something new to read. */
  unread: boolean;
  day: PlainDate;
  language: Language;
}) {
  const t = useTranslations("welcome");
  const hour = Number(formatTime(now(), "en").slice(0, 2));
  const greeting = hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
  const by = first?.approveBy;
  const late = Boolean(by && by < day);
  return (
    <>
      <h1 tabIndex={-1}>{t(greeting, { name })}</h1>
      <p className="mt-2 max-w-[70ch] text-ink-2 text-lg">
        {by
          ? t(late ? "leadLate" : "lead", {
              count,
              shown: String(count),
              day: formatDeadline(by, day, language, "weekday"),
            })
          : t(first ? "leadUndated" : unsent > 0 ? "leadUnsent" : "leadNone", {
              count: first ? count : unsent,
              shown: String(count),
            })}
        {!first && unread && ` ${t("leadUnread")}`}
      </p>
    </>
  );
}
