import { arrayOf, catalogOf, dictOf, isStream, openPdf, type Pdf, resolve } from "./document";

/** What a reader in twenty years needs to judge the signatures: DER, each. */
export type LongTermData = { certificates: Uint8Array[]; crls: Uint8Array[] };

const MOST = 256;

/**
 * The certificates and revocation lists that a document has with it (DSS, ETSI EN 319 142-1, 5.4.2), no more than 256 of
 * each of a stranger's thousands; what cannot be unpacked is left out.
 */
export function longTermData(pdf: Pdf): LongTermData {
  const store = dictOf(pdf, catalogOf(pdf).get("DSS"));
  const streams = (key: string) =>
    (arrayOf(pdf, store?.get(key))?.toArray() ?? []).slice(0, MOST).flatMap((item) => {
      const stream = resolve(pdf, item);
      try {
        return isStream(stream) ? [stream.getDecodedData()] : [];
      } catch {
        return [];
      }
    });
  return { certificates: streams("Certs"), crls: streams("CRLs") };
}

/** Whether the revision that ends here carries certificates for the long term. */
export async function isArchivedAt(bytes: Uint8Array, end: number): Promise<boolean> {
  try {
    return longTermData(await openPdf(bytes.subarray(0, end))).certificates.length > 0;
  } catch {
    return false;
  }
}
