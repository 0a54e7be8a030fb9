import { startChild } from "./child.mjs";
import { verdict } from "./pages.mjs";
import { onOwnCore, onServersCore } from "./pin.mjs";
import { compare, median, round } from "./rounds.mjs";

const sizes = [
  ["100 kB", 100_000],
  ["5 MB", 5_000_000],
];

/**
 * The WUS client, from a prepared delivery to its checked answer / a bare signed POST of the same envelope: the same
 * library signs the same references of the same text, one two-way TLS connection each, the answer read and not looked
 * at. Both go to the stand-in for Digipoort, on the servers' core; its own work is in both. Stated beside it: the
 * processor time of either client alone, which the stand-in is not in.
 */
export async function wus({ effort, say }, closers) {
  onServersCore();
  const { server } = await startChild("wus-server.ts", {}, closers)({ open: true });
  onOwnCore();
  const client = () => startChild("wus.ts", { BENCH_WUS: JSON.stringify(server) }, closers);
  const [ours, bare, bareAgain] = [client(), client(), client()];
  const results = [];
  for (const [size, bytes] of sizes) {
    const name = `WUS client / a bare signed POST, ${size}, median`;
    say(name);
    const cpu = { ours: [], bare: [] };
    const sample = (times) => {
      const arm = (ask, how) => async () => {
        const answer = await ask({ how, bytes, times });
        cpu[how].push(median(answer.cpu));
        return median(answer.took);
      };
      return { portal: arm(ours, "ours"), floor: arm(bare, "bare"), floorAgain: arm(bareAgain, "bare") };
    };
    const times = Math.max(3, Math.round(effort.deliveries / (bytes / 100_000)));
    for (const warm of Object.values(sample(2 * times))) await warm();
    for (const list of Object.values(cpu)) list.length = 0;
    const found = await compare({ rounds: effort.rounds, arms: sample(times), say });
    results.push({
      ...verdict(name, 1.3, found),
      reported: {
        "processor time of the client alone, ratio": round(median(cpu.ours) / median(cpu.bare)),
        "of ours, ms": round(median(cpu.ours)),
        "of the bare one, ms": round(median(cpu.bare)),
      },
      msInAll: { ours: found.arms.portal.p50, bare: found.arms.floor.p50 },
    });
    say(`  ${found.arms.portal.ratio} (${found.arms.portal.p50} ms)`);
  }
  return results;
}
