import { timingSafeEqual } from "node:crypto";
import { derivedSecret } from "@/lib/ports/keyring";
import { hmac } from "@/lib/shared/hash";
import { newToken } from "@/lib/shared/ids";

/** Holds the ticket between the two steps of signing in. */
export const ticketCookie = "__Host-inloggen";
/** Proves that this browser has signed in to an account before. It opens nothing. */
export const deviceCookie = "__Host-apparaat";

/**
 * The id of a browser that signed in to this account before, or null. Such a browser has a throttle of its
 * own, so that somebody who guesses at an account cannot keep its owner out.
 */
export function knownDevice(firmId: string, email: string, cookie: string | undefined): string | null {
  const [id, proof] = (cookie ?? "").split(".");
  if (!id || !proof) return null;
  const wanted = Buffer.from(proofOf(firmId, email, id));
  const given = Buffer.from(proof);
  return wanted.length === given.length && timingSafeEqual(wanted, given) ? id : null;
}

/** How long a browser is known, and that no script and no other site sees its cookie. */
export const deviceCookieOptions = {
  httpOnly: true,
  secure: true,
  sameSite: "lax",
  path: "/",
  maxAge: 400 * 86_400,
} as const;

export function newDevice(firmId: string, email: string): string {
  const id = newToken(16);
  return `${id}.${proofOf(firmId, email, id)}`;
}

function proofOf(firmId: string, email: string, id: string): string {
  return hmac(derivedSecret("device"), `${firmId}:${email}:${id}`).toString("base64url");
}
