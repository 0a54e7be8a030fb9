import { decode } from "next-auth/jwt";
import { sessionByToken } from "@/db/gate";
import type { AccountKind, StaffRole } from "@/db/schema/identity";
import { now } from "@/lib/ports/clock";
import { derivedSecret } from "@/lib/ports/keyring";
import { sha256 } from "@/lib/shared/hash";

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
  /** When it ends if nobody does anything, and when it ends anyhow. */
  idleEndsAt: Date;
  endsAt: Date;
};

export function authSecret(): string {
  return derivedSecret("next-auth");
}

/**
 * Who holds this cookie. The cookie carries a random token; the row in the database is the authority,
 * so that logging out, disabling and ending a session count on the next request.
 */
export async function sessionOf(cookie: string | undefined): Promise<Session | null> {
  const token = await sessionToken(cookie);
  if (!token) return null;
  const row = await sessionByToken(sha256(token), now(), idleSeconds);
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
    idleEndsAt: new Date(row.last_seen_at.getTime() + idleSeconds * 1000),
    endsAt: row.expires_at,
  };
}

async function sessionToken(cookie: string | undefined): Promise<string | null> {
  if (!cookie) return null;
  try {
    const claims = await decode({ token: cookie, secret: authSecret(), salt: sessionCookie });
    return typeof claims?.sid === "string" ? claims.sid : null;
  } catch {
    return null;
  }
}
