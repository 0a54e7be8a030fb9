import {
  arrayOf,
  catalogOf,
  dictOf,
  isStream,
  openPdf,
  type Pdf,
  resolve,
} from "@/lib/pades/document/document";
import { addTo, appended, dict, name, type PdfDict } from "@/lib/pades/document/write";
import { sha256Hex } from "@/lib/shared/hash";

/** What a reader in twenty years needs to judge the signatures: DER, each. */
export type LongTermData = { certificates: readonly Uint8Array[]; crls: readonly Uint8Array[] };

/**
 * Appends certificates and revocation lists that the document does not have yet (DSS, ETSI EN 319 142-1, 5.4.2).
 * @returns the same bytes when it has them all
 */
export async function withLongTermData(
  bytes: Uint8Array,
  { certificates, crls }: LongTermData,
): Promise<Uint8Array> {
  const pdf = await openPdf(bytes);
  const catalog = catalogOf(pdf);
  const known = dictOf(pdf, catalog.get("DSS"));
  const store = known ?? dict({ Type: name("DSS") });
  const added = add(pdf, store, "Certs", certificates) + add(pdf, store, "CRLs", crls);
  if (added === 0) return bytes;
  if (!known) catalog.set("DSS", pdf.register(store));
  return appended(pdf, bytes);
}

/** The certificates and revocation lists that a document has with it; what cannot be unpacked is left out. */
export function longTermData(pdf: Pdf): LongTermData {
  const store = dictOf(pdf, catalogOf(pdf).get("DSS"));
  return { certificates: streams(pdf, store, "Certs"), crls: streams(pdf, store, "CRLs") };
}

function add(pdf: Pdf, store: PdfDict, key: "Certs" | "CRLs", wanted: readonly Uint8Array[]): number {
  const seen = new Set(streams(pdf, store, key).map(sha256Hex));
  const missing = wanted.filter((one) => !seen.has(sha256Hex(one)) && seen.add(sha256Hex(one)));
  for (const one of missing) addTo(pdf, store, key, pdf.createStream({}, new Uint8Array(one)));
  return missing.length;
}

function streams(pdf: Pdf, store: PdfDict | undefined, key: string): Uint8Array[] {
  const items = arrayOf(pdf, store?.get(key))?.toArray() ?? [];
  return items.flatMap((item) => {
    const stream = resolve(pdf, item);
    try {
      return isStream(stream) ? [stream.getDecodedData()] : [];
    } catch {
      return [];
    }
  });
}
