import { formOf } from "@/lib/pades/changes/form";
import { permissionOf } from "@/lib/pades/changes/permission";
import { openPdf, type Pdf, pageAt, pageCount, sizeOf } from "@/lib/pades/document/document";
import { type FoundField, foundFields } from "@/lib/pades/document/fields";

/** What whoever prepares a document for signing has to know of it. */
export type Examined = {
  /** The size of each page as it is looked at, in points. */
  pages: { width: number; height: number }[];
  fields: FoundField[];
  encrypted: boolean;
  /** The fields that those who signed already leave nobody to sign; null when they leave nobody anything at all. */
  forbidden: string[] | null;
};

/** @throws RefusedDocument "damaged", "no-pages" or "locked" */
export async function examine(bytes: Uint8Array): Promise<Examined> {
  const pdf = await openPdf(bytes);
  const pages = Array.from({ length: pageCount(pdf) }, (_, index) => sizeOf(pageAt(pdf, index)));
  const fields = foundFields(pdf);
  return { pages, fields, encrypted: pdf.isEncrypted, forbidden: forbiddenIn(pdf, fields) };
}

function forbiddenIn(pdf: Pdf, fields: readonly FoundField[]): string[] | null {
  if (!fields.some(({ signed }) => signed)) return [];
  const { level, locked } = permissionOf(pdf, formOf(pdf).values());
  if (level === 1) return null;
  return fields.flatMap(({ name, signed }) => (!signed && locked(name) ? [name] : []));
}
