import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Not data: the frame of a scope, what a new connection asks once, and what the worker does meanwhile. */
const aside = [
  /^(begin|commit|rollback)\b/i,
  /set_config\('app\./i,
  /pg_catalog\.pg_type/i,
  /gate\.(take_jobs|sweep_throttles)\b/i,
];
/** Asked once a minute by each process and then kept, see lib/access/firm.ts; it would make the count jump. */
const onceAMinute = /gate\.firm_by_slug\b/i;

/**
 * Lets PostgreSQL write every statement into its log.
 * @param sql a connection of the superuser
 * @returns {Promise<() => Promise<void>>} undoes it
 */
export async function logStatements(sql) {
  const set = async (...settings) => {
    for (const setting of settings) await sql.unsafe(`alter system ${setting}`);
    await sql`select pg_reload_conf()`;
    await sleep(300);
  };
  await set("set log_statement = 'all'", "set log_line_prefix = '%p %a|'");
  return () => set("reset log_statement", "reset log_line_prefix");
}

/**
 * The data statements that the portal sends while `work` runs, the session's look-up included.
 * @param {string} logPath of the server's log
 * @returns {Promise<string[]>}
 */
export async function statementsDuring(logPath, work) {
  const file = openSync(logPath, "r");
  try {
    const from = fstatSync(file).size;
    await work();
    // What a page does after its answer counts as well.
    await sleep(150);
    const text = Buffer.alloc(fstatSync(file).size - from);
    readSync(file, text, 0, text.length, from);
    return dataStatements(text.toString());
  } finally {
    closeSync(file);
  }
}

function dataStatements(log) {
  // The lines of one entry go on with a tab.
  const entries = log.replaceAll("\n\t", " ").split("\n");
  const statements = entries
    .map((entry) => /^\d+ portal\|LOG: {2}(?:statement|execute [^:]*): (.*)$/.exec(entry)?.[1]?.trim())
    .filter((statement) => statement !== undefined);
  return statements.filter((text) => !onceAMinute.test(text) && !aside.some((pattern) => pattern.test(text)));
}
