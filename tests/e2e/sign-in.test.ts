import type { Page } from "@playwright/test";
import {
  alone,
  expect,
  expectClean,
  mobiles,
  origin,
  password,
  readMail,
  readSms,
  signIn,
  test,
} from "../support/browser-test";

const marieke = "marieke@korenaar.example";
const selected = (field: HTMLElement) => {
  const { value, selectionStart, selectionEnd } = field as HTMLInputElement;
  return value.slice(selectionStart ?? 0, selectionEnd ?? 0);
};

/** The first of the two steps, at the page of Noorderlicht. */
async function passwordStep(page: Page, email: string, secret = password): Promise<void> {
  await page.goto("/inloggen");
  await page.getByLabel("E-mailadres").fill(email);
  await page.getByLabel("Wachtwoord", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Ga verder" }).click();
}

async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("SMS token").fill(code);
  await page.getByRole("button", { name: "Aanmelden" }).click();
}

test("a wrong password and an unknown address are answered alike", async ({ page }) => {
  const said: (string | null)[] = [];
  for (const email of [marieke, "niemand@nergens.example"]) {
    await alone(marieke, async () => {
      await passwordStep(page, email, "niet-het-wachtwoord");
      const refusal = page.getByText("Dit e-mailadres of wachtwoord klopt niet");
      await expect(refusal.first()).toBeVisible();
      said.push(await page.getByRole("main").textContent());
    });
    // What was typed is still there, but for the password.
    await expect(page.getByLabel("E-mailadres")).toHaveValue(email);
    await expect(page.getByLabel("Wachtwoord", { exact: true })).toHaveValue("");
    await expectClean(page);
  }
  expect(said[0]).toBe(said[1]);
});

test("empty fields are named, and the first one gets the focus", async ({ page }) => {
  await page.goto("/inloggen");
  await page.getByRole("button", { name: "Ga verder" }).click();
  await expect(page.getByText("Vul uw wachtwoord in").first()).toBeVisible();
  await expect(page.getByText("Dit moet nog goed")).toBeVisible();
  await expectClean(page);
  await page.getByRole("link", { name: "Vul uw wachtwoord in" }).click();
  await expect(page.getByLabel("Wachtwoord", { exact: true })).toBeFocused();
});

test("five wrong codes end the attempt; the right one is too late then", async ({ page }) => {
  const pieter = "pieter@korenaar.example";
  await alone(pieter, async (sql) => {
    await passwordStep(page, pieter);
    await page.waitForURL(/\/code/);
    await expect(page.getByLabel("SMS token")).toBeFocused();
    const { code } = await readSms(mobiles[pieter], /inloggen/);
    const wrong = code === "000000" ? "000001" : "000000";
    const field = page.getByLabel("SMS token");
    for (const left of ["4 pogingen", "3 pogingen", "2 pogingen", "1 poging"]) {
      await enterCode(page, wrong);
      // Said at the field, whose value stays; all of it is selected, so that typing on replaces it.
      await expect(page.locator("#code-fault")).toContainText(`U hebt nog ${left}.`);
      await expect(field).toHaveAccessibleDescription(new RegExp(`U hebt nog ${left}\\.`));
      await expect(field).toBeFocused();
      await expect(field).toHaveValue(wrong);
      await expect.poll(() => field.evaluate(selected)).toBe(wrong);
      await field.press("End");
    }
    await expectClean(page);
    for (const last of [wrong, code]) {
      await enterCode(page, last);
      await expect(page.getByText("U probeerde te vaak een code").first()).toBeVisible();
    }
    // The quarter of an hour is over.
    await sql`update challenges set created_at = challenges.created_at - interval '16 minutes'
      from accounts a where a.id = challenges.account_id and a.email = ${pieter}`;
  });
});

test("an expired code is answered with a new one", async ({ page }) => {
  const fatima = "fatima@fysiodelinde.example";
  await alone(fatima, async (sql) => {
    await passwordStep(page, fatima);
    await page.waitForURL(/\/code/);
    const first = await readSms(mobiles[fatima], /inloggen/);
    await sql`update challenge_codes c set expires_at = now() - interval '1 second'
      from accounts a where a.id = c.account_id and a.email = ${fatima}`;
    await sql`update challenges set last_sent_at = last_sent_at - interval '10 minutes'
      from accounts a where a.id = challenges.account_id and a.email = ${fatima}`;
    await enterCode(page, first.code);
    await expect(page.locator("#code-fault")).toHaveText(
      "Deze code is verlopen. Wij hebben een nieuwe gestuurd.",
    );
    await expect(page.getByText(/Nieuw token over \d+ s/)).toBeVisible();
    await expectClean(page);
    const second = await readSms(mobiles[fatima], /inloggen/);
    expect(second.code).not.toBe(first.code);
    // No more may be sent: then it says what to do.
    await sql`update challenge_codes c set expires_at = now() - interval '1 second'
      from accounts a where a.id = c.account_id and a.email = ${fatima}`;
    await sql`update challenges set sends = 5 from accounts a
      where a.id = challenges.account_id and a.email = ${fatima}`;
    await enterCode(page, second.code);
    await expect(page.locator("#code-fault")).toHaveText("Deze code is verlopen. Vraag een nieuwe.");
  });
});

