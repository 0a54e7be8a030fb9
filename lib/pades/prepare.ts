import { addSignaturePages, type SignaturePage } from "@/lib/pades/appearance/signature-page";
import { openPdf, type Pdf, pageCount, signatureFields } from "@/lib/pades/document/document";
import { addFields, type PlannedField } from "@/lib/pades/document/fields";
import { appended } from "@/lib/pades/document/write";
import { RefusedDocument } from "./shapes";

export type Preparation = {
  /** Fields at places that were chosen. */
  fields: readonly PlannedField[];
  /** A page of its own for those who have no place in the document; null when all have. */
  page: SignaturePage | null;
  /** The names of fields that the document has already, and that will be signed. */
  found?: readonly string[];
};

/**
 * A document with all the fields that will be signed, before anybody signs. One that is encrypted against changes
 * only, and not signed, comes out decrypted: a signature in an encrypted file could not be checked by everybody.
 *
 * @throws RefusedDocument
 */
export async function prepare(bytes: Uint8Array, { fields, page, found }: Preparation): Promise<Uint8Array> {
  const opened = await openPdf(bytes);
  const signed = isSigned(opened);
  if (signed && opened.isEncrypted) throw new RefusedDocument("signed-and-encrypted");
  // A page more would be a change of what was signed already.
  if (signed && page)
    throw new RefusedDocument("no-changes-allowed", "a page cannot be added to a signed document");
  const plain = opened.isEncrypted ? await decrypted(opened) : bytes;
  const pdf = opened.isEncrypted ? await openPdf(plain) : opened;
  const added = page ? await addSignaturePages(pdf, page) : [];
  addFields(pdf, [...fields, ...added], found);
  return appended(pdf, plain);
}

function isSigned(pdf: Pdf): boolean {
  return signatureFields(pdf).some((field) => field.signature !== null);
}

async function decrypted(pdf: Pdf): Promise<Uint8Array> {
  const pages = pageCount(pdf);
  try {
    pdf.removeProtection();
    const bytes = new Uint8Array(await pdf.save());
    const again = await openPdf(bytes);
    if (!again.isEncrypted && pageCount(again) === pages) return bytes;
  } catch {
    // Its author does not let it be changed by whoever can read it, or it cannot be written again.
  }
  throw new RefusedDocument("encrypted");
}
