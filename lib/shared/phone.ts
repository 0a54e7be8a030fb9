import { parsePhoneNumberFromString } from "libphonenumber-js/mobile";

/** A number as people read it out: 06 12 34 56 78 of the Netherlands, +32 470 12 34 56 of elsewhere. */
export function formatPhone(e164: string): string {
  const dutch = /^\+316(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(e164);
  if (dutch) return ["06", ...dutch.slice(1)].join("\u00a0");
  return (parsePhoneNumberFromString(e164)?.formatInternational() ?? e164).replaceAll(" ", "\u00a0");
}
