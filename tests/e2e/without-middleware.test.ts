import { type Closers, closeHouse } from "../../scripts/lib/house.mjs";
import { aTask } from "../support/a-task";
import { expect, owner, test } from "../support/browser-test";
import { cookieOf } from "../support/cookie";
import { visit } from "../support/visit";
import { follow, ways } from "../support/ways-of-asking";
import { openWithoutMiddleware } from "../support/without-middleware";

// Statement 22: middleware.ts is a convenience, and everything holds without it. Nothing here is looked at.
test.skip(({ isMobile }) => isMobile);

const closers: Closers = [];
const withIt = () => Number(process.env.PORTAL_PORT);
let without = 0;
let cookies: Record<"pieter" | "fatima" | "gerrit" | "joris" | "sander", string>;
/** Of the bakery, and only for its people and those who work for it. */
let filing = "";
let approved = "";
let bakery = "";
let photo = "";
const secrets = /juli 2018|Bakkerij De Korenaar|%PDF/;
const at = (path = "") => `/o/bakkerij-de-korenaar${path}`;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  if (test.info().project.name === "phone") return;
  const signedIn = async (email: string, slug = "noorderlicht") =>
    `${await cookieOf(email, { slug })}; taal=nl`;
  cookies = {
    pieter: await signedIn("pieter@korenaar.example"),
    fatima: await signedIn("fatima@fysiodelinde.example"),
    gerrit: await signedIn("gerrit@garagepostma.example", "devries"),
    joris: await signedIn("joris@noorderlicht.example"),
    sander: await signedIn("sander@noorderlicht.example"),
  };
  filing = (await aTask("bakkerij-de-korenaar", "2018-07")).id;
  const [row] = await owner(
    (
      sql,
    ) => sql`select o.id, f.id as approved, s.photo_file_id as photo from organisations o, filings f, staff_members s
      where o.slug = 'bakkerij-de-korenaar' and f.organisation_id = o.id and f.state = 'completed'
      and s.firm_id = o.firm_id and s.photo_file_id is not null limit 1`,
  );
  bakery = row?.id;
  approved = row?.approved;
  photo = row?.photo;
  without = await openWithoutMiddleware(closers);
});
test.afterAll(() => closeHouse(closers));

const pages = () => [
  at(),
  at("/contact"),
  at("/accordering"),
  at("/accordering/overzicht"),
  at(`/accordering/${filing}`),
  at(`/accordering/${filing}/bijlage`),
  at(`/accordering/${approved}/verwerkt`),
];
const staffPages = ["/admin/stukken", "/admin/clienten", "/admin/stukken/nieuw"];
const routes = () => [at(`/accordering/${filing}/pdf`), `/foto/${photo}`];
const upload = () => ({
  path: `/api/uploads/${bakery}?soort=pdf`,
  method: "POST",
  headers: { origin: `http://noorderlicht.localhost:${without}` },
  body: "%PDF-1.7",
});

const named = " and names what is the bakery's";
/** Asks one by one; answers "status path" of each, and that it names what is the bakery's where it does. */
async function ask(paths: string[], cookie?: string, slug?: string): Promise<string[]> {
  const lines: string[] = [];
  for (const path of paths) {
    const answer = await visit(without, path, { ...(cookie ? { cookie } : {}), ...(slug ? { slug } : {}) });
    lines.push(`${answer.status} ${path}${secrets.test(answer.text) ? named : ""}`);
  }
  return lines;
}
const all = (status: number, paths: string[]) => paths.map((path) => `${status} ${path}`);

