import { cookies } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { currentSession } from "./request";

export type Language = "nl" | "en";
export const languageCookie = "taal";

/** The rooms that have words; each is a namespace and a file in messages/nl and messages/en. */
const rooms = [
  "shell",
  "sign-in",
  "welcome",
  "approvals",
  "contact",
  "profile",
  "staff",
  "viewer",
  "reasons",
] as const;

/** The language of whoever is signed in, else of the browser's last choice (a cookie), else Dutch. */
export async function currentLanguage(): Promise<Language> {
  const chosen = (await cookies()).get(languageCookie)?.value === "en" ? "en" : "nl";
  // While the database is away the page that says so still has words.
  const session = await currentSession().catch(() => null);
  return session?.language ?? chosen;
}

export default getRequestConfig(async () => {
  const locale = await currentLanguage();
  const messages: Record<string, unknown> = {};
  for (const room of rooms) messages[room] = (await import(`../../messages/${locale}/${room}.json`)).default;
  return { locale, messages, timeZone: "Europe/Amsterdam" };
});
