import { p50 } from "./load.mjs";
import { compare } from "./rounds.mjs";
import { Visitor } from "./visitor.mjs";

const bound = 1.2;
const throughMiddleware = { "x-through-middleware": "yes" };

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
 * @param {{ rounds: number, requests: number, warmUp: number }} wish.effort
 * @returns {Promise<object[]>} one result for one connection, one for ten
 */
export async function number4({ page, path, portal, floors, effort, say }) {
  await expectSame({ path, portal, floors });
  const arms = {
    portal: [portal.port, portal.headers],
    floor: [floors.first, throughMiddleware],
    floorAgain: [floors.second, throughMiddleware],
    noMiddleware: [floors.first, {}],
    contentFromMemory: [floors.memory, throughMiddleware],
  };
  const results = [];
  for (const connections of [1, 10]) {
    const name = `4 ${page} with sign-in, tenant and CSP / the same behind an empty middleware, p50, c=${connections}`;
    say(name);
    const sample = (requests) =>
      Object.fromEntries(
        Object.entries(arms).map(([arm, [port, headers]]) => [
          arm,
          () => p50({ port, path, headers, connections, requests }),
        ]),
      );
    for (const warm of Object.values(sample(effort.warmUp))) await warm();
    const found = await compare({ rounds: effort.rounds, arms: sample(effort.requests), say });
    if (found.conclusive) say(`  ${found.arms.portal.ratio} (${found.arms.portal.p50} ms)`);
    results.push(result(name, effort.rounds, found));
  }
  return results;
}

function result(name, rounds, { conclusive, tries, agreement, arms }) {
  const { portal } = arms;
  const ms = Object.fromEntries(Object.entries(arms).map(([arm, figures]) => [arm, figures.p50]));
  return {
    name,
    ratio: conclusive ? portal.ratio : null,
    bound,
    ok: conclusive && portal.ratio <= bound,
    ...(conclusive ? {} : { note: "inconclusive: two copies of the floor differ by more than 10 %" }),
    reported: {
      "behind no middleware": perArm(portal, arms.noMiddleware),
      "content from memory": perArm(portal, arms.contentFromMemory),
    },
    p50InMs: ms,
    floorsDifferBy: agreement,
    rounds,
    tries,
  };
}

function perArm(portal, arm) {
  return Math.round((portal.ratio / arm.ratio) * 1000) / 1000;
}

/** The comparison is fair only while both show the same. @throws with the first difference */
async function expectSame({ path, portal, floors }) {
  const ours = skeleton(await pageOf(portal.port, path, portal.headers));
  for (const port of [floors.first, floors.second, floors.memory]) {
    const floor = skeleton(await pageOf(port, path, throughMiddleware));
    const at = ours.findIndex((piece, index) => piece !== floor[index]);
    if (at >= 0 || ours.length !== floor.length) {
      throw new Error(`The floor shows another ${path}: ${ours[at]} became ${floor[at]}`);
    }
  }
}

async function pageOf(port, path, headers) {
  const visitor = new Visitor("noorderlicht", port);
  const { status, text } = await visitor.get(path, headers);
  if (status !== 200) throw new Error(`${path} on port ${port} answered ${status}`);
  return text;
}

/** The tags of the body without their attributes, and the words between them. */
function skeleton(html) {
  const body = html.slice(html.indexOf("<body"), html.lastIndexOf("</body>"));
  return body
    .replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, "")
    .replace(/<!--.*?-->/gs, "")
    .replace(/<(\/?[a-z0-9]+)\b[^>]*>/gi, "\n<$1>\n")
    .split("\n")
    .filter((piece) => piece.trim() !== "");
}
