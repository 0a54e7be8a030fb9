import { type Certificate, readCertificates } from "@/lib/pades/certificates/certificate";
import { distrustOf } from "@/lib/pades/certificates/trust";
import type { Distrust, Fault } from "@/lib/pades/shapes";
import { checkStamp } from "@/lib/pades/timestamps/stamp";
import { sha256Hex } from "@/lib/shared/hash";

/** Who is trusted for time stamps. */
export type Roots = Certificate[];

export type JudgedToken =
  | {
      ok: true;
      at: Date;
      /** The common name of who gave it. */
      by: string;
      /** The certificate that it is trusted by; DER. */
      root: Buffer;
    }
  | { ok: false; fault: Exclude<Fault | Distrust, null> };

/** @param certificates in DER; one that cannot be read is left out */
export function rootsOf(certificates: Iterable<Uint8Array>): Roots {
  return readCertificates(certificates);
}

/**
 * Whether this is a time stamp (RFC 3161) over exactly this SHA-256 hash, signed by whom it names, with a certificate for
 * time stamps that one of the roots stands for at the time in it. Says nothing of revocation. Never throws.
 */
export function judgeToken(token: Uint8Array, hash: Buffer, roots: Roots): JudgedToken {
  try {
    const stamp = checkStamp(token, (algorithm) => (algorithm === "SHA-256" ? hash : Buffer.alloc(0)));
    const { fault, at, certificate } = stamp;
    if (fault || !at || !certificate) return { ok: false, fault: fault ?? "unreadable" };
    const pool = [...alongWith(stamp.certificates), ...roots];
    let why: Exclude<Distrust, null> = "no-root";
    for (const root of roots) {
      const distrust = distrustOf(certificate, {
        pool,
        anchors: [root.der],
        at,
        crls: [],
        purpose: "timestamp",
      });
      if (distrust === null) return { ok: true, at, by: certificate.name.name, root: root.der };
      if (distrust !== "no-root") why = distrust;
    }
    return { ok: false, fault: why };
  } catch {
    return { ok: false, fault: "unreadable" };
  }
}

const known = new Map<string, Certificate[]>();

/** A service stamps for a year with the same certificates, and to read them takes longer than to check a signature. */
function alongWith(certificates: Buffer[]): Certificate[] {
  const key = certificates.map(sha256Hex).join();
  const found = known.get(key) ?? readCertificates(certificates);
  if (known.size > 50) known.clear();
  known.set(key, found);
  return found;
}
