const space = "\u00a0";
const minus = "\u2212";

/**
 * An amount as the screen shows it: € 4.812 or € 4.812,50, with no-break spaces and a real minus sign.
 * @param cents may be negative
 * @param options `whole` leaves the cents out, as returns do
 */
export function formatEuro(cents: number, language: "nl" | "en", options: { whole?: boolean } = {}): string {
  const digits = options.whole ? 0 : 2;
  const number = new Intl.NumberFormat(language === "nl" ? "nl-NL" : "en-GB", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(Math.abs(cents) / 100);
  // Of forty-nine cents less than nothing no euro is left, and so no sign either.
  const negative = cents < 0 && /[1-9]/.test(number);
  return `${negative ? `${minus}${space}` : ""}€${space}${number}`;
}
