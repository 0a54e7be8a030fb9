import { vatReturnPdf } from "@/db/demo/documents/vat-return-pdf";
import { vatReturnXbrl } from "@/db/demo/documents/vat-return-xbrl";
import {
  alone,
  expect,
  expectClean,
  mobiles,
  password,
  readMail,
  readSms,
  readTotp,
  test,
} from "../support/browser-test";

/** What the screens say; the Dutch as the manual has it. */
const says = {
  nl: {
    language: "NL, Nederlands",
    email: "E-mailadres",
    password: "Wachtwoord",
    next: "Ga verder",
    appCode: "Code uit de app",
    smsCode: "SMS token",
    signIn: "Aanmelden",
    publish: "Stuk klaarzetten",
    organisation: "Organisatie",
    pdf: "PDF van de aangifte",
    xbrl: "XBRL van de aangifte",
    received: "Ontvangen en gecontroleerd",
    toCheck: "Verder: controleren",
    old: /meer dan vier maanden geleden/,
    late: /dag van indienen is al voorbij/,
    publishNow: "Klaarzetten",
    published: "Klaargezet. De cliënt heeft een e-mail gekregen van Noorderlicht Accountants portal.",
    toPay: "te betalen",
    open: "Bijlage openen",
    approve: "Goedkeuren",
    approving: "U keurt goed",
    approveAndSend: "Goedkeuren en verzenden",
    processed: "Het document is succesvol verwerkt",
    completed: "Afgerond",
    approved: "Goedgekeurd",
  },
  en: {
    language: "EN, English",
    email: "Email address",
    password: "Password",
    next: "Continue",
    appCode: "Code from the app",
    smsCode: "SMS code",
    signIn: "Sign in",
    publish: "Publish a document",
    organisation: "Organisation",
    pdf: "PDF of the return",
    xbrl: "XBRL of the return",
    received: "Received and checked",
    toCheck: "Next: check",
    old: /more than four months ago/,
    late: /filing date has passed/,
    publishNow: "Publish",
    published: "Published. The client has been sent an email from Noorderlicht Accountants portal.",
    toPay: "to pay",
    open: "Open attachment",
    approve: "Approve",
    approving: "You are approving",
    approveAndSend: "Approve and send",
    processed: "The document was processed successfully",
    completed: "Completed",
    approved: "Approved",
  },
} as const;

const months = { nl: ["januari", "maart"], en: ["February", "April"] } as const;
/** The mails and text messages to Marieke are in the language of her profile, which other tests change. */
const inEither = {
  nl: ["januari|January", "maart|March"],
  en: ["februari|February", "april|April"],
} as const;
const periods = { nl: ["2025-01", "2025-03"], en: ["2025-02", "2025-04"] } as const;

