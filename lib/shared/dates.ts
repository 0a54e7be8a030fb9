/** A calendar day without time or zone, `YYYY-MM-DD`. Deadlines are days, moments are `Date`. */
export type PlainDate = string & { readonly __plainDate?: never };

/** The span a return is about; both days included. */
export type FilingPeriod = { start: PlainDate; end: PlainDate };

/** The languages of the screen. */
export type Language = "nl" | "en";

/** long: 30 november 2026 · short: 30 nov. 2026 · weekday: maandag 30 november 2026 · dayMonth: 30 november */
export type DayStyle = "long" | "short" | "weekday" | "dayMonth";

const DAY_IN_MS = 86_400_000;

/** Months are counted from 0, as Date does; a month outside 0-11 runs into the years around. */
function fromParts(year: number, month: number, day: number): PlainDate {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}

/** The day in a text, or null when it is no day of the calendar. Years outside 1900-2999 are slips of the pen. */
export function parseDay(text: string): PlainDate | null {
  return /^(19|2\d)/.test(text) && onCalendar(text) ? text : null;
}

function onCalendar(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  // Date.parse makes 2 March of 30 February: only a day that comes back unchanged exists.
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** What was counted may lie outside parseDay's years: a return over December 2999 is due in 3000. */
function utc(day: PlainDate): Date {
  if (!onCalendar(day)) throw new RangeError(`not a day: ${JSON.stringify(day)}`);
  return new Date(`${day}T00:00:00Z`);
}

export function addDays(day: PlainDate, days: number): PlainDate {
  const at = utc(day);
  return fromParts(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + days);
}

/** The same day of another month, or that month's last: 31 January plus one month is 28 or 29 February. */
export function addMonths(day: PlainDate, months: number): PlainDate {
  const at = utc(day);
  const last = fromParts(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0);
  return `${last.slice(0, 8)}${String(Math.min(at.getUTCDate(), Number(last.slice(8)))).padStart(2, "0")}`;
}

export function startOfMonth(day: PlainDate): PlainDate {
  return `${day.slice(0, 8)}01`;
}

export function endOfMonth(day: PlainDate): PlainDate {
  const at = utc(day);
  return fromParts(at.getUTCFullYear(), at.getUTCMonth() + 1, 0);
}

/** How many days from `from` to `to`; negative when `to` is the earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return (utc(to).getTime() - utc(from).getTime()) / DAY_IN_MS;
}

/** ISO 8601: Monday is 1, Sunday is 7. */
export function weekday(day: PlainDate): number {
  return utc(day).getUTCDay() || 7;
}

/** The day it is in the Netherlands at this moment. */
export function today(now: Date): PlainDate {
  const { year, month, day } = parts(now, "en-GB", "Europe/Amsterdam", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return `${year}-${month}-${day}`;
}

/** A day in words. Words and order are Intl's and ours; the machine's zone and locale play no part. */
export function formatDay(day: PlainDate, language: Language, style: DayStyle = "long"): string {
  const at = utc(day);
  const { day: number, month, year, weekday: name } = parts(at, tag(language), "UTC", WHOLE_DAY);
  switch (style) {
    case "long":
      return `${number} ${month} ${year}`;
    case "weekday":
      return `${name} ${number} ${month} ${year}`;
    case "dayMonth":
      return `${number} ${month}`;
    case "short":
      return `${number} ${shortMonth(day, language)} ${year}`;
  }
}

/** A date that lies ahead: its year is said only when it is not this one. */
export function formatDeadline(
  deadline: PlainDate,
  day: PlainDate,
  language: Language,
  style: "weekday" | "long" = "long",
): string {
  const words = formatDay(deadline, language, style);
  const year = deadline.slice(0, 4);
  return year === day.slice(0, 4) ? words.replace(` ${year}`, "") : words;
}

/** "10.14 uur" in Dutch, "10:14" in English; always the clock of the Netherlands. */
export function formatTime(at: Date, language: Language): string {
  const { hour, minute } = parts(at, tag(language), "Europe/Amsterdam", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return language === "nl" ? `${hour}.${minute} uur` : `${hour}:${minute}`;
}

/** "20 november 2026, 10.14 uur" */
export function formatMoment(at: Date, language: Language): string {
  return `${formatDay(today(at), language)}, ${formatTime(at, language)}`;
}

export type PeriodLength = "month" | "quarter" | "year" | "other";

/** Whether a period is exactly one calendar month, quarter or year. */
export function periodLength({ start, end }: FilingPeriod): PeriodLength {
  if (start !== startOfMonth(start)) return "other";
  const first = Number(start.slice(5, 7));
  if (end === endOfMonth(start)) return "month";
  if (first % 3 === 1 && end === endOfMonth(addMonths(start, 2))) return "quarter";
  return first === 1 && end === endOfMonth(addMonths(start, 11)) ? "year" : "other";
}

/** "oktober 2026", "3e kwartaal 2026", "2026"; any other span by its months, or else by its days. */
export function formatPeriod(period: FilingPeriod, language: Language): string {
  const year = period.start.slice(0, 4);
  const { month } = parts(utc(period.start), tag(language), "UTC", WHOLE_DAY);
  switch (periodLength(period)) {
    case "month":
      return `${month} ${year}`;
    case "quarter":
      return `${ordinal(Math.ceil(Number(period.start.slice(5, 7)) / 3), language)} ${year}`;
    case "year":
      return year;
    case "other":
      return formatSpan(period, language);
  }
}

function ordinal(quarter: number, language: Language): string {
  if (language === "nl") return `${quarter}e kwartaal`;
  return `${quarter}${["st", "nd", "rd", "th"][quarter - 1]} quarter`;
}

function formatSpan({ start, end }: FilingPeriod, language: Language): string {
  const until = language === "nl" ? "t/m" : "to";
  if (start === end) return formatDay(start, language);
  const wholeMonths = start === startOfMonth(start) && end === endOfMonth(end) && start < end;
  const sameYear = start.slice(0, 4) === end.slice(0, 4);
  const [from, to] = [start, end].map((day) => parts(utc(day), tag(language), "UTC", WHOLE_DAY));
  if (!from || !to) return "";
  if (!wholeMonths)
    return `${formatDay(start, language, sameYear ? "dayMonth" : "long")} ${until} ${formatDay(end, language)}`;
  return `${from.month}${sameYear ? "" : ` ${from.year}`} ${until} ${to.month} ${to.year}`;
}

/** "nov." and "mei": an abbreviated month as it stands in tables and under a column of a chart. */
export function shortMonth(day: PlainDate, language: Language): string {
  const locale = tag(language);
  const full = parts(utc(day), locale, "UTC", { month: "long" }).month ?? "";
  const short = parts(utc(day), locale, "UTC", { month: "short" }).month ?? "";
  // Dutch wants a full stop after an abbreviation, and not every version of ICU sets one.
  return language === "en" || short === full || short.endsWith(".") ? short : `${short}.`;
}

const WHOLE_DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;

function tag(language: Language): string {
  return language === "nl" ? "nl-NL" : "en-GB";
}

type Parts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

// Making a formatter costs a hundred times what using it does, and a list of filings formats many days.
const formatters = new Map<string, Intl.DateTimeFormat>();

function parts(at: Date, locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Parts {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  const formatter = known ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
  if (!known) formatters.set(key, formatter);
  return Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
}
