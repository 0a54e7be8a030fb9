import { hkdfSync, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Keyring } from "@/lib/shared/seal";
import { environment } from "./environment";

let opened: Keyring | undefined;

/** The keys that everything else is wrapped with: from PORTAL_KEYRING, or in the demo from DATA_DIR/keyring. */
export function keyring(): Keyring {
  const env = environment();
  opened ??= parseKeyring(env.PORTAL_KEYRING ?? demoKeyring(env.DATA_DIR));
  return opened;
}

/** @throws when an entry is not `id:base64 of 32 bytes`, or an id stands there twice; never says a key */
export function parseKeyring(text: string): Keyring {
  const keys = text
    .trim()
    .split(",")
    .map((entry) => {
      const [id, encoded] = entry.trim().split(":");
      const key = Buffer.from(encoded ?? "", "base64");
      if (!id || key.length !== 32) throw new Error("PORTAL_KEYRING: each entry is id:base64 of 32 bytes");
      return { id, key };
    });
  // What the second of two keys had wrapped would never open again.
  if (new Set(keys.map(({ id }) => id)).size < keys.length)
    throw new Error("PORTAL_KEYRING: each id stands for one key");
  return keys;
}

/** A secret for one purpose, the same for as long as the oldest key of the ring stays in it. */
export function derivedSecret(purpose: string): string {
  const oldest = keyring().at(-1);
  if (!oldest) throw new Error("The keyring is empty");
  return Buffer.from(hkdfSync("sha256", oldest.key, "portal", purpose, 32)).toString("base64url");
}

/** Made once and readable by this user alone. Of two processes that start together, one wins. */
function demoKeyring(dataDir: string): string {
  const path = join(dataDir, "keyring");
  mkdirSync(dataDir, { recursive: true });
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, `demo:${randomBytes(32).toString("base64")}`, { mode: 0o600 });
  try {
    linkSync(mine, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  return readFileSync(path, "utf8");
}
