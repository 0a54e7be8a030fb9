import { PDF } from "@libpdf/core";
import type { Locator, Page } from "@playwright/test";
import { vatReturnPdf } from "@/db/demo/documents/vat-return-pdf";
import { vatReturnXbrl } from "@/db/demo/documents/vat-return-xbrl";
import { inPortal } from "../support/a-task";
import {
  alone,
  expect,
  expectClean,
  mobiles,
  origin,
  owner,
  password,
  readMail,
  readSms,
  readTotp,
  signIn,
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
    pdf: "Bijlage",
    xbrl: "XBRL of XML",
    received: "Ontvangen en gecontroleerd",
    toCheck: "Verder: controleren",
    old: /tijdvak is lang geleden/,
    late: /dag van indienen is al voorbij/,
    reference: /^Betalingskenmerk/,
    publishNow: "Klaarzetten",
    published: "Klaargezet. De cliënt heeft een e-mail gekregen van Noorderlicht Accountants portal.",
    first: "Eerst dit",
    daysLate: "dagen te laat",
    toPay: "te betalen",
    approveBy: "Goedkeuren uiterlijk",
    payBy: "op de rekening uiterlijk",
    review: "Bekijken en goedkeuren",
    contact: "Mijn contactpersoon",
    photo: "Foto van Sander Hoekstra",
    contactLink: "Neem a.u.b. contact op als u vragen heeft",
    outcome: "Te betalen",
    payByDay: "Op de rekening uiterlijk",
    how: "Hoe komen wij aan dit bedrag?",
    boxes: "Alle rubrieken",
    sales: "€ 4.800",
    salesVat: "€ 1.008",
    more: "€ 185 meer dan in",
    chart: "Btw per tijdvak",
    paymentReference: "Betalingskenmerk",
    where: "Waar is dit stuk?",
    yourApproval: "Uw akkoord",
    yourTurn: "U bent aan zet",
    filing: "Indienen door Noorderlicht Accountants",
    firmsTurn: "Noorderlicht Accountants is aan zet",
    open: "Bijlage openen",
    notOpened: "U hebt de bijlage nog niet geopend.",
    backToReturn: "Terug naar het stuk",
    page1: "Pagina 1 van 2",
    page2: "Pagina 2 van 2",
    nextPage: "Volgende pagina",
    larger: "Groter",
    approve: "Goedkeuren",
    approving: "U keurt goed",
    approveAndSend: "Goedkeuren en verzenden",
    processed: "Het document is succesvol verwerkt",
    completed: "Afgerond",
    yourPartDone: "Uw deel is klaar",
    whatNext: "Wat gebeurt er nu?",
    doNotForget: "Vergeet niet te betalen.",
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
    pdf: "Attachment",
    xbrl: "XBRL or XML",
    received: "Received and checked",
    toCheck: "Next: check",
    old: /period is long ago/,
    late: /day of filing has passed/,
    reference: /^Payment reference/,
    publishNow: "Publish",
    published: "Published. The client has been sent an email from Noorderlicht Accountants portal.",
    first: "This first",
    daysLate: "days late",
    toPay: "to pay",
    approveBy: "Approve by",
    payBy: "on the account by",
    review: "Review and approve",
    contact: "My contact",
    photo: "Photo of Sander Hoekstra",
    contactLink: "Please get in touch if you have questions",
    outcome: "To pay",
    payByDay: "On the account by",
    how: "How did we get this amount?",
    boxes: "All boxes",
    sales: "€ 4,800",
    salesVat: "€ 1,008",
    more: "€ 185 more than in",
    chart: "VAT by period",
    paymentReference: "Payment reference",
    where: "Where is this document?",
    yourApproval: "Your approval",
    yourTurn: "It is your turn",
    filing: "Filing by Noorderlicht Accountants",
    firmsTurn: "It is Noorderlicht Accountants's turn",
    open: "Open attachment",
    notOpened: "You have not opened the attachment yet.",
    backToReturn: "Back to the document",
    page1: "Page 1 of 2",
    page2: "Page 2 of 2",
    nextPage: "Next page",
    larger: "Larger",
    approve: "Approve",
    approving: "You are approving",
    approveAndSend: "Approve and send",
    processed: "The document was processed successfully",
    completed: "Completed",
    yourPartDone: "Your part is done",
    whatNext: "What happens next?",
    doNotForget: "Do not forget to pay.",
    approved: "Approved",
  },
} as const;

