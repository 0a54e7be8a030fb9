import { formOf } from "@/lib/pades/changes/form";
import { holds, lockOf, permissionOf } from "@/lib/pades/changes/permission";
import { openPdf, type Pdf, pageAt, pageCount, signatureFields, sizeOf } from "@/lib/pades/document/document";
import { type FoundField, foundFields } from "@/lib/pades/document/fields";

/** What whoever prepares a document for signing has to know of it. */
export type Examined = {
  /** The size of each page as it is looked at, in points. */
  pages: { width: number; height: number }[];
  fields: FoundField[];
  encrypted: boolean;
  /**
   * The fields that those who signed already leave nobody to sign, and those of the chosen ones that nobody could sign
   * once another is signed; null when they leave nobody anything at all.
   */
  forbidden: string[] | null;
};

/**
 * @param chosen the names of the fields that are to be signed, all of them, in whatever order
 * @throws RefusedDocument "damaged", "no-pages" or "locked"
 */
export async function examine(bytes: Uint8Array, chosen: readonly string[] = []): Promise<Examined> {
  const pdf = await openPdf(bytes);
  const pages = Array.from({ length: pageCount(pdf) }, (_, index) => sizeOf(pageAt(pdf, index)));
  const fields = foundFields(pdf);
  return { pages, fields, encrypted: pdf.isEncrypted, forbidden: forbiddenIn(pdf, fields, chosen) };
}

function forbiddenIn(pdf: Pdf, fields: readonly FoundField[], chosen: readonly string[]): string[] | null {
  const closed = closedByOthers(pdf, chosen);
  if (!fields.some(({ signed }) => signed)) return closed;
  const { level, locked } = permissionOf(pdf, formOf(pdf).values());
  if (level === 1) return null;
  return fields.flatMap(({ name, signed }) =>
    !signed && (locked(name) || closed.includes(name)) ? [name] : [],
  );
}

/** What a field's own lock closes holds from the moment on that it is signed: for all who have not signed by then. */
function closedByOthers(pdf: Pdf, chosen: readonly string[]): string[] {
  const locks = signatureFields(pdf).flatMap(({ name, dict }) => {
    const lock = chosen.includes(name) ? lockOf(pdf, dict) : null;
    return lock ? [{ name, lock }] : [];
  });
  return chosen.filter((one) =>
    locks.some(({ name, lock }) => name !== one && (lock.level === 1 || holds(lock, one))),
  );
}
