import { demoAuthority } from "./demo-authority";
import { environment } from "./environment";
import { rootsIn } from "./roots-file";

/**
 * Whose signatures, and whose time stamps, are trusted when anybody asks of a file who signed it: the certificates in
 * SIGNATURE_ROOTS and TIMESTAMP_ROOTS, and in the demo its own authority. DER.
 */
export async function trustedRoots(): Promise<Uint8Array[]> {
  const named = namedRoots();
  return environment().PORTAL_MODE === "demo" ? [(await demoAuthority()).root, ...named] : named;
}

/** Those that the settings name. @throws words, when a file cannot be read: a portal does not start with that */
export function namedRoots(): Uint8Array[] {
  const env = environment();
  return (["SIGNATURE_ROOTS", "TIMESTAMP_ROOTS"] as const).flatMap((setting) => {
    const path = env[setting];
    return path ? rootsIn(path, setting) : [];
  });
}