/**
 * The period of each journey, and the dates that follow from it: on the account by the last day of the next month,
 * and the firm wants the approval two working days before. Those are long past, whatever day it is today.
 */
const returns = {
  nl: [
    {
      month: "2025-02",
      end: "28",
      is: "februari",
      was: "januari",
      approve: ["donderdag", "27 maart"],
      pay: "31 maart",
    },
    {
      month: "2025-04",
      end: "30",
      is: "april",
      was: "maart",
      approve: ["donderdag", "29 mei"],
      pay: "31 mei",
    },
  ],
  en: [
    { month: "2025-06", end: "30", is: "June", was: "May", approve: ["Tuesday", "29 July"], pay: "31 July" },
    {
      month: "2025-08",
      end: "31",
      is: "August",
      was: "July",
      approve: ["Friday", "26 September"],
      pay: "30 September",
    },
  ],
} as const;
/** The mails and text messages to Marieke are in the language of her profile, which other tests change. */
const inEither = { nl: ["februari|February", "april|April"], en: ["juni|June", "augustus|August"] } as const;
const client = "marieke@korenaar.example";
const property = "de-korenaar-vastgoed";
const reference = "7001 0000 5601 1110";

for (const language of ["nl", "en"] as const) {
  test(`a return goes from the firm to the client and back (${language})`, async ({ browser }, info) => {
    test.setTimeout(300_000);
    const say = says[language];
    const project = info.project.name === "wide" ? 0 : 1;
    const { month, end, is, was, approve, pay } = returns[language][project];
    const title = new RegExp(`Omzetbelasting.* ${is} 2025`);
    const named = new RegExp(`Omzetbelasting.* (${inEither[language][project]}) 2025`);
    const period = { start: `${month}-01`, end: `${month}-${end}` };
    // One journey at a time: the welcome screen shows the one task that comes first.
    await alone(`the first task of ${property}`, async () => {
      await monthBefore(month);
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
        buffer: Buffer.from(await twice(await vatReturnPdf(paper))),
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
      await staff.getByLabel(say.reference).fill(reference);
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

      // The welcome screen has it on top, with its dates, and says whom to ask.
      await page.goto(`/o/${property}`);
      const first = page.getByRole("region", { name: title });
      for (const words of [say.first, say.daysLate, "€ 885", say.toPay])
        await expect(first).toContainText(words);
      await expect(first).toContainText(`${say.approveBy} ${approve[1]}`);
      await expect(first).toContainText(`${say.payBy} ${pay}`);
      await expect(first.locator("[aria-current=step]")).toContainText(say.yourTurn);
      const person = page.getByRole("region", { name: say.contact });
      await expect(person.getByRole("heading", { name: "Sander Hoekstra" })).toBeVisible();
      await expectPicture(person.getByRole("img", { name: say.photo }));
      await person.getByRole("link", { name: say.contactLink }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Contact" })).toBeVisible();
      await expectPicture(
        page.getByRole("region", { name: "Sander Hoekstra" }).getByRole("img", { name: say.photo }),
      );
      await page.goBack();
      await page.getByRole("link", { name: say.review }).click();
      await page.waitForURL(link ?? "");

      // She reads the amount, its dates, how it came about, and where it is.
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      const outcome = page.getByRole("region", { name: say.outcome, exact: true });
      await expect(outcome).toContainText("€ 885");
      await expect(outcome).toContainText(`${say.approveBy} ${approve.join(" ")} 2025`);
      await expect(outcome).toContainText(`${say.payByDay} ${pay} 2025`);
      const how = page.getByRole("region", { name: say.how });
      await expect(how).toContainText(`${say.more} ${was} 2025 (€ 700`);
      await expect(
        how.getByRole("img", {
          name: new RegExp(`${say.chart}: .*${was} 2025 €\\s700.*${is} 2025 €\\s885`),
        }),
      ).toBeVisible();
      await expect(how).toContainText(say.paymentReference);
      await expect(how.getByText(reference, { exact: true })).toBeVisible();
      const table = how.getByRole("table", { name: say.boxes });
      await expect(table).toHaveCount(0);
      await how.getByText(say.boxes).filter({ visible: true }).click();
      await expect(table.getByRole("row", { name: /^1a / })).toContainText(say.sales);
      await expect(table.getByRole("row", { name: /^1a / })).toContainText(say.salesVat);
      await expect(table.getByRole("row", { name: /^5g / })).toContainText("€ 885");
      const where = page.getByRole("region", { name: say.where });
      await expect(where.locator("[aria-current=step]")).toContainText(say.yourApproval);
      await expect(where.locator("[aria-current=step]")).toContainText(say.yourTurn);
      await expectClean(page);

      // Whoever approves without having opened the attachment is told so; she opens it and reads.
      await page.getByRole("button", { name: say.approve, exact: true }).click();
      const dialog = page.getByRole("dialog");
      await expect(dialog.getByRole("heading", { name: say.approving })).toBeVisible();
      await expect(dialog).toContainText(`€ 885 ${say.toPay}`);
      await expect(dialog.getByText(say.notOpened)).toBeVisible();
      await expectClean(page);
      await dialog.getByRole("link", { name: say.open }).click();
      await page.waitForURL(/\/bijlage$/);
      await readAttachment(page, say, Boolean(use.hasTouch));
      await expectClean(page);
      await page.getByRole("link", { name: say.backToReturn }).click();

      // Then she approves with the code of the text message that names the return.
      await page.getByRole("button", { name: say.approve, exact: true }).click();
      await expect(dialog.getByLabel(say.smsCode)).toBeVisible();
      await expect(dialog.getByText(say.notOpened)).toHaveCount(0);
      await expectClean(page);
      const sms = await readSms(mobiles[client], named);
      expect(sms.from).toBe("Accountant");
      await dialog.getByLabel(say.smsCode).fill(sms.code);
      await dialog.getByRole("button", { name: say.approveAndSend }).click();
      await expectProcessed(page, say);
      // The day on which the money had to be there has passed; a reminder would come too late.
      await expect(page.getByText(say.doNotForget)).toHaveCount(0);
      await expectClean(page);
      await page.goto(link ?? "");
      await expect(page.getByText(say.completed).first()).toBeVisible();
      await expect(where.locator("[aria-current=step]")).toContainText(say.firmsTurn);
      await expect(page.getByRole("button", { name: say.approve, exact: true })).toHaveCount(0);

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
  });

  test(`what is still to be paid is said after the approval, with where to (${language})`, async ({
    page,
  }, info) => {
    test.setTimeout(90_000);
    const say = says[language];
    // A month ahead, another for each run of this test; it is due by the end of the month after it.
    const ahead = 1 + (info.project.name === "wide" ? 0 : 1) + (language === "nl" ? 0 : 2);
    const now = new Date();
    const day = (months: number, date: number) =>
      new Date(Date.UTC(now.getFullYear(), now.getMonth() + months, date));
    const due = day(ahead + 2, 0);
    const written = new Intl.DateTimeFormat(language === "nl" ? "nl-NL" : "en-GB", {
      timeZone: "UTC",
      day: "numeric",
      month: "long",
      ...(due.getUTCFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
    }).format(due);
    const path = await aReturn({
      start: iso(day(ahead, 1)),
      end: iso(day(ahead + 1, 0)),
      vat: 100_800,
      paymentReference: reference.replaceAll(" ", ""),
    });
    const month = (locale: string) =>
      new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "long", year: "numeric" }).format(
        day(ahead, 1),
      );
    await signIn(page, client);
    await page.context().addCookies([{ name: "taal", value: language, url: origin() }]);
    await page.goto(origin() + path);
    await expect(page.getByRole("region", { name: say.outcome, exact: true })).toContainText(
      `${say.payByDay} ${written}`,
    );
    await page.getByRole("button", { name: say.approve, exact: true }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    const { code } = await readSms(mobiles[client], new RegExp(`${month("nl-NL")}|${month("en-GB")}`));
    await page.getByLabel(say.smsCode).fill(code);
    await page.getByRole("button", { name: say.approveAndSend }).click();
    await expectProcessed(page, say);
    const note = page.getByText(say.doNotForget).locator("..");
    for (const words of ["€ 885", written, "NL86 INGB 0002 4455 88", say.paymentReference, reference])
      await expect(note).toContainText(words);
    await expectClean(page);
  });
}

type Words = (typeof says)[keyof typeof says];

/** A picture that really came. */
async function expectPicture(picture: Locator): Promise<void> {
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
}

/** Reads both pages: words that can be selected, and buttons that work by mouse or finger. */
async function readAttachment(page: Page, say: Words, byTouch: boolean): Promise<void> {
  const press = (name: string) => {
    const button = page.getByRole("button", { name });
    return byTouch ? button.tap() : button.click();
  };
  const sheet = page.getByRole("region", { name: say.page1 });
  const words = sheet.locator(".textLayer span").filter({ hasText: "Aangifte omzetbelasting" }).first();
  await expect(words).toBeVisible({ timeout: 30_000 });
  await expect(sheet.locator(".textLayer")).toContainText("De Korenaar Vastgoed B.V.");
  await words.dblclick();
  expect(await page.evaluate(() => getSelection()?.toString().trim())).toMatch(/^(Aangifte|omzetbelasting)/);
  await expect(page.getByRole("status").filter({ hasText: say.page1 })).toBeVisible();
  await press(say.nextPage);
  await expect(page.getByRole("status").filter({ hasText: say.page2 })).toBeVisible();
  const second = page.getByRole("region", { name: say.page2 });
  await expect(second.locator(".textLayer")).toContainText("Aangifte omzetbelasting");
  const width = async () => (await second.boundingBox())?.width ?? 0;
  const before = await width();
  await press(say.larger);
  await expect.poll(width).toBeGreaterThan(before * 1.1);
}

/** What stands there once it has been approved: done for the client, and the firm's turn. */
async function expectProcessed(page: Page, say: Words): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: say.processed })).toBeVisible();
  await expect(page.getByText(say.completed, { exact: true })).toBeVisible();
  await expect(page.getByText(say.yourPartDone)).toBeVisible();
  const turn = page.getByRole("region", { name: say.whatNext }).locator("[aria-current=step]");
  await expect(turn).toContainText(say.filing);
  await expect(turn).toContainText(say.firmsTurn);
}

