import type { PdfDict } from "@libpdf/core";
import { levelOf } from "@/lib/pades/changes/permission";
import { arrayOf, dictOf, nameOf, type Pdf, textOf } from "@/lib/pades/document/document";
import type { SignatureReport } from "@/lib/pades/shapes";
import { onOneLine, withoutNul } from "@/lib/shared/typed";

/** What a signature's dictionary claims. */
export function claimsOf(pdf: Pdf, signature: PdfDict): SignatureReport["claimed"] {
  const said = (key: string) =>
    onOneLine(withoutNul(textOf(pdf, signature.get(key)) ?? "")).slice(0, 1000) || null;
  return { name: said("Name"), reason: said("Reason"), location: said("Location") };
}

/** When the signer's own clock says that it was signed (/M); null when it does not say, or not in a way that is read. */
export function claimedMoment(pdf: Pdf, signature: PdfDict): Date | null {
  return dateOf(textOf(pdf, signature.get("M")) ?? "");
}

/** A date as PDFs write it (ISO 32000-2, 7.9.4); without a zone it is taken as UTC. */
function dateOf(text: string): Date | null {
  const parts = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?/.exec(text);
  if (!parts) return null;
  const [, year, month = "01", day = "01", hour = "00", minute = "00", second = "00", sign, hours, minutes] =
    parts;
  const zone = sign ? `${sign}${hours}:${minutes ?? "00"}` : "Z";
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/**
 * What a certifying signature lets be changed after it (DocMDP; ISO 32000-2, 12.8.2.2): 2 where it does not say, and
 * nothing at all where it says what there is not. Null: it does not certify.
 */
export function permissionOf(pdf: Pdf, signature: PdfDict): SignatureReport["permission"] {
  for (const item of arrayOf(pdf, signature.get("Reference"))?.toArray() ?? []) {
    const reference = dictOf(pdf, item);
    if (!reference || nameOf(pdf, reference.get("TransformMethod")) !== "DocMDP") continue;
    return levelOf(pdf, dictOf(pdf, reference.get("TransformParams")));
  }
  return null;
}
