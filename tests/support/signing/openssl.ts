import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether another judge of signatures is on this machine. */
export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

/**
 * Runs openssl in a folder with these files, and answers what it said.
 * @param args a file by its name
 */
export function openssl(
  args: string[],
  files: Record<string, Uint8Array | string>,
): { ok: boolean; said: string; stdout: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), "portal-openssl-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const { status, stdout, stderr } = spawnSync("openssl", args, { cwd: folder, timeout: 20_000 });
    return { ok: status === 0, said: `${stdout}${stderr}`, stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
