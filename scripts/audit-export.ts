import { access, type FileHandle, open, rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { closePool } from "@/db/connection";
import { isUnreachable } from "@/db/fault";
import { firmOfSlug } from "@/lib/access/firm";
import { exportTrail } from "@/lib/audit/export";
import type { About } from "@/lib/audit/format";

// npm run audit:export: writes the audit trail of one firm into one file, for whoever may want to verify it elsewhere.
// It comes in as the portal does, by the login role: that can only enter the scope of a firm (docs/decisions/0024).
const usage = "npm run audit:export -- --firm <slug> [--out FILE]";

class Refused extends Error {}

let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => (interrupted = true));

try {
  await main();
} catch (error) {
  console.error(wordsOf(error));
  process.exitCode = 1;
} finally {
  await closePool();
}

async function main(): Promise<void> {
  const { slug, out } = wishes();
  if (!process.env.DATABASE_URL)
    throw new Refused("Set DATABASE_URL to the portal's own address, as npm run migrate printed it.");
  const firm = await firmOfSlug(slug);
  if (!firm) throw new Refused(`There is no firm ${slug} in this database.`);
  const path = resolve(process.env.INIT_CWD ?? ".", out ?? fileName(slug));
  await refuseIfThere(path);
  const part = `${path}.${process.pid}.part`;
  const file = await open(part, "wx", 0o600);
  try {
    const about = await write(firm, file);
    await refuseIfThere(path);
    await rename(part, path);
    console.error(summary(about, path));
  } finally {
    await file.close().catch(() => {});
    await rm(part, { force: true });
  }
}

function wishes(): { slug: string; out: string | undefined } {
  try {
    const options = { firm: { type: "string" }, out: { type: "string" } } as const;
    const { firm, out } = parseArgs({ options }).values;
    if (firm) return { slug: firm, out };
  } catch {
    // What was typed is not among the options.
  }
  throw new Refused(`Which firm? ${usage}`);
}

function fileName(slug: string): string {
  return `audit-${slug}-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}Z.jsonl`;
}

async function refuseIfThere(path: string): Promise<void> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (there) throw new Refused(`${path} is there already: give another name, or move it away.`);
}

async function write(firm: About["firm"], file: FileHandle): Promise<About> {
  let about: About | undefined;
  let lines = 0;
  let told = Date.now();
  let held: string[] = [];
  const flush = async () => {
    await file.writeFile(held.join(""));
    held = [];
    if (interrupted) throw new Refused("Stopped; nothing was kept.");
    if (Date.now() - told < 2000 || !about) return;
    told = Date.now();
    console.error(`${Math.min(lines - 1, about.entries)} of ${about.entries} entries …`);
  };
  for await (const line of exportTrail(firm, (found) => (about = found))) {
    held.push(line, "\n");
    if (++lines % 200 === 0) await flush();
  }
  await flush();
  await file.sync();
  if (!about) throw new Error("Nothing was read");
  return about;
}

function summary({ entries, head, anchors }: About, path: string): string {
  return [
    `${entries} entries and ${anchors} anchors: ${path}`,
    ...(anchors === 0 ? ["There are no anchors: nobody outside this portal has stamped this trail."] : []),
    ...(entries === head.seq
      ? []
      : [
          `The head is number ${head.seq}, so entries are missing in the database. Verify the file to see which.`,
        ]),
    `Verify it with: npm run audit:verify -- ${path}`,
  ].join("\n");
}

function wordsOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  if (isUnreachable(error)) return "The database cannot be reached at DATABASE_URL.";
  const { code, message } = error as { code?: string; message?: string };
  if (code === "28P01" || code === "28000") return "The database does not let this DATABASE_URL in.";
  if (code === "42501" || code === "3F000" || code === "42883")
    return "This role may not do that here: DATABASE_URL must be the portal's own address, as npm run migrate printed it.";
  return message ?? String(error);
}
