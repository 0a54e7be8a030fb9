import { startChild } from "./child.mjs";
import { tellStory, withSql } from "./databases.mjs";
import { onOwnCore, onServersCore } from "./pin.mjs";
import { median, round } from "./rounds.mjs";
import { logStatements, statementsDuring } from "./statements.mjs";

const sizes = [1, 10, 50];

/**
 * What approving several documents with one code asks of the database: its data statements, counted in PostgreSQL's
 * own log, may be a constant and three for each document. The time is stated.
 */
export async function batch({ cluster, folder, effort, say }, closers) {
  const name = "batch: data statements for each further document that one code approves";
  say(name);
  onServersCore();
  const { ownerUrl, loginUrl } = await tellStory(cluster, "batch", folder, closers);
  const settings = { PORTAL_MODE: "demo", PORTAL_DOMAIN: "localhost:3000", DATA_DIR: folder };
  const env = { ...settings, DATABASE_URL: loginUrl, BENCH_OWNER_URL: ownerUrl };
  const ask = startChild("batch.ts", env, closers);
  onOwnCore();
  const counts = {};
  const times = {};
  await withSql(ownerUrl, async (sql) => {
    for (const size of sizes) {
      const took = [];
      for (let time = 0; time < Math.min(effort.rounds, 5); time++) {
        await ask({ prepare: size });
        const quiet = await logStatements(sql);
        const statements = await statementsDuring(cluster.logPath, async () => {
          took.push((await ask({ approve: true })).took);
        });
        await quiet();
        counts[size] = Math.max(counts[size] ?? 0, statements.length);
      }
      times[size] = round(median(took));
    }
  });
  const [one, some, all] = sizes.map((size) => counts[size]);
  const perDocument = round(Math.max((some - one) / 9, (all - some) / 40));
  return {
    name,
    ratio: perDocument,
    bound: 3,
    // One at least for what is decided about each: otherwise nothing was counted.
    ok: perDocument <= 3 && one > 4,
    unit: "statements",
    reported: { "data statements": counts, "milliseconds of approving": times },
  };
}
