import { getRequestConfig } from "next-intl/server";
import { chosenLanguage, currentSession } from "./request";

export type Language = "nl" | "en";

/** The rooms that have words; each is a namespace and a file in messages/nl and messages/en. */
const rooms = [
  "shell",
  "sign-in",
  "welcome",
  "approvals",
  "signing",
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
  "check",
  "signing-settings",
] as const;

/** This browser's choice (a cookie), else that of whoever is signed in, else Dutch. */
export async function currentLanguage(): Promise<Language> {
  const chosen = await chosenLanguage();
  if (chosen) return chosen;
  // While the database is away the page that says so still has words.
  const session = await currentSession().catch(() => null);
  return session?.language ?? "nl";
}

type Messages = Record<string, unknown>;
const loaded = new Map<Language, Promise<Messages>>();

/** All words of a language, gathered once; again after that failed. */
function messagesIn(language: Language): Promise<Messages> {
  const known = loaded.get(language) ?? gather(language);
  loaded.set(language, known);
  known.catch(() => loaded.delete(language));
  return known;
}

async function gather(language: Language): Promise<Messages> {
  const room = async (name: string) => [
    name,
    (await import(`../../messages/${language}/${name}.json`)).default,
  ];
  return Object.fromEntries(await Promise.all(rooms.map(room)));
}

export default getRequestConfig(async () => {
  const locale = await currentLanguage();
  return { locale, messages: await messagesIn(locale), timeZone: "Europe/Amsterdam" };
});
