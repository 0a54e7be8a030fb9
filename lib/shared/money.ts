const space = "\u00a0";
const minus = "\u2212";
// Made once: a formatter takes a hundred times as long to make as to use.
const figures = {
  nl: [inFigures("nl-NL", 0), inFigures("nl-NL", 2)],
  en: [inFigures("en-GB", 0), inFigures("en-GB", 2)],
} as const;

/**
 * An amount as the screen shows it: € 4.812 or € 4.812,50, with no-break spaces and a real minus sign.
 * @param cents may be negative
 * @param options `whole` leaves ",00" out, as returns do. Cents that are there are never left out: what is to be paid is
 * paid to the cent.
 */
export function formatEuro(cents: number, language: "nl" | "en", options: { whole?: boolean } = {}): string {
  const [whole, toTheCent] = figures[language];
  const { format } = options.whole && cents % 100 === 0 ? whole : toTheCent;
  const number = format(Math.abs(cents) / 100);
  return `${cents < 0 ? `${minus}${space}` : ""}€${space}${number}`;
}

function inFigures(locale: string, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
