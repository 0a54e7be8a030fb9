const space = "\u00a0";
const minus = "\u2212";

/**
 * An amount as the screen shows it: € 4.812 or € 4.812,50, with no-break spaces and a real minus sign.
 * @param cents may be negative
 * @param options `whole` leaves ",00" out, as returns do. Cents that are there are never left out: what is to be paid is
 * paid to the cent.
 */
export function formatEuro(cents: number, language: "nl" | "en", options: { whole?: boolean } = {}): string {
  const digits = options.whole && cents % 100 === 0 ? 0 : 2;
  const number = new Intl.NumberFormat(language === "nl" ? "nl-NL" : "en-GB", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(Math.abs(cents) / 100);
  return `${cents < 0 ? `${minus}${space}` : ""}€${space}${number}`;
}
