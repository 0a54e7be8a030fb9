import { addDays, formatTime, type PlainDate, today } from "@/lib/shared/dates";
import { isWorkingDay, workingDaysFrom } from "@/lib/shared/working-days";

/** The hours of mails that nobody waits for, by the clock of the Netherlands: working days from 8.00 to 20.00. */
const opens = "08:00";
const closes = "20:00";
/** The daily overview, and the moment at which reminders are looked for; their mail follows when all were found. */
const digestAt = "08:30";
const remindersAt = "09:00";
const reminderMailAt = "09:10";
/** The same once more in the afternoon, for what has no other working day left. */
const lateRemindersAt = "17:00";
const lateReminderMailAt = "17:10";

/** So many working days before the last day somebody is reminded; after the last of these it is for staff to call. */
export const reminderSteps = [5, 1] as const;
export type ReminderStep = (typeof reminderSteps)[number];

/** The moment at which clocks in the Netherlands show `time` ("HH:MM", 24 hours) on this day. */
export function momentOn(day: PlainDate, time: string): Date {
  const summer = new Date(`${day}T${time}:00+02:00`);
  return today(summer) === day && formatTime(summer, "en") === time
    ? summer
    : new Date(`${day}T${time}:00+01:00`);
}

/** This moment, or else the first one after it at which a mail may go that nobody waits for (B7). */
export function afterQuiet(at: Date): Date {
  const day = today(at);
  const working = isWorkingDay(day);
  if (working && at < momentOn(day, opens)) return momentOn(day, opens);
  return working && at < momentOn(day, closes) ? at : momentOn(workingDaysFrom(day, 1), opens);
}

/** When the next daily overview goes out. */
export function nextDigest(at: Date): Date {
  return nextAt(at, digestAt);
}

/** When reminders are looked for the next time. */
export function nextReminders(at: Date): Date {
  return nextAt(at, remindersAt);
}

/** When one looks the next time for what was put off on its last working day. */
export function nextLateReminders(at: Date): Date {
  return nextAt(at, lateRemindersAt);
}

function nextAt(at: Date, time: string): Date {
  const day = today(at);
  const moment = momentOn(day, time);
  return isWorkingDay(day) && at < moment ? moment : momentOn(workingDaysFrom(day, 1), time);
}

/** The mail with all reminders of one person on one day; one a day, so the next working day when there was one. */
export function reminderMail(at: Date, remindedToday: boolean): Date {
  const day = today(at);
  if (remindedToday) return momentOn(workingDaysFrom(day, 1), reminderMailAt);
  const moment = momentOn(day, reminderMailAt);
  return afterQuiet(at < moment ? moment : at);
}

/** The mail with all reminders of one person that can go on this day alone, whatever mail there was before. */
export function lateReminderMail(at: Date): Date {
  const moment = momentOn(today(at), lateReminderMailAt);
  return afterQuiet(at < moment ? moment : at);
}

/** The reminder that comes next, for a document that somebody has to decide about by this day; null after the last. */
export function nextReminder(approveBy: PlainDate, at: Date): { step: ReminderStep; at: Date } | null {
  for (const step of reminderSteps) {
    const moment = momentOn(workingDaysFrom(approveBy, -step), remindersAt);
    if (moment > at) return { step, at: moment };
  }
  return null;
}

/** Documents to be decided about by this day have had their last reminder: now somebody at the firm calls. */
export function callFrom(at: Date): PlainDate {
  const day = today(at);
  const over = isWorkingDay(day) && at < momentOn(day, reminderMailAt);
  return over ? day : workingDaysFrom(day, 1);
}

/** The moment at which what was of use until this day is of none any more. */
export function expiryOf(expiresOn: PlainDate): Date {
  return momentOn(addDays(expiresOn, 1), "00:05");
}
