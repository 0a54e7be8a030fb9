import { p50 } from "./load.mjs";
import { compare } from "./rounds.mjs";
import { Visitor } from "./visitor.mjs";

/** What asks a floor for a page without a cookie; the header leads through its empty middleware. */
export const throughMiddleware = { "x-through-middleware": "yes" };

/**
 * The median time of a page of the portal to that of two copies of a floor, over one connection and over ten.
 * @param {object} wish
 * @param {(connections: number) => string} wish.name
 * @param {number} wish.bound
 * @param {string} wish.path
 * @param {Record<"portal" | "floor" | "floorAgain" | string, { port: number, headers: object }>} wish.arms
 * @param {string[]} [wish.reported] the arms to which the ratio is reported as well
 * @param {{ rounds: number, requests: number, warmUp: number }} wish.effort
 * @returns {Promise<object[]>} one result for each
 */
export async function comparePages({ name, bound, path, arms, reported = [], effort, say }) {
  const results = [];
  for (const connections of [1, 10]) {
    say(name(connections));
    const sample = (requests) =>
      Object.fromEntries(
        Object.entries(arms).map(([arm, at]) => [arm, () => p50({ ...at, path, connections, requests })]),
      );
    for (const warm of Object.values(sample(effort.warmUp))) await warm();
    const found = await compare({ rounds: effort.rounds, arms: sample(effort.requests), say });
    const { portal, ...others } = found.arms;
    if (found.conclusive) say(`  ${portal.ratio} (${portal.p50} ms)`);
    results.push({
      ...verdict(name(connections), bound, found),
      reported: Object.fromEntries(
        reported.map((arm) => [`to ${arm}`, Math.round((portal.ratio / others[arm].ratio) * 1000) / 1000]),
      ),
      p50InMs: Object.fromEntries(Object.entries(found.arms).map(([arm, figures]) => [arm, figures.p50])),
    });
  }
  return results;
}

/** What every comparison of arms with two copies of a floor comes to. @param found see compare */
export function verdict(name, bound, { conclusive, tries, agreement, rounds, arms: { portal } }) {
  return {
    name,
    ratio: conclusive ? portal.ratio : null,
    bound,
    ok: conclusive && portal.ratio <= bound,
    ...(conclusive ? {} : { note: "inconclusive: two copies of the floor differ by more than 10 %" }),
    ratioOfTheLastTry: portal.ratio,
    floorsDifferBy: agreement,
    rounds,
    tries,
  };
}

/** A comparison is fair only while all arms show the same. @throws with the first difference */
export async function expectSame({ path, arms: { portal, ...floors } }) {
  const ours = skeleton(await pageOf(portal, path));
  for (const floor of Object.values(floors)) {
    const theirs = skeleton(await pageOf(floor, path));
    const at = ours.findIndex((piece, index) => piece !== theirs[index]);
    if (at >= 0 || ours.length !== theirs.length) {
      throw new Error(`A floor shows another ${path}: ${ours[at]} became ${theirs[at]}`);
    }
  }
}

async function pageOf({ port, headers }, path) {
  const { status, text } = await new Visitor("noorderlicht", port).get(path, headers);
  if (status !== 200) throw new Error(`${path} on port ${port} answered ${status}`);
  return text;
}

/** How many rows the table of a page has, its head not counted. */
export async function rowsOf(at, path) {
  const body = /<tbody.*?<\/tbody>/s.exec(await pageOf(at, path))?.[0] ?? "";
  return body.split("<tr").length - 1;
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
