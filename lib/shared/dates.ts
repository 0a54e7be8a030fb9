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
  const [day, month, year] = dutchDay.format(now).split("/");
  return `${year}-${month}-${day}`;
}

/** A day in words. Words and order are Intl's and ours; the machine's zone and locale play no part. */
export function formatDay(day: PlainDate, language: Language, style: DayStyle = "long"): string {
  const at = utc(day);
  const [number, year, { long, weekdays }] = [at.getUTCDate(), at.getUTCFullYear(), wordsIn(language)];
  const month = long[at.getUTCMonth()];
  switch (style) {
    case "long":
      return `${number} ${month} ${year}`;
    case "weekday":
      return `${weekdays[at.getUTCDay()]} ${number} ${month} ${year}`;
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
  const [hour, minute] = dutchTime.format(at).split(":");
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
  const month = monthOf(period.start, language);
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
  if (!wholeMonths)
    return `${formatDay(start, language, sameYear ? "dayMonth" : "long")} ${until} ${formatDay(end, language)}`;
  const from = `${monthOf(start, language)}${sameYear ? "" : ` ${start.slice(0, 4)}`}`;
  return `${from} ${until} ${monthOf(end, language)} ${end.slice(0, 4)}`;
}

function monthOf(day: PlainDate, language: Language): string {
  return wordsIn(language).long[utc(day).getUTCMonth()] ?? "";
}

/** "nov." and "mei": an abbreviated month as it stands in tables and under a column of a chart. */
export function shortMonth(day: PlainDate, language: Language): string {
  return wordsIn(language).short[utc(day).getUTCMonth()] ?? "";
}

type Words = { long: string[]; short: string[]; weekdays: string[] };

// Intl takes long to make a formatter and longer to take a day apart, and a list of filings says many days: the words
// are asked of it once.
const words = new Map<Language, Words>();

function wordsIn(language: Language): Words {
  const known = words.get(language);
  if (known) return known;
  const locale = language === "nl" ? "nl-NL" : "en-GB";
  const say = (options: Intl.DateTimeFormatOptions, days: Date[]) => {
    const { format } = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    return days.map((day) => format(day));
  };
  const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2023, month, 1)));
  // The first of January 2023 was a Sunday.
  const week = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2023, 0, 1 + day)));
  const long = say({ month: "long" }, months);
  const short = say({ month: "short" }, months).map((name, month) =>
    // Dutch wants a full stop after an abbreviation, and not every version of ICU sets one.
    language === "en" || name === long[month] || name.endsWith(".") ? name : `${name}.`,
  );
  const asked = { long, short, weekdays: say({ weekday: "long" }, week) };
  words.set(language, asked);
  return asked;
}

const inTheNetherlands = { timeZone: "Europe/Amsterdam" } as const;
const dutchDay = new Intl.DateTimeFormat("en-GB", {
  ...{ year: "numeric", month: "2-digit", day: "2-digit" },
  ...inTheNetherlands,
});
const dutchTime = new Intl.DateTimeFormat("en-GB", {
  ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  ...inTheNetherlands,
});
