import { demoAuthority } from "./demo-authority";
import { environment } from "./environment";
import { rootsIn } from "./roots-file";

/** DER. */
export type TrustedRoots = { signers: Uint8Array[]; timestamps: Uint8Array[] };

/**
 * Who is trusted when anybody asks of a file who signed it: for signers the certificates in SIGNATURE_ROOTS, for time
 * stamps those in TIMESTAMP_ROOTS as well, and in the demo its own authority for both. Whoever gives time stamps may
 * issue certificates for other things too, of people whom nobody looked at.
 */
export async function trustedRoots(): Promise<TrustedRoots> {
  const { signers, timestamps } = namedRoots();
  if (environment().PORTAL_MODE !== "demo") return { signers, timestamps };
  const { root } = await demoAuthority();
  return { signers: [root, ...signers], timestamps: [root, ...timestamps] };
}

/** Those that the settings name. @throws words, when a file cannot be read: a portal does not start with that */
export function namedRoots(): TrustedRoots {
  const env = environment();
  const named = (setting: "SIGNATURE_ROOTS" | "TIMESTAMP_ROOTS") => {
    const path = env[setting];
    return path ? rootsIn(path, setting) : [];
  };
  const signers = named("SIGNATURE_ROOTS");
  return { signers, timestamps: [...signers, ...named("TIMESTAMP_ROOTS")] };
}
