import type { Page } from "@playwright/test";
import { vatReturnPdf } from "@/db/demo/documents/vat-return-pdf";
import { vatReturnXbrl } from "@/db/demo/documents/vat-return-xbrl";
import {
  alone,
  expect,
  expectClean,
  mobiles,
  origin,
  password,
  readMail,
  readSms,
  readTotp,
  signIn,
  test,
} from "../support/browser-test";
import { aReturn, client, iso, monthBefore, property, returns, twice } from "../support/journey-returns";
import { expectPicture, expectProcessed, readAttachment } from "../support/journey-steps";
import { says } from "../support/journey-words";

/** The mails and text messages to Marieke are in the language of her profile, which other tests change. */
const inEither = { nl: ["februari|February", "april|April"], en: ["juni|June", "augustus|August"] } as const;
const reference = "7001 0000 5601 1110";

for (const language of ["nl", "en"] as const) {
  test(`a return goes from the firm to the client and back (${language})`, async ({ browser }, info) => {
    test.setTimeout(300_000);
    const say = says[language];
    const project = info.project.name === "wide" ? 0 : 1;
    const { month, end, is, was, approve, approveBy, pay } = returns[language][project];
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
      await staff.getByLabel(say.approveBy).fill(approveBy);
      await staff.getByLabel(say.approvalLate).check();
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
      await expect(dialog.getByLabel(say.direct)).toBeChecked();
      await expectClean(page);
      await dialog.getByRole("button", { name: say.askCode }).click();
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
    await page.getByRole("dialog").getByRole("button", { name: say.askCode }).click();
    await expect(page.getByLabel(say.smsCode)).toBeFocused();
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

const seen = new Set<string>();
/** The sign-in pages once per language are enough. */
async function expectCleanOnce(page: Page): Promise<void> {
  const { pathname } = new URL(page.url());
  if (!seen.has(pathname)) await expectClean(page);
  seen.add(pathname);
}
