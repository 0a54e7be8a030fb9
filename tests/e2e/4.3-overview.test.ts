import { aDocument } from "../support/a-document";
import { expect, expectClean, origin, owner, signIn, test } from "../support/browser-test";

const gerrit = "gerrit@garagepostma.example";
const garage = "garage-postma";
const firm = "devries" as const;
const here = (query = "") => `${origin(firm)}/o/${garage}/accordering/overzicht${query}`;

/** As many of one document as a list has pages for; they have a name, and nothing behind it. */
async function manyOf(id: string, label: string, count: number): Promise<void> {
  await owner(async (sql) => {
    const columns = await sql`select column_name as name from information_schema.columns
      where table_name = 'filings' and column_name not in ('id', 'reference', 'published_at', 'label', 'search_text')`;
    const names = columns.map(({ name }) => `"${name}"`).join(", ");
    await sql.unsafe(
      `insert into filings (id, reference, published_at, label, search_text, ${names})
       select gen_random_uuid(), $2 || '-' || n, published_at - n * interval '1 minute', $2 || ' ' || n, $2, ${names}
       from filings, generate_series(1, $3::int) n where id = $1`,
      [id, label, count],
    );
  });
}

test("status, year and type narrow the overview, each with [Alle], and stand in the address", async ({
  page,
}, info) => {
  const word = `garage${info.project.name}`;
  await aDocument(garage, { label: word });
  await aDocument(garage, {
    label: word,
    stream: "letter",
    period: { start: "2025-05-07", end: "2025-05-07" },
    typed: {},
    approveBy: null,
    fileBy: null,
    details: { number: "2025.123", documentDate: "2025-05-07", objectBy: "2025-06-18" },
  });
  await signIn(page, gerrit, firm);
  await page.goto(here());
  for (const name of ["Status", "Jaar", "Type"]) {
    await expect(page.getByLabel(name, { exact: true })).toHaveValue("");
    await expect(page.getByLabel(name, { exact: true }).getByRole("option").first()).toHaveText("[Alle]");
  }
  await expectClean(page);

  await page.getByLabel("Zoeken").fill(word);
  await page.getByRole("button", { name: "Toepassen filter" }).click();
  await expect(page.getByRole("main").getByRole("status")).toHaveText(
    "2 documenten, laatst klaargezet boven",
  );
  // The answer is what one sees, and where one goes on: on a phone it stands below the filters.
  const found = page.getByRole("main").getByRole("status");
  await expect(found).toBeInViewport({ ratio: 1 });
  await expect(found).toBeFocused();

  await page.getByLabel("Jaar", { exact: true }).selectOption("2025");
  await page.getByLabel("Type", { exact: true }).selectOption("Brief");
  await page.getByLabel("Status", { exact: true }).selectOption("Om te lezen");
  await page.getByRole("button", { name: "Toepassen filter" }).click();
  await expect(page).toHaveURL(/status=lezen&jaar=2025&type=letter&zoek=/);
  await expect(page.getByRole("main").getByRole("status")).toHaveText("1 document, laatst klaargezet boven");
  // What is chosen stands in the address: it is there again after reading one document, and after loading anew.
  const chosen = async () => {
    await expect(page.getByLabel("Status", { exact: true })).toHaveValue("lezen");
    await expect(page.getByLabel("Jaar", { exact: true })).toHaveValue("2025");
    await expect(page.getByLabel("Type", { exact: true })).toHaveValue("letter");
  };
  await page.reload();
  await chosen();
  await expect(found).toHaveText("1 document, laatst klaargezet boven");
  await expectClean(page);

  // A letter is there to be read: its dates, and no button.
  await page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(word) })
    .locator("visible=true")
    .click();
  await expect(page.getByText("Om te lezen", { exact: true })).toBeVisible();
  await expect(page.getByText("Bezwaar uiterlijk")).toBeVisible();
  await expect(page.getByText("18 juni 2025")).toBeVisible();
  await expect(page.getByRole("button", { name: /Goedkeuren/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Afkeuren", exact: true })).toHaveCount(0);
  await expectClean(page);
  await page.goBack();
  await chosen();

  // Seen on its page, it is read from then on: there, and in the list.
  const badge = page.getByText("Gelezen", { exact: true }).locator("visible=true");
  await page.goForward();
  await expect(async () => {
    await page.reload();
    await page.getByRole("region", { name: "Bijlage" }).scrollIntoViewIfNeeded();
    await expect(badge).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.goto(here(`?status=lezen&jaar=2025&type=letter&zoek=${word}`));
  await expect(page.getByRole("heading", { name: "Geen documenten gevonden" })).toBeVisible();
  await page.getByLabel("Status", { exact: true }).selectOption("Gelezen");
  await page.getByRole("button", { name: "Toepassen filter" }).click();
  await expect(page.getByRole("main").getByRole("status")).toHaveText("1 document, laatst klaargezet boven");
  await expect(badge).toBeVisible();

  await page.getByLabel("Status", { exact: true }).selectOption("Afgekeurd");
  await page.getByRole("button", { name: "Toepassen filter" }).click();
  await expect(page.getByRole("heading", { name: "Geen documenten gevonden" })).toBeVisible();
  await expectClean(page);
  await page.getByRole("link", { name: "Wis filter" }).first().click();
  await expect(page).toHaveURL(here());
});

test("after going back, the filters say what is shown", async ({ page }) => {
  await signIn(page, gerrit, firm);
  await page.goto(here());
  await page.getByLabel("Type", { exact: true }).selectOption("Jaarrekening");
  await page.getByLabel("Zoeken").fill("2025");
  await page.getByRole("button", { name: "Toepassen filter" }).click();
  await expect(page).toHaveURL(/type=annualAccounts/);
  await page.goBack();
  await expect(page).toHaveURL(here());
  await expect(page.getByLabel("Type", { exact: true })).toHaveValue("");
  await expect(page.getByLabel("Zoeken")).toHaveValue("");
  await expect(page.getByRole("link", { name: "Wis filter" })).toHaveCount(0);
  await page.goForward();
  await expect(page.getByLabel("Type", { exact: true })).toHaveValue("annualAccounts");
});

test("what is narrowed stays so on the next page", async ({ page }, info) => {
  const word = `bladeren${info.project.name}`;
  const { id } = await aDocument(garage, { label: word });
  await manyOf(id, word, 60);
  await signIn(page, gerrit, firm);
  await page.goto(here(`?zoek=${word}`));
  await expect(page.getByRole("main").getByRole("status")).toHaveText(
    "Meer dan 50 documenten, laatst klaargezet boven",
  );
  await page.getByRole("link", { name: "Oudere documenten" }).click();
  await expect(page).toHaveURL(new RegExp(`zoek=${word}&na=`));
  await expect(page.getByLabel("Zoeken")).toHaveValue(word);
  await expect(page.getByRole("main").getByRole("status")).toHaveText(
    "Nog 11 oudere documenten, laatst klaargezet boven",
  );
  await expect(page.getByRole("main").getByText(`${word} 60`).locator("visible=true")).toBeVisible();
  await page.getByRole("link", { name: "Terug naar de nieuwste" }).click();
  await expect(page).toHaveURL(here(`?zoek=${word}`));
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });
  test("the filters work all the same", async ({ page }, info) => {
    const word = `zonder${info.project.name}`;
    await aDocument(garage, { label: word });
    await signIn(page, gerrit, firm);
    await page.goto(here());
    await page.getByLabel("Zoeken").fill(word);
    await page.getByLabel("Status", { exact: true }).selectOption("Openstaand");
    await page.getByRole("button", { name: "Toepassen filter" }).click();
    const found = page.getByRole("main").getByRole("status");
    await expect(found).toHaveText("1 document, laatst klaargezet boven");
    await expect(found).toBeInViewport({ ratio: 1 });
  });
});
