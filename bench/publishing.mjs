import { startChild } from "./child.mjs";
import { tellStory } from "./databases.mjs";
import { onOwnCore, onServersCore } from "./pin.mjs";
import { round } from "./rounds.mjs";

/**
 * Publishing 800 VAT returns of 400 clients, by the commands that staff use, one after another: stated, without a bound.
 * In two parts: reading what was uploaded (PDF and XBRL checked, sealed and written), and publishing it; then the worker's.
 */
export async function publishing({ cluster, folder, effort, say }, closers) {
  const count = effort.returns;
  const name = `publishing ${count} VAT returns`;
  say(name);
  onServersCore();
  const { ownerUrl, loginUrl } = await tellStory(cluster, "publishing", folder, closers);
  const settings = { PORTAL_MODE: "demo", PORTAL_DOMAIN: "localhost:3000", DATA_DIR: folder };
  const env = { ...settings, DATABASE_URL: loginUrl, BENCH_OWNER_URL: ownerUrl };
  const ask = startChild("publishing.ts", env, closers);
  onOwnCore();
  const { total, ...parts } = await ask({ count });
  return {
    name,
    ratio: round(total / count),
    bound: null,
    ok: true,
    unit: "ms per return",
    reported: {
      "in all, seconds": round(total / 1000),
      ...Object.fromEntries(
        Object.entries(parts).map(([part, ms]) => [`${part}, ms per return`, round(ms / count)]),
      ),
    },
  };
}
