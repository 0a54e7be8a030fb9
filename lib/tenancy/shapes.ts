/** What a firm looks like and is called; safe to show before anybody has signed in. */
export type Firm = {
  id: string;
  slug: string;
  name: string;
  /** OKLCH hue (0-360) and chroma (0-0.16) of the brand. */
  hue: number;
  chroma: number;
  /** SVG path data of the mark, drawn in a 32 by 32 box in the current colour. */
  mark: { d: string; opacity: number }[];
  /** Alphanumeric sender of text messages, at most 11 characters. */
  smsSender: string;
  phone: string;
  openingHours: string;
  mailAddress: string;
  allowedCountries: string[];
  /** Whether the text message that asks for an approval also names the amount. */
  smsShowsAmount: boolean;
};
