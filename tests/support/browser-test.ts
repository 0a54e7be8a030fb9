import { get } from "node:http";
import { test as base, expect, type Page } from "@playwright/test";
import { sessionCookieOf } from "./cookie";
import { type Owner, owner } from "./in-portal";

export { expectClean } from "./clean";
export { expect, owner };
/** A firm of the story, or one that a test has of its own. */
export type Slug = "noorderlicht" | "devries" | `kantoor-${string}`;
export type Message = {
  channel: "sms" | "mail" | "totp";
  to: string;
  from: string;
  subject: string;
  text: string;
  at: string;
};

export const password = "Demo-portaal-2026";
export const origin = (slug: Slug = "noorderlicht") => `http://${slug}.localhost:${process.env.PORTAL_PORT}`;

/** Every test fails on an error in the page's console: a broken policy, a missing word, a crash. */
export const test = base.extend<{ allowed: RegExp[]; quietConsole: undefined }>({
  /** Complaints that a test brings about on purpose. */
  allowed: [[], { option: true }],
  quietConsole: [
    async ({ context, allowed }, use) => {
      const complaints: string[] = [];
      context.on("console", (message) => {
        if (message.type() === "error" || /hydrat|Content.Security/i.test(message.text())) {
          complaints.push(`${message.text()} ${message.location().url}`);
        }
      });
      context.on("weberror", (error) => complaints.push(String(error.error())));
      await use(undefined);
      expect(complaints.filter((text) => !allowed.some((pattern) => pattern.test(text)))).toEqual([]);
    },
    { auto: true },
  ],
});

/** Asks without a browser. Node does not look up *.localhost, hence the Host header. */
export async function ask(
  path: string,
  { slug = "noorderlicht", cookie }: { slug?: Slug; cookie?: string } = {},
): Promise<{ status: number; text: string }> {
  const port = Number(process.env.PORTAL_PORT);
  const headers = { host: `${slug}.localhost:${port}`, ...(cookie ? { cookie } : {}) };
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => {
        text += piece;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    }).once("error", reject);
  });
}

/** What this firm's people were sent, newest first. */
async function messagesOf(slug?: Slug): Promise<Message[]> {
  return JSON.parse((await ask("/demo/berichten.json", { ...(slug ? { slug } : {}) })).text) as Message[];
}

/** The code in the newest text message to a number that says this. */
export async function readSms(
  to: string,
  about: RegExp,
  slug?: Slug,
): Promise<{ text: string; code: string; from: string }> {
  const message = (await messagesOf(slug)).find(
    (one) => one.channel === "sms" && one.to === to && about.test(one.text),
  );
  if (!message) throw new Error(`Nobody texted ${to} about ${about}`);
  return { text: message.text, from: message.from, code: /#(\d{6})/.exec(message.text)?.[1] ?? "" };
}

/** The newest mail to an address whose subject fits; waits for it, as people do. */
export async function readMail(to: string, subject: RegExp, slug?: Slug): Promise<Message> {
  let found: Message | undefined;
  const arrived = async () => {
    found = (await messagesOf(slug)).find(
      (one) => one.channel === "mail" && one.to === to && subject.test(one.subject),
    );
    return Boolean(found);
  };
  await expect.poll(arrived, { message: `a mail to ${to} about ${subject}`, timeout: 30_000 }).toBe(true);
  return found as Message;
}

/** The current code of a colleague's authenticator app; each counts once, so a used one is waited out. */
export async function readTotp(to: string, slug: Slug = "noorderlicht"): Promise<string> {
  const message = (await messagesOf(slug)).find((one) => one.channel === "totp" && one.to === to);
  if (!message) throw new Error(`${to} has no authenticator app`);
  return message.text;
}

export const mobiles = {
  "els@korenaar.example": "+31612345602",
  "marieke@korenaar.example": "+31612345678",
  "pieter@korenaar.example": "+31612345634",
  "fatima@fysiodelinde.example": "+31612345691",
  "gerrit@garagepostma.example": "+31612345655",
};
export type ClientEmail = keyof typeof mobiles;

/** Signs a client in, in Dutch whatever the profile says; the pages for that are tried in sign-in.test.ts. */
export function signIn(page: Page, email: string, slug: Slug = "noorderlicht"): Promise<void> {
  return enter(page, email, slug);
}

/** Signs a colleague in. */
export function signInStaff(page: Page, email: string, slug: Slug = "noorderlicht"): Promise<void> {
  return enter(page, email, slug);
}

async function enter(page: Page, email: string, slug: Slug): Promise<void> {
  const userAgent = await page.evaluate(() => navigator.userAgent);
  await owner(liftCaps);
  const cookie = await sessionCookieOf(email, { slug, userAgent });
  await page.context().addCookies([
    { name: "taal", value: "nl", url: origin(slug) },
    { ...cookie, domain: `${slug}.localhost`, path: "/", secure: true, httpOnly: true, sameSite: "Lax" },
  ]);
}

/** Two tests that sign the same person in at once would read each other's codes. */
export function alone<T>(email: string, work: (sql: Owner) => Promise<T>): Promise<T> {
  return owner(async (sql) => {
    await sql`select pg_advisory_lock(hashtext(${email}))`;
    await liftCaps(sql);
    return work(sql);
  });
}

/** All tests come from one address, and a few people ask for all of the codes. */
const liftCaps = (sql: Owner) => sql`delete from gate.throttles`;
