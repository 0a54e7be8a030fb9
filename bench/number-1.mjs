import { comparePages, expectSame } from "./pages.mjs";

/**
 * Number 1: the overview of a client's documents, signed in and narrowed by its filters, out of a great many / the same
 * page without signing in, its table from memory. The floor app renders the portal's own components behind no
 * middleware; everything that the page shows stands in its memory.
 * @param {{ port: number, headers: object }} wish.portal with the session's cookie
 * @param {[number, number]} wish.floors the ports of two copies, of which nobody asked for another page before
 * @returns {Promise<object[]>} one result for one connection, one for ten
 */
export async function number1({ page, path, portal, floors, count, effort, say }) {
  const [floor, floorAgain] = floors.map((port) => ({ port, headers: {} }));
  const arms = { portal, floor, floorAgain };
  await expectSame({ path, arms });
  return comparePages({
    name: (c) =>
      `1 ${page} of ${count} documents, signed in / the same from memory without sign-in, p50, c=${c}`,
    bound: 1.25,
    path,
    arms,
    effort,
    say,
  });
}
