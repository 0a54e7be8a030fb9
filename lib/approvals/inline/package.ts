import type { Readable } from "node:stream";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { type Result, refuse } from "@/lib/shared/result";

/** `not-xml`: a zip, and no report package. */
export type PackageRefusal = "not-xml" | "package-broken" | "package-reports" | "too-large";

/** Packages at hand have some tens of entries: the report, its taxonomy, pictures and style sheets. */
const MAX_ENTRIES = 500;
const MAX_REPORT_BYTES = 20 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 200 * 1024 * 1024;

// Report Packages 1.0 (XBRL International, 2023) and Taxonomy Packages 1.0: one folder on top, or none in older ones.
const MARK = /^([^/]+\/)?META-INF\/(reportPackage\.json|reports\.json|taxonomyPackage\.xml)$/;
const REPORT = /^([^/]+\/)?reports\/(.+\/)?[^/]+\.(xhtml|html|htm|xbrl|json)$/i;

/**
 * The one report in a report package, unpacked in memory; everything else in it stays packed.
 *
 * Refuses, and never throws on, what is damaged, encrypted, has names that lead out of it, links, two entries of one
 * name, or more in it than a report needs, whatever its directory says of the sizes; and a package with no report in
 * inline XBRL, or with more than one: which of them was approved nobody could say.
 */
export async function reportIn(bytes: Uint8Array): Promise<Result<{ report: Buffer }, PackageRefusal>> {
  const zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (!zip) return refuse("package-broken");
  try {
    const entries = await entriesOf(zip);
    if (typeof entries === "string") return refuse(entries);
    if (!entries.some(({ fileName }) => MARK.test(fileName))) return refuse("not-xml");
    const [entry, ...others] = entries.filter(({ fileName }) => REPORT.test(fileName));
    if (!entry || others.length > 0 || !/html?$/i.test(entry.fileName)) return refuse("package-reports");
    if (entry.uncompressedSize > MAX_REPORT_BYTES) return refuse("too-large");
    return await unpacked(zip, entry);
  } catch {
    return refuse("package-broken");
  } finally {
    zip.close();
  }
}

function open(bytes: Buffer): Promise<ZipFile | null> {
  return new Promise((resolve) => {
    yauzl.fromBuffer(
      bytes,
      { lazyEntries: true, strictFileNames: true, validateEntrySizes: true },
      (error, zip) => resolve(error ? null : zip),
    );
  });
}

function entriesOf(zip: ZipFile): Promise<Entry[] | "package-broken" | "too-large"> {
  if (zip.entryCount > MAX_ENTRIES) return Promise.resolve("too-large");
  return new Promise((resolve) => {
    const entries: Entry[] = [];
    const names = new Set<string>();
    let size = 0;
    zip.on("error", () => resolve("package-broken"));
    zip.on("end", () => resolve(entries));
    zip.on("entry", (entry: Entry) => {
      // Two systems may see one name in two ways: with capitals, or composed otherwise.
      const name = entry.fileName.normalize("NFC").toLowerCase();
      if (entry.isEncrypted() || isLink(entry) || names.has(name)) return resolve("package-broken");
      names.add(name);
      entries.push(entry);
      size += entry.uncompressedSize;
      if (entries.length > MAX_ENTRIES || size > MAX_UNPACKED_BYTES) return resolve("too-large");
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

/** No more than it said of itself: the library breaks off where there is more, and so do we. */
async function unpacked(zip: ZipFile, entry: Entry): Promise<Result<{ report: Buffer }, "too-large">> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream) {
    size += piece.length;
    if (size > MAX_REPORT_BYTES) return refuse("too-large");
    pieces.push(piece);
  }
  return { ok: true, report: Buffer.concat(pieces) };
}
