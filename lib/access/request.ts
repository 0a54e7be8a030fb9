import { cookies, headers } from "next/headers";
import { notFound, unauthorized } from "next/navigation";
import { cache } from "react";
import { environment } from "@/lib/ports/environment";
import { type Firm, firmOfHost, hostOf, originOf } from "./firm";
import { type Session, sessionCookie, sessionOf } from "./session";

/** The firm of the host that was asked for; an unknown host is 404. Looked up once per request. */
export const currentFirm = cache(async (): Promise<Firm> => {
  const firm = await firmOfHost(hostOf(await headers()));
  return firm ?? notFound();
});

export const firmOrNull = cache(async (): Promise<Firm | null> => firmOfHost(hostOf(await headers())));

export const languageCookie = "taal";

/** The language that was chosen in this browser, with the switch at the top right; null when none was. */
export async function chosenLanguage(): Promise<"nl" | "en" | null> {
  const chosen = (await cookies()).get(languageCookie)?.value;
  return chosen === "nl" || chosen === "en" ? chosen : null;
}

/**
 * The session of this request, or null; a session of another firm is 401. Looked up once per request. What was
 * chosen in this browser goes before the profile: two devices of one person can speak two languages.
 */
export const currentSession = cache(async (): Promise<Session | null> => {
  const session = await sessionOf((await cookies()).get(sessionCookie)?.value);
  if (!session) return null;
  const firm = await currentFirm();
  if (session.firmId !== firm.id) unauthorized();
  return { ...session, language: (await chosenLanguage()) ?? session.language };
});

/** What evidence and throttles want to know about a request. */
export type RequestFacts = { ip: string; userAgent: string };

export async function requestFacts(): Promise<RequestFacts> {
  const sent = await headers();
  return {
    ip: clientAddress(sent.get("x-forwarded-for")),
    userAgent: (sent.get("user-agent") ?? "").slice(0, 300),
  };
}

/** The address before the proxies that we trust; what stands further left anybody can write. */
function clientAddress(forwarded: string | null): string {
  const hops = (forwarded ?? "").split(",").map((hop) => hop.trim());
  const index = Math.max(0, hops.length - environment().TRUSTED_PROXY_HOPS);
  return (hops[index] ?? "").slice(0, 64) || "unknown";
}

/**
 * Whether a request that changes something comes from the firm's own pages. Next lets a request
 * without an Origin through; we do not, and `null` is foreign too.
 */
export async function comesFromOwnPages(firm: Firm): Promise<boolean> {
  return (await headers()).get("origin") === originOf(firm);
}
