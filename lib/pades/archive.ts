import { catalogOf, dictOf, openPdf, type Pdf } from "@/lib/pades/document/document";
import { type LongTermData, longTermData } from "@/lib/pades/document/long-term";
import { addTo, appended, dict, name, type PdfDict } from "@/lib/pades/document/write";
import { sha256Hex } from "@/lib/shared/hash";

/**
 * Appends certificates and revocation lists that the document does not have yet (DSS, ETSI EN 319 142-1, 5.4.2).
 * @returns the same bytes when it has them all
 */
export async function withLongTermData(bytes: Uint8Array, wanted: LongTermData): Promise<Uint8Array> {
  const pdf = await openPdf(bytes);
  const catalog = catalogOf(pdf);
  const there = longTermData(pdf);
  const known = dictOf(pdf, catalog.get("DSS"));
  const store = known ?? dict({ Type: name("DSS") });
  const certificates = add(pdf, store, "Certs", missing(wanted.certificates, there.certificates));
  const crls = add(pdf, store, "CRLs", missing(wanted.crls, there.crls));
  if (certificates + crls === 0) return bytes;
  if (!known) catalog.set("DSS", pdf.register(store));
  return appended(pdf, bytes);
}

/** Those that are not there yet, each once. */
function missing(wanted: Uint8Array[], there: Uint8Array[]): Uint8Array[] {
  const seen = new Set(there.map(sha256Hex));
  return wanted.filter((one) => !seen.has(sha256Hex(one)) && seen.add(sha256Hex(one)));
}

function add(pdf: Pdf, store: PdfDict, key: "Certs" | "CRLs", items: Uint8Array[]): number {
  for (const one of items) addTo(pdf, store, key, pdf.createStream({}, new Uint8Array(one)));
  return items.length;
}