/** The same page two times, so that there is one to turn to. */
async function twice(pdf: Uint8Array): Promise<Uint8Array> {
  return (await PDF.merge([pdf, pdf])).save();
}

const iso = (day: Date) => day.toISOString().slice(0, 10);

/** A return that was approved, over the month before this one: € 700 to pay. */
async function monthBefore(month: string): Promise<void> {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const [start, end] = [Date.UTC(year, number - 2, 1), Date.UTC(year, number - 1, 0)].map((at) =>
    iso(new Date(at)),
  );
  await aReturn({ start: start ?? "", end: end ?? "", vat: 82_300, approvedOn: `${month}-20` });
}

/** Puts a return before De Korenaar Vastgoed, outside the pages; 123 euros of its VAT come back. */
async function aReturn(wish: {
  start: string;
  end: string;
  vat: number;
  paymentReference?: string;
  approvedOn?: string;
}): Promise<string> {
  const [found] = await owner(
    (
      sql,
    ) => sql`select o.firm_id, o.id, o.name, o.relationship_manager_id as by, f.name as firm, a.id as marieke
      from organisations o join firms f on f.id = o.firm_id join accounts a on a.firm_id = f.id and a.email = ${client}
      where o.slug = ${property}`,
  );
  if (!found) throw new Error(`No organisation ${property}`);
  const { start, end, vat, paymentReference, approvedOn } = wish;
  const id = await inPortal(async () =>
    (await import("@/db/demo/returns")).aVatReturn({
      firmId: found.firm_id,
      firmName: found.firm,
      organisationId: found.id,
      organisationName: found.name,
      obNumber: "001000044B37",
      period: { start, end },
      boxes: { "1a": { turnover: 480_000, vat }, "5b": { vat: 12_300 } },
      publishedOn: approvedOn ?? iso(new Date()),
      by: found.by,
      ...(paymentReference ? { paymentReference } : {}),
      ...(approvedOn ? { approved: { accountId: found.marieke, on: approvedOn } } : {}),
    }),
  );
  return `/o/${property}/accordering/${id}`;
}

const seen = new Set<string>();
/** The sign-in pages once per language are enough. */
async function expectCleanOnce(page: Page): Promise<void> {
  const { pathname } = new URL(page.url());
  if (!seen.has(pathname)) await expectClean(page);
  seen.add(pathname);
}
