import { readCertificates } from "@/lib/pades/certificates/certificate";
import { openPdf, signatureFields } from "@/lib/pades/document/document";
import { judge } from "@/lib/pades/verify/judged-signature";
import { signedRanges } from "@/lib/pades/verify/signed-range";

/** The certificates that came with a signature and with the time stamps over it: DER, each once. */
export type CameWith = { field: string; certificates: Uint8Array[]; stampCertificates: Uint8Array[] };

/**
 * By whom the signatures of a document were put, and their time stamps, each with its issuers as far as they came with it:
 * what has to be kept with the document for whoever judges it later.
 * @throws RefusedDocument
 */
export async function cameWith(bytes: Uint8Array): Promise<CameWith[]> {
  const pdf = await openPdf(bytes);
  const fields = signatureFields(pdf).filter(
    (field): field is Parameters<typeof judge>[1] => field.signature !== null,
  );
  const ranges = await signedRanges(bytes, pdf, fields);
  return fields.map((field) => {
    const { kind, certificates, stamps } = judge(pdf, field, ranges.get(field) ?? null, []);
    const ofStamps = stamps.flatMap((stamp) => stamp.certificates);
    return {
      field: field.name,
      certificates: copies(kind === "signature" ? certificates : []),
      stampCertificates: copies(ofStamps),
    };
  });
}

/** Of what goes to another thread the whole buffer goes along. */
function copies(ders: readonly Uint8Array[]): Uint8Array[] {
  return readCertificates(ders).map(({ der }) => new Uint8Array(der));
}