test("there is none, and those whom it concerns see everything", async () => {
  expect((await visit(withIt(), "/inloggen")).headers["content-security-policy"]).toContain("nonce-");
  expect((await visit(without, "/inloggen")).headers["content-security-policy"]).toBeUndefined();
  const theirs = [...pages(), at(`/accordering/${filing}/pdf`)].filter((path) => !path.endsWith("/contact"));
  expect(await ask(theirs, cookies.pieter)).toEqual(theirs.map((path) => `200 ${path}${named}`));
  // Of a person with several organisations the profile names them all, to choose from.
  expect(await ask([`/foto/${photo}`, "/profiel"], cookies.pieter)).toEqual([
    `200 /foto/${photo}`,
    `200 /profiel${named}`,
  ]);
  for (const path of staffPages.slice(0, 2))
    expect((await visit(without, path, { cookie: cookies.joris })).text).toMatch(secrets);
  expect((await visit(without, "/admin/stukken/nieuw", { cookie: cookies.sander })).status).toBe(200);
});

test("nobody sees anything without a session", async () => {
  const signedIn = [...pages(), ...staffPages, "/profiel"];
  expect(await ask(signedIn)).toEqual(all(307, signedIn));
  for (const path of signedIn) expect((await visit(without, path)).location).toContain("/inloggen");
  expect(await ask(routes())).toEqual(all(401, routes()));
  const { path, ...how } = upload();
  expect((await visit(without, path, how)).status).toBe(401);
});

test("for a neighbour it does not exist", async () => {
  const theirs = [...pages(), at(`/accordering/${filing}/pdf`)];
  expect(await ask(theirs, cookies.fatima)).toEqual(all(404, theirs));
  // In one's own organisation, with the id of somebody else's filing.
  const astray = [filing, `${filing}/bijlage`, `${filing}/pdf`, `${approved}/verwerkt`];
  const own = astray.map((rest) => `/o/fysio-de-linde/accordering/${rest}`);
  expect(await ask(own, cookies.fatima)).toEqual(all(404, own));
});

test("the cookie of one firm opens nothing at the other", async () => {
  const everything = [...pages(), ...staffPages, "/profiel", ...routes()];
  expect(await ask(everything, cookies.gerrit)).toEqual(all(401, everything));
  expect(await ask(everything, cookies.pieter, "devries")).toEqual(all(401, everything));
});

test("the rooms of the firm do not exist for a client, and not all are for an assistant", async () => {
  expect(await ask(staffPages, cookies.pieter)).toEqual(all(404, staffPages));
  const { path, ...how } = upload();
  expect((await visit(without, path, { ...how, cookie: cookies.pieter })).status).toBe(404);
  expect((await visit(without, "/admin/stukken/nieuw", { cookie: cookies.joris })).status).toBe(403);
  expect((await visit(without, path, { ...how, cookie: cookies.sander, headers: {} })).status).toBe(401);
  // Of clients there is nothing to see for staff, except under /admin.
  expect(await ask(pages(), cookies.sander)).toEqual(all(307, pages()));
});

async function tries(port: number, cookie?: string): Promise<string[]> {
  const paths = [
    at("/accordering"),
    at(`/accordering/${filing}`),
    at(`/accordering/${filing}/pdf`),
    "/admin/stukken",
  ];
  const told: string[] = [];
  for (const [name, headers, to = (path: string) => path] of ways) {
    const how = { headers, ...(cookie ? { cookie } : {}) };
    const answers = await Promise.all(paths.map((path) => follow(port, to(path), how)));
    answers.forEach(({ status, text }, index) => {
      if (secrets.test(text)) told.push(`${name}: ${paths[index]}`);
      expect(status, `${name}: ${paths[index]}`).toBeLessThan(500);
    });
  }
  return told;
}

test("no way of asking reveals anything, with and without middleware", async () => {
  test.setTimeout(90_000);
  for (const port of [withIt(), without]) {
    for (const cookie of [undefined, cookies.fatima, cookies.gerrit])
      expect(await tries(port, cookie)).toEqual([]);
    // The same questions are answered to the one whose data it is.
    const told = await tries(port, cookies.pieter);
    expect(told).toContain(`RSC: ${at("/accordering")}`);
    expect(told).toContain(`the page without its frames: ${at("/accordering")}`);
    expect(told.length).toBeGreaterThan(20);
  }
});