for (const language of ["nl", "en"] as const) {
  test(`a return goes from the firm to the client and back (${language})`, async ({ browser }, info) => {
    test.setTimeout(120_000);
    const say = says[language];
    const project = info.project.name === "wide" ? 0 : 1;
    const month = periods[language][project] ?? "";
    const title = new RegExp(`Omzetbelasting.* ${months[language][project]} 2025`);
    const named = new RegExp(`Omzetbelasting.* (${inEither[language][project]}) 2025`);
    const period = { start: `${month}-01`, end: month.endsWith("02") ? `${month}-28` : `${month}-30` };
    if (month.endsWith("01") || month.endsWith("03")) period.end = `${month}-31`;
    const client = "marieke@korenaar.example";
    const { use } = info.project;
    const context = {
      viewport: use.viewport,
      isMobile: use.isMobile,
      hasTouch: use.hasTouch,
      baseURL: use.baseURL,
    };

    // Sander puts the return before his client.
    const desk = await browser.newContext(context);
    const staff = await desk.newPage();
    await staff.goto("/admin");
    await staff.getByRole("button", { name: say.language }).click();
    await alone("sander@noorderlicht.example", async (sql) => {
      await sql`update accounts set totp_last_step = null where email = 'sander@noorderlicht.example'`;
      await staff.getByLabel(say.email).fill("sander@noorderlicht.example");
      await staff.getByLabel(say.password, { exact: true }).fill(password);
      await staff.getByRole("button", { name: say.next }).click();
      await expectCleanOnce(staff);
      await staff.getByLabel(say.appCode).fill(await readTotp("sander@noorderlicht.example"));
      await staff.getByRole("button", { name: say.signIn }).click();
      await staff.waitForURL(/\/admin/);
    });
    await expectClean(staff);
    await staff.getByRole("link", { name: say.publish }).first().click();
    await expectClean(staff);
    await staff.getByLabel(say.organisation).selectOption("De Korenaar Vastgoed B.V.");
    const boxes = { "1a": { turnover: 480_000, vat: 100_800 }, "5b": { vat: 12_300 } };
    const figures = { rows: [], amount: 88_500 };
    const organisationName = "De Korenaar Vastgoed B.V.";
    const paper = {
      firmName: "Noorderlicht Accountants",
      organisationName,
      period,
      figures,
      date: period.end,
    };
    await staff.getByLabel(say.pdf).setInputFiles({
      name: "Aangifte omzetbelasting.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from(await vatReturnPdf(paper)),
    });
    await staff.getByLabel(say.xbrl).setInputFiles({
      name: "aangifte.xbrl",
      mimeType: "application/xml",
      buffer: Buffer.from(vatReturnXbrl({ obNumber: "001000044B37", period, boxes })),
    });
    await expect(staff.getByRole("main").getByText(say.received)).toHaveCount(2);
    await staff.getByRole("button", { name: say.toCheck }).click();
    await expect(staff.getByText(title)).toBeVisible();
    await expect(staff.getByText("€ 885").first()).toBeVisible();
    await expectClean(staff);
    await staff.getByLabel(say.old).check();
    await staff.getByLabel(say.late).check();
    await staff.getByRole("button", { name: say.publishNow, exact: true }).click();
    await expect(staff.getByText(say.published)).toBeVisible();
    await expectClean(staff);

    // Marieke is told by mail; its link opens the right organisation after she has signed in.
    const mail = await readMail(client, title.source.startsWith("Omzet") ? named : title);
    expect(mail.from).toContain("Noorderlicht Accountants portal <");
    const link =
      /http:\/\/noorderlicht\.localhost:\d+\/o\/de-korenaar-vastgoed\/accordering\/[0-9a-f-]{36}/.exec(
        mail.text,
      )?.[0];
    const phone = await browser.newContext(context);
    const page = await phone.newPage();
    await page.goto(link ?? "no link");
    await page.getByRole("button", { name: say.language }).click();
    await expectCleanOnce(page);
    await alone(client, async () => {
      await page.getByLabel(say.email).fill(client);
      await page.getByLabel(say.password, { exact: true }).fill(password);
      await page.getByRole("button", { name: say.next }).click();
      await page.waitForURL(/\/inloggen\/code/);
      await expectClean(page);
      await page.getByLabel(say.smsCode).fill((await readSms(mobiles[client], /inloggen|signing in/)).code);
      await page.getByRole("button", { name: say.signIn }).click();
      await page.waitForURL(link ?? "");
    });

    // She reads it, opens the attachment, and approves with the code of the text message that names it.
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByText("€ 885").first()).toBeVisible();
    await expectClean(page);
    await page.getByRole("link", { name: say.open }).first().click();
    await expect(page.getByText("Aangifte omzetbelasting", { exact: false }).first()).toBeVisible();
    await page.waitForSelector(".textLayer span");
    await expectClean(page);
    await page.goto(link ?? "");
    await page.getByRole("button", { name: say.approve, exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("heading", { name: say.approving })).toBeVisible();
    await expectClean(page);
    const sms = await readSms(mobiles[client], named);
    expect(sms.from).toBe("Accountant");
    await dialog.getByLabel(say.smsCode).fill(sms.code);
    await dialog.getByRole("button", { name: say.approveAndSend }).click();
    await expect(page.getByRole("heading", { name: say.processed })).toBeVisible();
    await expectClean(page);

    // It is completed for her, and approved for the firm.
    await page.goto("/o/de-korenaar-vastgoed/accordering/overzicht");
    await expect(
      page.getByRole("row").or(page.getByRole("listitem")).filter({ hasText: title }),
    ).toContainText([say.completed]);
    await expectClean(page);
    await staff.goto("/admin/stukken");
    await expect(staff.getByRole("row").filter({ hasText: title })).toContainText([say.approved]);
    await phone.close();
    await desk.close();
  });
}

const seen = new Set<string>();
/** The sign-in pages once per language are enough. */
async function expectCleanOnce(page: Parameters<typeof expectClean>[0]): Promise<void> {
  const { pathname } = new URL(page.url());
  if (!seen.has(pathname)) await expectClean(page);
  seen.add(pathname);
}
