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

/**
 * Whether OpenSSL calls each signature of a PDF valid, over the bytes that it is about, and of somebody below this root; in
 * the order of the file. A time stamp over the document is none of these.
 */
export function byOpenssl(pdf: Uint8Array, rootPath: string): boolean[] {
  const text = Buffer.from(pdf).toString("latin1");
  const ranges = [...text.matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\s*\]/g)];
  const verify = [
    "cms",
    "-verify",
    "-cades",
    "-binary",
    "-inform",
    "DER",
    "-in",
    "cms",
    "-content",
    "content",
  ];
  return ranges.map(([, first, second, length]) => {
    const [from, to, more] = [Number(first), Number(second), Number(length)];
    const cms = Buffer.from(text.slice(from + 1, to - 1), "hex");
    const content = Buffer.concat([pdf.subarray(0, from), pdf.subarray(to, to + more)]);
    const trusting = ["-CAfile", rootPath, "-purpose", "any", "-out", "out"];
    return openssl([...verify, ...trusting], { cms, content }).ok;
  });
}
