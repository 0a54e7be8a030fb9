import { readFileSync } from "node:fs";
import { X509Certificate } from "node:crypto";
import { Lane } from "@/lib/pades/thread/lane";
const lane = new Lane();
const root = new Uint8Array(new X509Certificate(readFileSync("/work/scratch/pki/root.pem")).raw);
for (const f of process.argv.slice(2)) { const t = performance.now(); try { const r = await lane.ask("verifyFile", new Uint8Array(readFileSync(f)), [root], new Date()); console.log(f.split("/").pop(), (performance.now() - t).toFixed(0) + " ms", r.pages, r.archived, r.hashes.length); for (const s of r.signatures) console.log("  ", s.field, s.verdict, s.fault, s.distrust, s.signer?.name, s.time?.source, s.coversAll, s.permission, JSON.stringify(s.place), JSON.stringify(s.changes)); } catch (e) { console.log(f, String(e), (performance.now() - t).toFixed(0)); } }
