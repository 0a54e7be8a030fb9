import { comparePages, rowsOf } from "./pages.mjs";

/**
 * Number 2: the same overview in an organisation with very many documents / in one with a hundred. Three portals, each
 * over a database of its own, two of them with a hundred. All show a full page.
 * @param {{ many: object, few: [object, object] }} wish.dossiers where each is served, with the session's cookie
 * @returns {Promise<object[]>} one result for one connection, one for ten
 */
export async function number2({ page, path, dossiers, count, effort, say }) {
  const { many, few } = dossiers;
  const arms = { portal: many, floor: few[0], floorAgain: few[1] };
  for (const at of Object.values(arms)) {
    const rows = await rowsOf(at, path);
    if (rows !== 50) throw new Error(`${path} on port ${at.port} shows ${rows} rows and not 50`);
  }
  return comparePages({
    name: (c) => `2 ${page} of ${count} documents / of 100, p50, c=${c}`,
    bound: 1.1,
    path,
    arms,
    effort,
    say,
  });
}
