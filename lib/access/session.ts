import { decode } from "next-auth/jwt";
import { type ChoiceRow, sessionByToken } from "@/db/gate";
import type { AccountKind, StaffRole } from "@/db/schema/identity";
import { now } from "@/lib/ports/clock";
import { derivedSecret } from "@/lib/ports/keyring";
import { sha256 } from "@/lib/shared/hash";
import type { OrganisationChoice } from "./organisations";

/** Half an hour without a click ends a session, and so does a working day. */
export const idleSeconds = 30 * 60;
export const absoluteSeconds = 12 * 60 * 60;
export const sessionCookie = "__Host-portaal";

export type Session = {
  id: string;
  firmId: string;
  accountId: string;
  kind: AccountKind;
  role: StaffRole | null;
  name: string;
  firstName: string;
  language: "nl" | "en";
  preferredOrganisationId: string | null;
  /** Everything that a client may act for, by name, with what waits there for this person; of staff none. */
  organisations: OrganisationChoice[];
  /** When it ends if nobody does anything, and when it ends anyhow. */
  idleEndsAt: Date;
  endsAt: Date;
};

/** As much of a session as a decision needs: which one it is, and whose. */
export type Deciding = Pick<Session, "id" | "accountId" | "name" | "language">;

export function authSecret(): string {
  return derivedSecret("next-auth");
}

/**
 * Who holds this cookie. The cookie carries a random token; the row in the database is the authority,
 * so that logging out, disabling and ending a session count on the next request.
 */
export async function sessionOf(cookie: string | undefined): Promise<Session | null> {
  const token = cookie && (await tokenIn(cookie));
  return token ? sessionOfToken(token) : null;
}

/** The same, by the hash of the token in the cookie. One statement. */
export async function sessionOfToken(token: Buffer): Promise<Session | null> {
  const row = await sessionByToken(token, now(), idleSeconds);
  if (!row) return null;
  return {
    id: row.session_id,
    firmId: row.firm_id,
    accountId: row.account_id,
    kind: row.kind,
    role: row.role,
    name: row.name,
    firstName: row.first_name,
    language: row.language,
    preferredOrganisationId: row.preferred_organisation_id,
    organisations: (row.organisations ?? []).map(withPhoto),
    idleEndsAt: new Date(row.last_seen_at.getTime() + idleSeconds * 1000),
    endsAt: row.expires_at,
  };
}

/** As the gate answers it, with the address of the photo. */
function withPhoto({ contact, ...choice }: ChoiceRow): OrganisationChoice {
  if (!contact) return { ...choice, contact };
  const { photoFileId, ...person } = contact;
  return { ...choice, contact: { ...person, photo: photoFileId && `/foto/${photoFileId}` } };
}

/** More than are signed in on one process; the oldest makes room. */
const mostRemembered = 10_000;
const remembered = new Map<string, { token: Buffer; until: number }>();

/**
 * The hash of the token in a cookie. To decipher one takes as long as all reads of a page, and what it says never
 * changes: so it is remembered, as hashes only. Whether the session lives is asked of its row each time.
 */
async function tokenIn(cookie: string): Promise<Buffer | null> {
  const key = sha256(cookie).toString("base64");
  const known = remembered.get(key);
  if (known && Date.now() < known.until) return known.token;
  try {
    const claims = await decode({ token: cookie, secret: authSecret(), salt: sessionCookie });
    if (typeof claims?.sid !== "string") return null;
    const token = sha256(claims.sid);
    if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value ?? "");
    remembered.set(key, { token, until: (claims.exp ?? 0) * 1000 });
    return token;
  } catch {
    remembered.delete(key);
    return null;
  }
}
