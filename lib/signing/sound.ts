import { createHash } from "node:crypto";
import type { SignatureReport } from "@/lib/pades/shapes";
import { RefusedDocument } from "@/lib/pades/shapes";
import type { Lane } from "@/lib/pades/thread/lane";
import { now } from "@/lib/ports/clock";
import { trustedRoots } from "@/lib/ports/trusted-roots";
import type { SignedFile } from "./version";

/** Why nobody's signature is put on a file. */
export type Unsound =
  | "file-changed" // other bytes than those that were kept
  | "signature-broken"
  | "changed-since" // something was done to it after a signature that this did not allow
  | "cannot-be-signed";

/**
 * Judges a file before anybody's signature is put on it: that it is what was kept, piece by piece, each of which begins
 * with the one before; that every signature in it holds; and that nothing was done after any of them that it did not
 * allow. What somebody else signed before the document came here, and is not judged here (SHA-1, an old kind), stands as
 * it was published.
 * @returns null when it is sound
 * @throws DocumentTooHeavy
 */
export async function unsoundness(lane: Lane, file: SignedFile, bytes: Uint8Array): Promise<Unsound | null> {
  if (!isAsKept(file, bytes)) return "file-changed";
  const { signers, timestamps } = await trustedRoots();
  const whole = file.pieces.at(-1)?.sha256 ?? "";
  try {
    const signatures =
      judgedBefore(whole) ??
      (await lane.ask("verifyFile", bytes.slice(), signers, now(), timestamps)).signatures;
    const wrong = unsoundnessOf(signatures, file);
    if (!wrong) judged.set(whole, { signatures, until: now().getTime() + KEPT.milliseconds });
    return wrong;
  } catch (error) {
    if (error instanceof RefusedDocument) return "cannot-be-signed";
    throw error;
  }
}

/** The very same bytes were judged when they were made, a moment ago: of those the answer is the same. */
const judged = new Map<string, { signatures: SignatureReport[]; until: number }>();
const KEPT = { files: 100, milliseconds: 10 * 60_000 };

function judgedBefore(sha256: string): SignatureReport[] | null {
  const at = now().getTime();
  for (const [key, { until }] of judged) if (until <= at || judged.size > KEPT.files) judged.delete(key);
  return judged.get(sha256)?.signatures ?? null;
}

/** The bytes up to the end of each piece have its SHA-256, and behind the last one stands nothing. */
function isAsKept({ pieces }: Pick<SignedFile, "pieces">, bytes: Uint8Array): boolean {
  const running = createHash("sha256");
  let at = 0;
  for (const { bytes: end, sha256 } of pieces) {
    if (end < at || end > bytes.length) return false;
    running.update(bytes.subarray(at, end));
    at = end;
    if (running.copy().digest("hex") !== sha256) return false;
  }
  return at === bytes.length;
}

function unsoundnessOf(
  signatures: readonly SignatureReport[],
  { pieces, signed }: Pick<SignedFile, "pieces" | "signed">,
): Unsound | null {
  const original = pieces[0]?.bytes ?? 0;
  for (const { field, verdict, distrust, revisionEnd, changes } of signatures) {
    const others = revisionEnd <= original && !signed.includes(field);
    const unjudged = others && verdict === "unjudged";
    if (verdict !== "valid" && !unjudged) return "signature-broken";
    if (distrust === "revoked" && !others) return "signature-broken";
    // Of one that cannot even be read nobody can say what was done since.
    if (!(unjudged && revisionEnd === 0) && changes.some(({ allowed }) => !allowed)) return "changed-since";
  }
  const there = signatures.filter(({ kind }) => kind === "signature").map(({ field }) => field);
  return signed.every((field) => there.includes(field)) ? null : "signature-broken";
}
