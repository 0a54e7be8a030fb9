import { getRequestConfig } from "next-intl/server";

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
];

/** The portal's words, without asking who is there. */
export default getRequestConfig(async () => {
  const locale = "nl";
  const messages: Record<string, unknown> = {};
  for (const room of rooms) messages[room] = (await import(`../../messages/${locale}/${room}.json`)).default;
  return { locale, messages, timeZone: "Europe/Amsterdam" };
});
