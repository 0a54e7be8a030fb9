import type { Scoped } from "@/db/scope";
import { findFile, readFile, type StoredFile } from "@/lib/dossier/files";
import { RefusedDocument, type SignatureReport } from "@/lib/pades/shapes";
import { DocumentTooHeavy, Lane } from "@/lib/pades/thread/lane";
import { now } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";
import { trustedRoots } from "@/lib/ports/trusted-roots";
import { collected } from "@/lib/shared/collected";
import { sha256Hex } from "@/lib/shared/hash";

/** What is said of the signatures in a file that is being signed. */
export type Look = {
  pages: number;
  signatures: SignatureReport[];
  /**
   * right: everything that is signed holds, and nothing was done to it since but to sign. unjudged: there is a signature
   * of a kind that is not judged here. wrong: it is not what others signed, and nobody signs it.
   */
  state: "right" | "unjudged" | "wrong";
};

const MB = 1024 * 1024;
const most = 80 * MB;
const lane = new Lane();

/** The same bytes are the same for everybody: what was said of them holds for a while. */
const kept = new Map<string, { look: Promise<Look>; until: number }>();
const KEPT = { files: 200, milliseconds: 10 * 60_000 };

type Scope = <T>(work: (ctx: Scoped) => Promise<T>) => Promise<T>;

/**
 * Judges every signature in a file, and what was done after it. The row is read in a transaction, the bytes outside any.
 * @param fileId of the newest revision
 * @returns null when the file is out of reach
 */
export async function lookAtSignatures(scope: Scope, fileId: string): Promise<Look | null> {
  const file = await scope((ctx) => findFile(ctx, fileId));
  return file && lookAt(file);
}

/** The same of a file that was found. */
function lookAt(file: StoredFile): Promise<Look> {
  const at = now().getTime();
  const before = kept.get(file.sha256);
  if (before && before.until > at) return before.look;
  const look = judged(file);
  for (const [key, { until }] of kept) if (until <= at || kept.size >= KEPT.files) kept.delete(key);
  kept.set(file.sha256, { look, until: at + KEPT.milliseconds });
  // What could not be read, or took too long just now, is tried again by the next who asks.
  look.then(({ pages }) => pages === 0 && kept.delete(file.sha256)).catch(() => kept.delete(file.sha256));
  return look;
}

async function judged(file: StoredFile): Promise<Look> {
  const bytes = await collected(await readFile(file), most);
  if (!bytes || sha256Hex(bytes) !== file.sha256) {
    log().error({ alarm: "file-changed", file: file.id }, "a stored file is not what it was");
    return { pages: 0, signatures: [], state: "wrong" };
  }
  try {
    const { signers, timestamps } = await trustedRoots();
    const { pages, signatures } = await lane.ask("verifyFile", bytes, signers, now(), timestamps);
    return { pages, signatures, state: stateOf(signatures) };
  } catch (error) {
    if (!(error instanceof RefusedDocument) && !(error instanceof DocumentTooHeavy)) throw error;
    return { pages: 0, signatures: [], state: "wrong" };
  }
}

/** Legacy signatures that are not judged here stop nobody, and are never shown as valid. */
function stateOf(signatures: readonly Pick<SignatureReport, "verdict" | "changes">[]): Look["state"] {
  const changed = signatures.some(({ changes }) => changes.some(({ allowed }) => !allowed));
  if (changed || signatures.some(({ verdict }) => verdict === "broken")) return "wrong";
  return signatures.some(({ verdict }) => verdict === "unjudged") ? "unjudged" : "right";
}
