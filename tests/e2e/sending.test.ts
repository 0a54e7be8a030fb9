import { randomUUID } from "node:crypto";
import { expect, expectClean, origin, owner, signInStaff, test } from "../support/browser-test";

// Rows of one firm, which a second run beside it would find too.
test.skip(({ isMobile }) => isMobile);

/** A mail about the bakery that came to this end, under a title of its own. */
async function aMail(status: "failed" | "unknown", title: string): Promise<void> {
  const facts = { title, organisation: "Bakkerij De Korenaar B.V.", by: "Marieke van Dijk" };
  const payload = { template: "filing-approved", path: "/admin/stukken", facts };
  await owner(
    (
      sql,
    ) => sql`insert into outbox (firm_id, id, kind, lane, payload, idempotency_key, organisation_id, account_id,
      status, attempts, run_after, last_error, retryable, created_at, done_at)
    select o.firm_id, ${randomUUID()}, 'mail', 'mail', ${sql.json(payload)}, ${randomUUID()}, o.id, a.id,
      ${status}, 3, now(), ${status === "failed" ? "smtp 550" : "interrupted"}, true, now(), now()
    from organisations o join accounts a on a.firm_id = o.firm_id and a.email = 'sander@noorderlicht.example'
    where o.slug = 'bakkerij-de-korenaar'`,
  );
}

test("staff see what was sent, and send again what failed", async ({ page }) => {
  const title = `Proef ${randomUUID().slice(0, 8)}`;
  await aMail("failed", title);
  await signInStaff(page, "sander@noorderlicht.example");
  await page.goto(`${origin()}/admin/stukken`);
  await page.getByRole("link", { name: "Verzending" }).click();
  await expect(page.getByRole("heading", { name: "Verzending", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Mislukt" }).click();
  const row = page.getByRole("row", { name: title });
  await expect(row).toContainText("E-mail: Bakkerij De Korenaar B.V.");
  await expect(row).toContainText("De dienst weigerde dit bericht.");
  await expect(row).toContainText("3 pogingen");
  await expectClean(page);
  await row.getByRole("button", { name: /^Opnieuw proberen/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("link", { name: "Verstuurd" }).click();
  await expect(page.getByRole("row", { name: title })).toContainText("Verstuurd");
});

test("what nobody knows the end of is decided by a person, after a warning", async ({ page }) => {
  const title = `Proef ${randomUUID().slice(0, 8)}`;
  await aMail("unknown", title);
  await signInStaff(page, "sander@noorderlicht.example");
  await page.goto(`${origin()}/admin/verzending?status=onbekend`);
  const row = page.getByRole("row", { name: title });
  await expect(row.getByRole("button", { name: /^Als verstuurd markeren/ })).toBeHidden();
  await row.getByText("Wat nu?").click();
  await expect(row).toContainText("dan kan het twee keer aankomen");
  await expectClean(page);
  await row.getByRole("button", { name: /^Als verstuurd markeren/ }).click();
  await expect(row).toHaveCount(0);
});

test("an assistant sees it, and sends nothing again", async ({ page }) => {
  const title = `Proef ${randomUUID().slice(0, 8)}`;
  await aMail("failed", title);
  await signInStaff(page, "joris@noorderlicht.example");
  await page.goto(`${origin()}/admin/verzending?status=mislukt`);
  await expect(page.getByRole("row", { name: title })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Opnieuw proberen/ })).toHaveCount(0);
});