test("the code page opens nothing else, and without an attempt it says where to begin", async ({ page }) => {
  await page.goto("/inloggen/code");
  await expect(page.getByText("Begin opnieuw met uw e-mailadres en wachtwoord")).toBeVisible();
  await alone(marieke, async () => {
    await passwordStep(page, marieke);
    await page.waitForURL(/\/code/);
    for (const path of [
      "/",
      "/o/bakkerij-de-korenaar",
      "/o/bakkerij-de-korenaar/accordering",
      "/admin",
      "/profiel",
    ]) {
      await page.goto(path);
      await expect(page, path).toHaveURL(/\/inloggen(\?|$)/);
      expect(await page.content(), path).not.toMatch(/Korenaar|Marieke/);
    }
  });
});

test("a new code can be asked for after a minute; the first goes on working", async ({ page }) => {
  const fatima = "fatima@fysiodelinde.example";
  await alone(fatima, async (sql) => {
    await page.clock.install();
    await passwordStep(page, fatima);
    await page.waitForURL(/\/code/);
    const first = await readSms(mobiles[fatima], /inloggen/);
    await expect(page.getByText(/Nieuw token over \d+ s/)).toBeVisible();
    // A minute goes by, on the server and on the screen.
    await sql`update challenges set last_sent_at = last_sent_at - interval '61 seconds'
      from accounts a where a.id = challenges.account_id and a.email = ${fatima}`;
    await page.clock.runFor(61_000);
    await page.getByRole("button", { name: "Nieuw token versturen" }).click();
    await expect.poll(async () => (await readSms(mobiles[fatima], /inloggen/)).code).not.toBe(first.code);
    await enterCode(page, `${first.code.slice(0, 3)} ${first.code.slice(3)}`);
    await page.waitForURL(/\/o\/fysio-de-linde/);
    await expect(page.getByRole("heading", { level: 1, name: /Fatima/ })).toBeVisible();
    await expectClean(page);
  });
});

test("without a number on file there is a page that says whom to call", async ({ page }) => {
  await page.context().addCookies([{ name: "taal", value: "nl", url: origin() }]);
  await alone("tom@visserwatersport.example", async () => {
    await passwordStep(page, "tom@visserwatersport.example");
    await expect(page.getByRole("heading", { name: "Uw mobiele nummer is nog niet bekend" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Bel 038 000 12 34" })).toHaveAttribute("href", /^tel:/);
    await expectClean(page);
  });
});

test("a forgotten password: the link works once, and sessions elsewhere end", async ({ page, browser }) => {
  // Somebody of their own: a new password ends every session, also one that another test has of a person just then.
  const jelle = "jelle@garagepostma.example";
  const at = origin("devries");
  await alone(jelle, async (sql) => {
    await sql`insert into accounts (firm_id, id, kind, email, name, first_name, password_hash)
      select firm_id, gen_random_uuid(), kind, ${jelle}, 'Jelle Postma', 'Jelle', password_hash
      from accounts where email = 'gerrit@garagepostma.example' on conflict do nothing`;
    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    await signIn(other, jelle, "devries");
    await page.goto(`${at}/inloggen`);
    await page.getByRole("link", { name: "Wachtwoord vergeten?" }).click();
    await expectClean(page);
    await page.getByLabel("E-mailadres").fill(jelle);
    await page.getByRole("button", { name: "Link versturen" }).click();
    await expect(page.getByRole("heading", { name: "Kijk in uw e-mail" })).toBeVisible();
    await expectClean(page);
    const before = await readMail(jelle, /Nieuw wachtwoord kiezen/, "devries");
    const link = /http:\/\/devries\.localhost:\d+\/wachtwoord\/\S+/.exec(before.text)?.[0] ?? "";
    // Scanners of mail open links too: looking uses nothing up.
    await page.goto(link);
    await page.goto(link);
    await expectClean(page);
    await page.getByLabel("Nieuw wachtwoord").fill("kort");
    await page.getByRole("button", { name: "Wachtwoord opslaan" }).click();
    await expect(page.getByText("Neem minstens 12 tekens").first()).toBeVisible();
    await page.getByLabel("Nieuw wachtwoord").fill(password);
    await page.getByRole("button", { name: "Wachtwoord opslaan" }).click();
    await expect(page.getByText("Uw nieuwe wachtwoord is opgeslagen")).toBeVisible();
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "Deze link werkt niet meer" })).toBeVisible();
    await other.goto(`${at}/profiel`);
    await expect(other).toHaveURL(/\/inloggen\?/);
    await elsewhere.close();
  });
});

