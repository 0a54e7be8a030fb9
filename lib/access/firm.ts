import { type FirmRow, firmBySlug } from "@/db/gate";
import { environment } from "@/lib/ports/environment";

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

const freshFor = 60_000;
const cache = new Map<string, { firm: Firm | null; at: number }>();

/**
 * The firm that a host name belongs to, or null. Kept for a minute; while the database is away the last
 * known answer goes on counting, so that a page can still say in the firm's name what is wrong.
 */
export async function firmOfHost(host: string | null): Promise<Firm | null> {
  const slug = slugOfHost(host);
  if (!slug) return null;
  const known = cache.get(slug);
  if (known && Date.now() - known.at < freshFor) return known.firm;
  try {
    const row = await firmBySlug(slug);
    const firm = row ? toFirm(row) : null;
    // Names that nobody has are not remembered: a scanner would fill the memory with them.
    if (firm) cache.set(slug, { firm, at: Date.now() });
    return firm;
  } catch (error) {
    if (known) return known.firm;
    throw error;
  }
}

/** The same by its name, for whoever is at the machine itself; null: nobody has it. */
export async function firmOfSlug(slug: string): Promise<Firm | null> {
  const row = await firmBySlug(slug);
  return row ? toFirm(row) : null;
}

type Headers = { get(name: string): string | null };

/** After a form's redirect Next fetches the next page from itself, under its own address. */
export function askedFromInside(headers: Headers): boolean {
  const own = process.env.__NEXT_PRIVATE_ORIGIN;
  return own !== undefined && headers.get("host") === new URL(own).host;
}

/** The host that a request asks for; only on a request from inside, the browser's host stands beside it. */
export function hostOf(headers: Headers): string | null {
  const forwarded = askedFromInside(headers) ? headers.get("x-forwarded-host") : null;
  return forwarded ?? headers.get("host");
}

/** The origin of a firm's site, from the firm's record and our own settings, never from a request. */
export function originOf(firm: Pick<Firm, "slug">): string {
  const env = environment();
  return `${env.PORTAL_ORIGIN_SCHEME}://${firm.slug}.${env.PORTAL_DOMAIN}`;
}

function slugOfHost(host: string | null): string | null {
  const suffix = `.${environment().PORTAL_DOMAIN}`;
  const name = host?.toLowerCase() ?? "";
  if (!name.endsWith(suffix)) return null;
  const slug = name.slice(0, -suffix.length);
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(slug) ? slug : null;
}

function toFirm(row: FirmRow): Firm {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    hue: row.hue,
    chroma: row.chroma,
    mark: row.mark,
    smsSender: row.sms_sender,
    smsShowsAmount: row.sms_shows_amount,
    allowedCountries: row.allowed_countries,
    phone: row.phone,
    openingHours: row.opening_hours,
    mailAddress: row.mail_address,
  };
}
