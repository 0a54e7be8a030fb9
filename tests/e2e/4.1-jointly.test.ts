import { readFile } from "node:fs/promises";
import { aDocument } from "../support/a-document";
import {
  expect,
  expectClean,
  mobiles,
  origin,
  readMail,
  signIn,
  signInStaff,
  test,
} from "../support/browser-test";
import { approveWithCode, askToApprove } from "../support/deciding";

const [marieke, pieter] = ["marieke@korenaar.example", "pieter@korenaar.example"] as const;
const sander = "sander@noorderlicht.example";
const bakery = "bakkerij-de-korenaar";

test("two directors: the first waits for the second, and after both it is the firm that files", async ({
  page,
  browser,
}, info) => {
  test.setTimeout(180_000);
  const label = `samen ${info.project.name}`;
  const { id, path } = await aDocument(bakery, { label, approvers: [marieke, pieter] });
  const about = new RegExp(label);
  await signIn(page, pieter);
  await askToApprove(page, path);
  await expect(page.getByRole("dialog").getByText("U keurt goed als bestuurder.")).toBeVisible();
  await expect(
    page.getByRole("dialog").getByText("Marieke van Dijk moet ook nog akkoord geven."),
  ).toBeVisible();
  await expectClean(page);
  await approveWithCode(page, mobiles[pieter], about);
  await expect(page.getByText(/^Uw akkoord op .* is vastgelegd\.$/)).toBeVisible();
  await expect(page.getByText("Uw deel is klaar. Marieke van Dijk moet nog akkoord geven.")).toBeVisible();
  await expectClean(page);

  // It is no task of his any more; he sees whom it waits for, and cannot approve twice.
  await page.goto(`${origin()}/o/${bakery}/accordering`);
  const waiting = page
    .getByRole("region", { name: "Wacht op anderen" })
    .getByRole("listitem")
    .filter({ hasText: label });
  await expect(waiting).toContainText("Wacht op Marieke van Dijk");
  await waiting.getByRole("link").click();
  const people = page.getByRole("region", { name: "Wie keurt dit goed?" });
  await expect(people.getByRole("listitem").filter({ hasText: "Pieter van Dijk" })).toContainText(
    "Akkoord op",
  );
  await expect(people.getByRole("listitem").filter({ hasText: "Marieke van Dijk" })).toContainText(
    "Nog geen akkoord",
  );
  await expect(page.getByRole("button", { name: /^Goedkeuren/ })).toHaveCount(0);
  await expectClean(page);

  // She approves as well, and keeps the proof of both.
  const hers = await (await browser.newContext({ viewport: info.project.use.viewport })).newPage();
  await signIn(hers, marieke);
  await askToApprove(hers, path);
  await approveWithCode(hers, mobiles[marieke], about);
  await expect(hers.getByRole("main").getByText("Afgerond", { exact: true })).toBeVisible();
  await expect(hers.getByText("Noorderlicht Accountants dient de aangifte in.")).toBeVisible();
  const arrives = hers.waitForEvent("download");
  await hers.getByRole("link", { name: "Bewijs bewaren (PDF)" }).click();
  const proof = await arrives;
  expect(proof.suggestedFilename()).toMatch(/\.pdf$/);
  const words = await textOf(await readFile(await proof.path()));
  for (const name of ["Pieter van Dijk", "Marieke van Dijk"]) expect(words).toContain(name);

  // "Afgerond" is the client's part; filed it is when the firm says so, and both are shown.
  const where = page.getByRole("region", { name: "Waar is dit stuk?" });
  await page.reload();
  await expect(page.getByRole("main").getByText("Afgerond", { exact: true }).first()).toBeVisible();
  await expect(where.locator("[aria-current=step]")).toContainText("Indienen door Noorderlicht Accountants");
  await expect(where).not.toContainText("Ingediend door");
  await readMail(sander, about);
  await signInStaff(hers, sander);
  await hers.goto(`${origin()}/admin/stukken/${id}`);
  await hers.getByRole("link", { name: "Markeren als ingediend" }).click();
  const dialog = hers.getByRole("dialog");
  await dialog.getByLabel(/^Kenmerk van indiening/).fill("DIV-0047");
  await dialog.getByRole("button", { name: "Markeren als ingediend" }).click();
  await expect(hers.getByRole("status").filter({ hasText: "Het stuk staat als ingediend." })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("main").getByText("· Ingediend", { exact: true })).toBeVisible();
  await expect(where).toContainText("Ingediend door Noorderlicht Accountants");
  await expect(where).toContainText("DIV-0047");
  await hers.context().close();
});

/** The words of a PDF. */
async function textOf(bytes: Uint8Array): Promise<string> {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const words: string[] = [];
  for (let at = 1; at <= pdf.numPages; at++) {
    const { items } = await (await pdf.getPage(at)).getTextContent();
    words.push(...items.map((item) => ("str" in item ? item.str : "")));
  }
  await pdf.destroy();
  return words.join(" ");
}