test("signing out ends the session on the server", async ({ page, context }) => {
  await alone(marieke, async () => {
    await passwordStep(page, marieke);
    await page.waitForURL(/\/code/);
    await enterCode(page, (await readSms(mobiles[marieke], /inloggen|signing in/)).code);
    await page.waitForURL(/\/o\//);
  });
  const cookies = await context.cookies();
  const session = cookies.find(({ name }) => name === "__Host-portaal");
  for (const cookie of cookies.filter(({ name }) => name.startsWith("__Host-"))) {
    expect(cookie).toMatchObject({ secure: true, path: "/" });
  }
  // In the language of her profile, which another test may be changing at this moment.
  await page.goto("/profiel");
  const signOut = page.getByRole("button", { name: /^(Afmelden|Sign out)$/ });
  await signOut.filter({ visible: true }).first().click();
  await expect(page.getByText(/^(U bent afgemeld|You have signed out)\.$/)).toBeVisible();
  // The very same cookie, put back, opens nothing.
  if (session) await context.addCookies([session]);
  await page.goto("/o/bakkerij-de-korenaar");
  await expect(page).toHaveURL(/\/inloggen\?reden=sessie/);
});

test("a session that is ended from another device ends with the next click", async ({
  page,
  browser,
}, info) => {
  const pieter = "pieter@korenaar.example";
  await alone(`sessions of ${pieter}`, async () => {
    // Of a browser that no other test has, so that their sessions are left alone.
    const system =
      info.project.name === "phone" ? "Macintosh; Intel Mac OS X 10.15" : "Windows NT 10.0; Win64; x64";
    const elsewhere = await browser.newContext({
      userAgent: `Mozilla/5.0 (${system}; rv:128.0) Gecko/20100101 Firefox/128.0`,
    });
    const other = await elsewhere.newPage();
    await signIn(other, pieter);
    await signIn(page, pieter);
    await page.goto(`${origin()}/profiel`);
    await expectClean(page);
    const name =
      info.project.name === "phone" ? /Firefox op Mac.*beëindigen$/ : /Firefox op Windows.*beëindigen$/;
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole("button", { name })).toHaveCount(0);
    await other.goto(`${origin()}/o/bakkerij-de-korenaar`);
    await expect(other).toHaveURL(/\/inloggen\?reden=sessie/);
    await expect(other.getByText(/Uw sessie is beëindigd|Your session has ended/)).toBeVisible();
    await page.goto(`${origin()}/o/bakkerij-de-korenaar`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Pieter");
    await elsewhere.close();
  });
});

test.describe("elsewhere", () => {
  test.use({ allowed: [/status of 40[14]/] });

  test("the cookie of one firm opens nothing at another", async ({ page, context }) => {
    await signIn(page, marieke);
    const url = origin("devries");
    const theirs = (await context.cookies()).map((cookie) => ({ ...cookie, domain: "devries.localhost" }));
    await context.addCookies(theirs);
    expect((await context.cookies(url)).map(({ name }) => name)).toContain("__Host-portaal");
    for (const path of ["/profiel", "/o/bakkerij-de-korenaar", "/admin"]) {
      const answer = await page.goto(`${url}${path}`);
      expect(answer?.status()).toBe(401);
      await expect(page.getByText("U bent hier niet ingelogd")).toBeVisible();
      expect(await page.content()).not.toMatch(/Bakkerij|Marieke/);
    }
    await expectClean(page);
  });

  test("an unknown host gets a plain page and no data", async ({ page }) => {
    const port = process.env.PORTAL_PORT;
    for (const host of ["onbekend.localhost", "localhost"]) {
      const answer = await page.goto(`http://${host}:${port}/inloggen`);
      expect(answer?.status()).toBe(404);
      await expect(page.getByText("Hier is geen portaal")).toBeVisible();
      await expectClean(page);
      expect(await page.content()).not.toMatch(/Noorderlicht|De Vries/);
    }
  });
});
