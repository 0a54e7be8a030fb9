import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PATIENCE = 20_000;

/**
 * Writes a PDF again with qpdf, where that is installed: one that is damaged, or encrypted against changes alone. Only
 * for files that nobody signed yet.
 * @returns null when there is no qpdf, or it cannot make anything of the file within its limits
 */
export async function repaired(bytes: Uint8Array): Promise<Uint8Array | null> {
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
