import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { certificateBlocks } from "@/lib/shared/pem";

const known = new Map<string, Uint8Array[]>();

/**
 * The certificates in a file of PEM, in DER; read once.
 * @param setting that names the file
 * @throws words with the setting's name, when the file cannot be read or holds no certificate
 */
export function rootsIn(path: string, setting: string): Uint8Array[] {
  const roots = known.get(path) ?? readRoots(path, setting);
  known.set(path, roots);
  return roots;
}

function readRoots(path: string, setting: string): Uint8Array[] {
  try {
    const blocks = certificateBlocks(readFileSync(path, "utf8"));
    if (blocks.length === 0) throw new Error(`no certificate in PEM in ${path}`);
    return blocks.map((block) => new X509Certificate(block).raw);
  } catch (error) {
    throw new Error(`${setting}: ${error instanceof Error ? error.message : error}`);
  }
}
