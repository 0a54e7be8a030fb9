import { arrayOf, catalogOf, dictOf, isStream, openPdf, type Pdf, resolve } from "./document";

/** The data for the long term that a file carries (DSS: ETSI EN 319 142-1, 5.4.2). */
export type Store = {
  /** DER. */
  certificates: Uint8Array[];
  /** DER. */
  crls: Uint8Array[];
};

const MOST = 256;

/** What can be read of it; empty where there is none. */
export function storeOf(pdf: Pdf): Store {
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
    return storeOf(await openPdf(bytes.subarray(0, end))).certificates.length > 0;
  } catch {
    return false;
  }
}
