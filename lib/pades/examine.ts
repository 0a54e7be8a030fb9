import { openPdf, pageAt, pageCount, sizeOf } from "@/lib/pades/document/document";
import { type FoundField, foundFields } from "@/lib/pades/document/fields";

/** What whoever prepares a document for signing has to know of it. */
export type Examined = {
  /** The size of each page as it is looked at, in points. */
  pages: { width: number; height: number }[];
  fields: FoundField[];
  encrypted: boolean;
};

/** @throws RefusedDocument "damaged", "no-pages" or "locked" */
export async function examine(bytes: Uint8Array): Promise<Examined> {
  const pdf = await openPdf(bytes);
  const pages = Array.from({ length: pageCount(pdf) }, (_, index) => sizeOf(pageAt(pdf, index)));
  return { pages, fields: foundFields(pdf), encrypted: pdf.isEncrypted };
}
