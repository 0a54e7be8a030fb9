import { X509Certificate } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { linesOf, UnreadableTrail } from "@/lib/audit/lines";
import { verdictWords } from "@/lib/audit/verdict-words";
import { verifyTrail } from "@/lib/audit/verify";

// npm run audit:verify: judges an exported audit trail. Needs the file and nothing else: no database, no network and no
// settings. Leaves with 0 when it is as it should be, with 1 when something is wrong, with 2 when it cannot be read.
const usage = "npm run audit:verify -- FILE [--roots PEM]";

try {
  const { path, roots } = wishes();
  const trusted = roots === undefined ? null : await rootsIn(at(roots));
  const verdict = await verifyTrail(linesOf(createReadStream(at(path))), trusted);
  const words = verdictWords(verdict, trusted ? "given" : "named in the file");
  console.log(words.join("\n"));
  process.exitCode = verdict.fault ? 1 : 0;
} catch (error) {
  console.error(wordsOf(error));
  process.exitCode = 2;
}

function wishes(): { path: string; roots: string | undefined } {
  try {
    const options = { roots: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [path, ...more] = positionals;
    if (path && more.length === 0) return { path, roots: values.roots };
  } catch {
    // What was typed is not among the options.
  }
  throw new UnreadableTrail(`which file? ${usage}`);
}

/** npm runs this in the folder of the repository, whereas names are given from where one stands. */
function at(path: string): string {
  return resolve(process.env.INIT_CWD ?? ".", path);
}

/** The certificates in a file of PEM. */
async function rootsIn(path: string): Promise<Uint8Array[]> {
  const text = await readFile(path, "utf8");
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new UnreadableTrail(`${path} holds no certificate in PEM`);
  try {
    return blocks.map((block) => new X509Certificate(block).raw);
  } catch {
    throw new UnreadableTrail(`${path} holds a certificate that cannot be read`);
  }
}

function wordsOf(error: unknown): string {
  const { code, path, message } = error as { code?: string; path?: string; message?: string };
  if (error instanceof UnreadableTrail) return `UNREADABLE: ${message}.`;
  if (code === "ENOENT") return `UNREADABLE: there is no file ${path}.`;
  if (code === "EACCES" || code === "EISDIR")
    return `UNREADABLE: ${path ?? "this"} cannot be read (${code}).`;
  return `UNREADABLE: ${message ?? String(error)}`;
}
