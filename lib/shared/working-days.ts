import { addDays, type PlainDate, weekday } from "./dates";

/** Monday to Friday, but for the public holidays of the Netherlands (art. 3 Algemene termijnenwet, without Good Friday). */
export function isWorkingDay(day: PlainDate): boolean {
  return weekday(day) < 6 && !holidaysOf(Number(day.slice(0, 4))).includes(day);
}

/** That many working days later, or earlier when negative. */
export function workingDaysFrom(day: PlainDate, count: number): PlainDate {
  let found = day;
  for (let left = Math.abs(count); left > 0; ) {
    found = addDays(found, Math.sign(count));
    if (isWorkingDay(found)) left--;
  }
  return found;
}

/** This day where it is a working day, else the last one before it. */
export function workingDayBy(day: PlainDate): PlainDate {
  return isWorkingDay(day) ? day : workingDaysFrom(day, -1);
}

function holidaysOf(year: number): PlainDate[] {
  const easter = easterOf(year);
  const kingsDay = `${year}-04-27`;
  return [
    `${year}-01-01`,
    addDays(easter, 1),
    weekday(kingsDay) === 7 ? `${year}-04-26` : kingsDay,
    `${year}-05-05`,
    addDays(easter, 39),
    addDays(easter, 50),
    `${year}-12-25`,
    `${year}-12-26`,
  ];
}

/** The Gregorian Easter Sunday, by the rule of Meeus, Jones and Butcher. */
function easterOf(year: number): PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  const two = (number: number) => String(number).padStart(2, "0");
  return `${year}-${two(Math.floor(f / 31))}-${two((f % 31) + 1)}` as PlainDate;
}
