import { openPdf } from "@/lib/pades/document/document";
import type { Change } from "@/lib/pades/shapes";
import { catalogChanges } from "./catalog-changes";
import { comparisonOf } from "./comparison";
import { formChanges } from "./form-changes";
import { readIncrements } from "./increments";
import { checkLinearized } from "./other-readers";
import { pageChanges } from "./page-changes";
import { permissionOf } from "./permission";
import { readRevision } from "./revision";

/**
 * What was done to a PDF behind one of its revisions. A signature stays intact whatever is appended to the file, so
 * this is what tells whether its reader still sees what was signed. Judged by ISO 32000-2, 12.8.2 (DocMDP, FieldMDP)
 * and ETSI EN 319 142-1, and more strictly: what is not known to be harmless is not allowed.
 *
 * Allowed:
 * - `archive-data`, whatever the permission: DSS, document time stamps that are not seen, Extensions, a higher Version,
 *   dates and producer in Info and in the metadata (also what else people read there makes it not allowed).
 * - `signature-added`, `signature-field-added`, unless P=1 or a lock is on the field. A signature covers at most half
 *   of its page, together with the others that were added, and signs something behind the revision; a field without
 *   one shows nothing; neither has actions, and both are widgets.
 *   Whether the added signature is valid is not looked at here: whoever allows it judges that one too.
 * - `form-filled`, unless P=1, the field is locked or was read-only: the value changed, and its look with it, on
 *   at most half of the page.
 * - `annotation-added`, `-changed`, `-removed`, of remarks without actions, where P=3 of a certifying signature says so.
 *   Remarks can hide text ("evil annotations"): whoever shows them as allowed should say on which page they are.
 *
 * Not allowed is all else: of the pages, of other annotations and fields, of anything that was signed, of the catalog
 * (outlines, structure and page labels too, though some programs write in them when they sign).
 *
 * Not even compared (`unreadable`, not allowed) are: encrypted files, revisions that do not open by themselves, and
 * what is appended in another way than by the letter (see `readIncrements`).
 *
 * The revision itself is opened by the library, which can be kept busy without end (a brace in an object does it): to
 * be called where time and memory are limited.
 *
 * @param revisionEnd bytes up to the end of the revision: where a signature's ByteRange ends
 * @returns nothing when nothing but white space stands behind it; an entry for each change, of which the first 500.
 *   Never throws.
 */
export async function changesAfter(bytes: Uint8Array, revisionEnd: number): Promise<Change[]> {
  try {
    if (!Number.isInteger(revisionEnd) || revisionEnd <= 0 || revisionEnd > bytes.length) return [UNREADABLE];
    if (bytes.subarray(revisionEnd).every((byte) => WHITE.has(byte))) return blankChanges(bytes, revisionEnd);
    return await compare(bytes, revisionEnd);
  } catch {
    return [UNREADABLE];
  }
}

const UNREADABLE: Change = { allowed: false, kind: "unreadable", page: null, name: null };
const MOST_CHANGES = 500;
const WHITE = new Set([0, 9, 10, 12, 13, 32]);

/** White space says nothing, but makes the file longer than a linearized one says that it is. */
function blankChanges(bytes: Uint8Array, revisionEnd: number): Change[] {
  if (bytes.length > revisionEnd)
    checkLinearized(Buffer.from(bytes.buffer, bytes.byteOffset, revisionEnd).toString("latin1"), revisionEnd);
  return [];
}

async function compare(given: Uint8Array, revisionEnd: number): Promise<Change[]> {
  // A Buffer takes its parts in a way that costs the library a third of its time.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const old = await openPdf(bytes.subarray(0, revisionEnd));
  // Before the whole is opened: what is not well written does not even reach the library.
  readIncrements(bytes, revisionEnd, old);
  const current = await openPdf(bytes);
  if (old.isEncrypted || current.isEncrypted) return [UNREADABLE];
  const [before, after] = [readRevision(old), readRevision(current)];
  const revisions = {
    before,
    after,
    comparison: comparisonOf(before, after),
    drawing: comparisonOf(before, after, (role) => /catalog|node|page/.test(role)),
    permission: permissionOf(old, before.form.values()),
    revisionEnd,
    length: bytes.length,
  };
  return fewOf([...formChanges(revisions), ...pageChanges(revisions), ...catalogChanges(revisions)]);
}

/** What nobody can read to the end is cut off, what is not allowed last: a small file can hold millions of them. */
function fewOf(changes: Change[]): Change[] {
  if (changes.length <= MOST_CHANGES) return changes;
  const [fine, wrong] = [true, false].map((kind) => changes.filter(({ allowed }) => allowed === kind));
  return [...(wrong ?? []), ...(fine ?? [])].slice(0, MOST_CHANGES);
}
