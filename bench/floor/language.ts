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

const locale = "nl";
let messages: Promise<Record<string, unknown>> | undefined;

async function gather(): Promise<Record<string, unknown>> {
  const room = async (name: string) => [
    name,
    (await import(`../../messages/${locale}/${name}.json`)).default,
  ];
  return Object.fromEntries(await Promise.all(rooms.map(room)));
}

/** The portal's words, gathered once as there, without asking who is there. */
export default getRequestConfig(async () => {
  messages ??= gather();
  return { locale, messages: await messages, timeZone: "Europe/Amsterdam" };
});
