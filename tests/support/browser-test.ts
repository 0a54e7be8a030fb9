import { get } from "node:http";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import postgres from "postgres";

export { expect };
export type Slug = "noorderlicht" | "devries";
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
  await expect
    .poll(async () => {
      found = (await messagesOf(slug)).find(
        (one) => one.channel === "mail" && one.to === to && subject.test(one.subject),
      );
      return Boolean(found);
    })
    .toBe(true);
  return found as Message;
}

/** The current code of a colleague's authenticator app; each counts once, so a used one is waited out. */
export async function readTotp(to: string, slug: Slug = "noorderlicht"): Promise<string> {
  const message = (await messagesOf(slug)).find((one) => one.channel === "totp" && one.to === to);
  if (!message) throw new Error(`${to} has no authenticator app`);
  return message.text;
}

/** Looks at, or resets, the portal's database from outside. */
export async function owner<T>(work: (sql: ReturnType<typeof postgres>) => Promise<T>): Promise<T> {
  const sql = postgres(process.env.PORTAL_OWNER_URL ?? "", { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

export const mobiles = {
  "marieke@korenaar.example": "+31612345678",
  "pieter@korenaar.example": "+31612345634",
  "fatima@fysiodelinde.example": "+31612345691",
  "gerrit@garagepostma.example": "+31612345655",
};
export type ClientEmail = keyof typeof mobiles;

/** Signs a client in through the pages, in Dutch whatever the profile says. */
export async function signIn(page: Page, email: ClientEmail, slug: Slug = "noorderlicht"): Promise<void> {
  await page.context().addCookies([{ name: "taal", value: "nl", url: origin(slug) }]);
  await alone(email, async () => {
    await page.goto(`${origin(slug)}/inloggen`);
    await passwordStep(page, email);
    await page.locator("#code").fill((await readSms(mobiles[email], /inloggen|signing in/, slug)).code);
    await page.locator("form:has(#code) button[type=submit]").click();
    await page.waitForURL(/\/o\//);
  });
}

/** Signs a colleague in: password, then the authenticator app. */
export async function signInStaff(page: Page, email: string, slug: Slug = "noorderlicht"): Promise<void> {
  await alone(email, async (sql) => {
    // The code of this half minute counts once, and the test before may have used it.
    await sql`update accounts set totp_last_step = null where email = ${email}`;
    await page.goto(`${origin(slug)}/inloggen?terug=/admin`);
    await passwordStep(page, email);
    await page.locator("#code").fill(await readTotp(email, slug));
    await page.locator("form:has(#code) button[type=submit]").click();
    await page.waitForURL(/\/admin/);
  });
}

/**
 * Two tests that sign the same person in at once would read each other's codes. And all of them come from one
 * address, whose caps are lifted here.
 */
export function alone<T>(email: string, work: (sql: ReturnType<typeof postgres>) => Promise<T>): Promise<T> {
  return owner(async (sql) => {
    await sql`select pg_advisory_lock(hashtext(${email}))`;
    await sql`delete from gate.throttles`;
    return work(sql);
  });
}

async function passwordStep(page: Page, email: string): Promise<void> {
  await page.locator("#email").fill(email);
  await page.locator("#wachtwoord").fill(password);
  await page.locator("form:has(#wachtwoord) button[type=submit]").click();
  await page.waitForURL(/\/inloggen\/code/);
}

/** No complaint of axe (WCAG 2.2 A and AA, best practices), and nothing that sticks out of the page. */
export async function expectClean(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  // pdf.js measures letters on a canvas of no size at the end of the body.
  const { violations } = await new AxeBuilder({ page }).exclude(".hiddenCanvasElement").analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
    page.url(),
  ).toEqual([]);
  const [wide, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(wide, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(window ?? 0);
}
