import { sha256Hex } from "@/lib/shared/hash";

/**
 * Which attachments were opened in full in this browser, for the word of caution before approving and for nothing else.
 * To whom the firm has shown which bytes stands in the database (`noteOpening`), where showing the first page on the
 * page of a document counts as well: the whole file has left us then.
 */
export const readCookie = "__Host-gelezen";
const kept = 60;

/** Of this person and these bytes; says nothing to anybody else. */
export function readMark(accountId: string, sha256: string): string {
  return sha256Hex(`${accountId}:${sha256}`).slice(0, 16);
}

export function wasReadHere(cookie: string | undefined, mark: string): boolean {
  return marksIn(cookie).includes(mark);
}

/** The cookie with one mark more; the oldest ones go. */
export function withMark(cookie: string | undefined, mark: string): string {
  const value = [mark, ...marksIn(cookie).filter((one) => one !== mark)].slice(0, kept).join(".");
  return `${readCookie}=${value}; Path=/; Max-Age=${400 * 86_400}; HttpOnly; Secure; SameSite=Lax`;
}

function marksIn(cookie = ""): string[] {
  return cookie.split(".").filter((one) => /^[0-9a-f]{16}$/.test(one));
}
