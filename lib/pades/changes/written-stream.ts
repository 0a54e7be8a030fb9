import { inflateSync } from "node:zlib";
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfStream } from "@libpdf/core";
import type { StrictReader, Written } from "./strict-syntax";

export type WrittenStream = { entries: Map<string, Written>; data: Buffer };

/** Bytes, unpacked: a table or objects for millions of pages. */
const MOST = 64 * 2 ** 20;

/**
 * The stream that begins where the reader is, behind its dictionary; null when there is none.
 * @param length says how many bytes /Length means
 * @throws when there are not as many
 */
export function streamBehind(
  reader: StrictReader,
  entries: Map<string, Written>,
  length: (written: Written | undefined) => number = wholeNumber,
): WrittenStream | null {
  reader.space();
  if (!reader.match(/stream(\r\n|\n)/y)) return null;
  const start = reader.at;
  reader.at += length(entries.get("Length"));
  const data = Buffer.from(reader.text.slice(start, reader.at), "latin1");
  reader.expect(/[\r\n]*endstream/y);
  return { entries, data };
}

/**
 * The bytes of a stream that the file is put together with: a table or a stream of objects.
 * @throws when it is packed otherwise than with deflate (with or without a predictor), as no writer does, or is too long
 */
export function unpacked({ entries, data }: WrittenStream): Buffer {
  const filter = entries.get("Filter");
  if (!filter) return data;
  const only = filter.kind === "array" && filter.items.length === 1 ? filter.items[0] : filter;
  if (only?.kind !== "name" || only.value !== "FlateDecode") throw new Error("an odd filter");
  const plain = inflateSync(data, { maxOutputLength: MOST });
  const written = entries.get("DecodeParms");
  const one = written?.kind === "array" ? written.items[0] : written;
  if (one?.kind !== "dictionary") return plain;
  const parameters = new PdfDict();
  for (const [key, value] of one.entries) parameters.set(key, PdfNumber.of(wholeNumber(value)));
  const stream = PdfStream.fromDict(
    { Filter: PdfArray.of(PdfName.of("FlateDecode")), DecodeParms: PdfArray.of(parameters) },
    new Uint8Array(data),
  );
  return Buffer.from(stream.getDecodedData());
}

/** @throws when it is none, or negative */
export function wholeNumber(value: Written | undefined): number {
  if (value?.kind !== "number" || !Number.isSafeInteger(value.value) || value.value < 0)
    throw new Error("no whole number");
  return value.value;
}
