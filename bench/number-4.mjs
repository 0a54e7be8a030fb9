import { comparePages, expectSame, throughMiddleware } from "./pages.mjs";

/**
 * Number 4: a page with sign-in, tenant and CSP / the same page behind an empty Node middleware.
 *
 * What is compared: the floor app renders the very components of the portal, out of this repository, with the same
 * words and the same Next. Whose session it is, which firm the host belongs to and which organisations this person
 * may see stand in its memory; it sends no security headers and no nonces. The content of the page (the filings, the
 * contact person) it reads as the portal does, from the same rows by the same queries, but as a role that no policy
 * binds, in one bare statement without a transaction and a scope. So the difference is signing in, the tenant (the
 * firm, the organisations, the scope of each read) and the CSP, and not the content. Reported beside it, without a
 * bound: the same behind no middleware at all, and with the content from memory as well.
 *
 * @param {object} wish
 * @param {string} wish.page what it is called
 * @param {string} wish.path
 * @param {{ port: number, headers: Record<string, string> }} wish.portal with the session's cookie
 * @param {{ first: number, second: number, memory: number }} wish.floors ports of two copies of the same floor, and
 *   of one with the content from memory
 * @returns {Promise<object[]>} one result for one connection, one for ten
 */
export async function number4({ page, path, portal, floors, effort, say }) {
  const behind = (port) => ({ port, headers: throughMiddleware });
  const arms = {
    portal,
    floor: behind(floors.first),
    floorAgain: behind(floors.second),
    noMiddleware: { port: floors.first, headers: {} },
    contentFromMemory: behind(floors.memory),
  };
  await expectSame({ path, arms });
  return comparePages({
    name: (c) => `4 ${page} with sign-in, tenant and CSP / the same behind an empty middleware, p50, c=${c}`,
    bound: 1.2,
    path,
    arms,
    reported: ["noMiddleware", "contentFromMemory"],
    effort,
    say,
  });
}
