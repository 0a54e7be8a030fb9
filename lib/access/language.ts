import { getRequestConfig } from "next-intl/server";
import { chosenLanguage, currentSession } from "./request";

export type Language = "nl" | "en";

/** The rooms that have words; each is a namespace and a file in messages/nl and messages/en. */
const rooms = [
  "shell",
  "sign-in",
  "welcome",
  "approvals",
  "contact",
  "profile",
  "staff",
  "sending",
  "settings",
  "channels",
  "viewer",
  "digipoort",
  "reasons",
  "figures",
] as const;

/** This browser's choice (a cookie), else that of whoever is signed in, else Dutch. */
export async function currentLanguage(): Promise<Language> {
  const chosen = await chosenLanguage();
  if (chosen) return chosen;
  // While the database is away the page that says so still has words.
  const session = await currentSession().catch(() => null);
  return session?.language ?? "nl";
}

export default getRequestConfig(async () => {
  const locale = await currentLanguage();
  const messages: Record<string, unknown> = {};
  for (const room of rooms) messages[room] = (await import(`../../messages/${locale}/${room}.json`)).default;
  return { locale, messages, timeZone: "Europe/Amsterdam" };
});
