import type { Language } from "./dates";

/** "118 kB", "1,2 MB": decimal units, as file managers and mail programs show them. */
export function formatBytes(bytes: number, language: Language): string {
  // From here on kilobytes would round to a thousand of them.
  const [value, unit] =
    bytes < 999_500 ? [Math.max(1, Math.round(bytes / 1000)), "kB"] : [bytes / 1_000_000, "MB"];
  const number = new Intl.NumberFormat(language === "nl" ? "nl-NL" : "en-GB", {
    maximumFractionDigits: unit === "MB" ? 1 : 0,
  }).format(value);
  return `${number}\u00a0${unit}`;
}
