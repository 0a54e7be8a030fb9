import { type ClientEmail, expect, expectClean, origin, signIn, test } from "../support/browser-test";

test("which e-mails one gets is chosen in the profile, and kept", async ({ page }, info) => {
  // Each width has a person of its own.
  const who: ClientEmail =
    info.project.name === "wide" ? "fatima@fysiodelinde.example" : "els@korenaar.example";
  await signIn(page, who);
  await page.goto(`${origin()}/profiel`);
  const mails = page.getByRole("region", { name: "E-mails" });
  const reading = mails.getByRole("group", { name: "Er is een stuk om te lezen" });
  const reminders = mails.getByRole("group", { name: "Herinneringen" });
  // What waits for an approval is always told: only when can be chosen.
  const approval = mails.getByRole("group", { name: "Er wacht een stuk op uw akkoord" });
  await expect(approval.getByLabel("Niet", { exact: true })).toHaveCount(0);
  await expect(approval.getByLabel("Meteen")).toBeChecked();
  await expect(reminders.getByLabel("Wel")).toBeChecked();
  await reading.getByLabel("Niet", { exact: true }).check();
  await reminders.getByLabel("Niet", { exact: true }).check();
  await mails.getByRole("button", { name: "Keuze opslaan" }).click();
  // Beside the button, which on a phone is far from the top of the form.
  const saved = mails.getByRole("status").filter({ hasText: "Uw keuze is opgeslagen." });
  await expect(saved).toBeInViewport({ ratio: 1 });
  await expectClean(page);
  await page.reload();
  await expect(reading.getByLabel("Niet", { exact: true })).toBeChecked();
  await expect(reminders.getByLabel("Niet", { exact: true })).toBeChecked();
  await expect(approval.getByLabel("Meteen")).toBeChecked();
});
