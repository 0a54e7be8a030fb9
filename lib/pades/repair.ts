import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type DocumentRefusal, RefusedDocument } from "./shapes";

const PATIENCE = 20_000;

/**
 * What could be made of a document that was refused for this: written again, where nobody signed it. Of what may have
 * been signed nothing is: that would break it.
 * @throws the error itself, when it is another or nothing can be made of the document
 */
export async function mended(
  bytes: Uint8Array,
  error: unknown,
  reason: DocumentRefusal & ("damaged" | "encrypted"),
): Promise<Uint8Array> {
  const isThat = error instanceof RefusedDocument && REASONS[reason].includes(error.reason);
  const again = isThat && !looksSigned(bytes) ? await repaired(bytes) : null;
  if (!again) throw error;
  return again;
}

/**
 * Of one that is damaged and encrypted against changes it cannot be told that no password is asked for, and one whose pages
 * are where they should not be seems to have none.
 */
const REASONS: Record<"damaged" | "encrypted", DocumentRefusal[]> = {
  damaged: ["damaged", "locked", "no-pages"],
  encrypted: ["encrypted"],
};

function looksSigned(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes("/ByteRange");
}

/**
 * Writes a PDF again with qpdf, where that is installed: one that is damaged, or encrypted against changes alone. Only
 * for files that nobody signed yet.
 * @returns null when there is no qpdf, or it cannot make anything of the file within its limits
 */
async function repaired(bytes: Uint8Array): Promise<Uint8Array | null> {
  const folder = await mkdtemp(join(tmpdir(), "portal-repair-"));
  try {
    const [from, to] = [join(folder, "from.pdf"), join(folder, "to.pdf")];
    await writeFile(from, bytes, { mode: 0o600 });
    // Its warnings are what it is asked for.
    const done = await run("qpdf", ["--warning-exit-0", "--no-warn", "--decrypt", from, to]);
    return done ? new Uint8Array(await readFile(to)) : null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(program: string, parameters: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { stdio: "ignore", timeout: PATIENCE, killSignal: "SIGKILL" });
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}
