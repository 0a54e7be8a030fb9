import { fork } from "node:child_process";
import { join } from "node:path";
import { root } from "../scripts/lib/install.mjs";
import { end, noteOf, stopWithUs } from "../scripts/lib/processes.mjs";
import { onOwnCore, onServersCore } from "./pin.mjs";
import { compare, median } from "./rounds.mjs";
import { statementsDuring } from "./statements.mjs";

/**
 * Number 9, first half: a request's reads under row-level security / the same reads with their explicit filters
 * only. Both go through the portal's own queries and its scope (BEGIN, scope, COMMIT); the second runs over a copy
 * of the database whose policies are off. Answers are compared, so that nobody is quick with less.
 * @param {object} wish
 * @param {string} wish.loginUrl of the database with policies
 * @param {string} wish.openUrl of its copy without
 * @param {Record<string, object>} wish.orders what bench/scoped.ts is asked, by name of the request
 * @returns {Promise<object>} the result: the ratio is that of the worst request
 */
export async function number9Scope({ loginUrl, openUrl, orders, effort, say }, closers) {
  const name = "9 scoped (RLS) request / same request with explicit filters only";
  say(name);
  onServersCore();
  const readers = {
    portal: startReader(loginUrl, closers),
    floor: startReader(openUrl, closers),
    floorAgain: startReader(openUrl, closers),
  };
  onOwnCore();
  const pages = {};
  for (const [request, order] of Object.entries(orders)) {
    const sample = (times) =>
      Object.fromEntries(
        Object.entries(readers).map(([arm, read]) => [
          arm,
          async () => median((await read({ ...order, request, times })).took),
        ]),
      );
    const answers = [];
    for (const read of Object.values(readers)) {
      answers.push((await read({ ...order, request, times: effort.readsToWarmUp })).found);
    }
    if (new Set(answers).size > 1) throw new Error(`${request} answers otherwise when the policies are off`);
    pages[request] = await compare({ rounds: effort.rounds, arms: sample(effort.reads), say });
  }
  const conclusive = Object.values(pages).every((page) => page.conclusive);
  const worst = Math.max(...Object.values(pages).map(({ arms }) => arms.portal.ratio));
  return {
    name,
    ratio: conclusive ? worst : null,
    bound: 1.3,
    ok: conclusive && worst <= 1.3,
    ...(conclusive ? {} : { note: "inconclusive: two copies of the floor differ by more than 10 %" }),
    requests: Object.fromEntries(
      Object.entries(pages).map(([request, { arms, agreement }]) => [
        request,
        {
          ratio: arms.portal.ratio,
          scopedMs: arms.portal.p50,
          openMs: arms.floor.p50,
          floorsDifferBy: agreement,
        },
      ]),
    ),
    rounds: effort.rounds,
  };
}

/** A process that reads as the portal does, over one database. */
function startReader(url, closers) {
  const child = fork(join(root, "bench/scoped.ts"), {
    cwd: root,
    execArgv: ["--import", "tsx"],
    env: { ...process.env, NODE_ENV: "production", DATABASE_URL: url, PORTAL_POOL: "2" },
  });
  const note = noteOf(child.pid);
  const leave = stopWithUs(child.pid, "TERM");
  closers.push(async () => {
    await end(note);
    leave();
  });
  return (order) =>
    new Promise((resolve, reject) => {
      const gone = (code) => reject(new Error(`bench/scoped.ts stopped (code ${code})`));
      child.once("exit", gone);
      child.once("message", (answer) => {
        child.off("exit", gone);
        resolve(answer);
      });
      child.send(order);
    });
}

/**
 * Number 9, second half: the data statements of every signed-in page, counted in PostgreSQL's own log.
 * @param {{ name: string, path: string, visitor: object }[]} pages
 * @returns {Promise<Record<string, number>>} by name of the page, the most of three times
 */
export async function countStatements({ pages, logPath }) {
  const counts = {};
  for (const { name, path, visitor } of pages) {
    // The first time connections open and statements are prepared.
    for (let i = 0; i < 3; i++) await visitor.page(path);
    const seen = [];
    for (let i = 0; i < 3; i++) {
      seen.push((await statementsDuring(logPath, () => visitor.page(path))).length);
    }
    counts[name] = Math.max(...seen);
  }
  return counts;
}

/** @param {Record<string, Record<string, number>>} bySize counts per page, by how many filings there were */
export function number9Statements(bySize) {
  const [first, ...others] = Object.values(bySize);
  const same = others.every((counts) => Object.keys(first).every((page) => counts[page] === first[page]));
  const all = Object.values(bySize).flatMap((counts) => Object.values(counts));
  const most = Math.max(...all);
  return {
    name: "9 data statements per page, the most of all signed-in pages, the same at any size",
    ratio: most,
    bound: 4,
    // Each looks up its session at least; a page that shows none was not counted.
    ok: most <= 4 && Math.min(...all) > 0 && same,
    unit: "statements",
    sameAtAnySize: same,
    pages: bySize,
    note: "the session included, BEGIN, scope and COMMIT not; once a minute a process also looks its firm up",
  };
}
