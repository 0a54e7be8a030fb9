import { createPrivateKey, sign as nodeSign, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Signer } from "@/lib/pades/shapes";
import { sign } from "@/lib/pades/sign";
import { Lane } from "@/lib/pades/thread/lane";

/** What bench/number-11.mjs sends: prepare this file, or sign what was prepared of it so many times. */
type Order = { file: string; times: number };

const certificate = new X509Certificate(readFileSync(process.env.BENCH_CERTIFICATE ?? ""));
const key = createPrivateKey(readFileSync(process.env.BENCH_KEY ?? ""));
const signer: Signer = {
  certificate: certificate.raw,
  chain: [],
  keyType: "RSA",
  sign: async (bytes) => nodeSign("sha256", bytes, key),
};
const lane = new Lane();
const written = {
  field: "Ondertekenaar",
  name: "Zoë de Vries-Özdemir",
  reason: "Akkoord",
  at: new Date(),
  look: {
    hand: {
      kind: "drawn" as const,
      strokes: [Array.from({ length: 60 }, (_, i) => [i / 60, 0.5 + 0.4 * Math.sin(i / 4)] as const)],
      ratio: 2.5,
    },
    lines: ["Zoë de Vries-Özdemir", "30 november 2026 om 13.02 uur"],
  },
};
const prepared = new Map<string, Uint8Array>();

process.on("message", async ({ file, times }: Order) => {
  const document = prepared.get(file) ?? (await prepare(file));
  prepared.set(file, document);
  const took: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const before = process.memoryUsage.rss();
  let peak = before;
  let loopMs = 0;
  for (let i = 0; i < times; i++) {
    // Whoever signs has just read it, and has no more use for it as it was.
    const bytes = document.slice();
    // That copy is the bench's own, and no part of what is measured.
    await new Promise((resolve) => setTimeout(resolve, 20));
    delay.enable();
    delay.reset();
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 2);
    const began = performance.now();
    await sign(lane, bytes, written, { signer });
    took.push(performance.now() - began);
    loopMs = Math.max(loopMs, delay.max / 1e6);
    delay.disable();
    clearInterval(watch);
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  process.send?.({ took, loopMs, growthMb: (peak - before) / 2 ** 20 });
});

async function prepare(file: string): Promise<Uint8Array> {
  const place = { page: 1, x: 320, y: 700, width: 200, height: 80 };
  const original = new Uint8Array(readFileSync(file));
  return lane.ask("prepare", original, { fields: [{ name: written.field, place }], page: null });
}
