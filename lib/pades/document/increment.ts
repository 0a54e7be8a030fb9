import { deflateSync } from "node:zlib";
import { PdfArray, PdfDict, PdfName, PdfNumber, type PdfRef, PdfStream } from "@libpdf/core";
import { RefusedDocument } from "@/lib/pades/shapes";
import type { Pdf, PdfValue } from "./document";

/**
 * What has to stand behind a document so that it is as it was changed in memory: an incremental update (ISO 32000-1,
 * 7.5.6). The library writes one too, but with a copy of the whole document before it and room for a second.
 *
 * @param before the document as it was opened
 * @throws RefusedDocument when nothing can be put behind it
 */
export function increment(pdf: Pdf, before: Uint8Array): Buffer {
  if (pdf.isEncrypted) throw new RefusedDocument("encrypted");
  pdf.fonts.finalize(true);
  const blocker = pdf.canSaveIncrementally();
  // A linearized file may be appended to; it only is not quick over a slow line any more.
  if (blocker && blocker !== "linearized") throw new RefusedDocument("damaged", blocker);
  const writer = new Writer(before.length);
  const last = before.at(-1);
  if (last !== 10 && last !== 13) writer.writeAscii("\n");
  const entries = changedObjects(pdf).map(([ref, object]) => {
    const entry = { number: ref.objectNumber, generation: ref.generation, offset: writer.position };
    writer.writeAscii(`${ref.objectNumber} ${ref.generation} obj\n`);
    writer.write(compressed(object));
    writer.writeAscii("\nendobj\n");
    return entry;
  });
  const size = pdf.context.registry.nextObjectNumber;
  const start = writer.position;
  if (pdf.usesXRefStreams)
    writeStream(writer, pdf, [...entries, { number: size, generation: 0, offset: start }]);
  else writeTable(writer, pdf, entries);
  writer.writeAscii(`startxref\n${start}\n%%EOF\n`);
  return writer.bytes();
}

type Entry = { number: number; generation: number; offset: number };

function changedObjects(pdf: Pdf): [PdfRef, PdfValue][] {
  const { registry } = pdf.context;
  const changed = [...registry.getLoadedObjects()].filter(([, object]) => isDirty(object));
  return [...changed, ...registry.getNewObjects()].sort(([a], [b]) => a.objectNumber - b.objectNumber);
}

/** Down to the next reference, behind which another object of its own stands. */
function isDirty(value: PdfValue): boolean {
  if (value instanceof PdfDict) return value.dirty || [...value].some(([, inner]) => isDirty(inner));
  if (value instanceof PdfArray) return value.dirty || value.toArray().some(isDirty);
  return false;
}

/** Bytes. To pack less than that takes longer than all else that a signature needs, and saves a twelfth of it. */
const WORTH_PACKING = 16_384;

function compressed(object: PdfValue): PdfValue {
  if (!(object instanceof PdfStream) || object.has("Filter") || object.data.length < WORTH_PACKING)
    return object;
  const stream = new PdfStream(object, new Uint8Array(deflateSync(object.data, { level: 1 })));
  stream.set("Filter", PdfName.of("FlateDecode"));
  return stream;
}

function writeTable(writer: Writer, pdf: Pdf, entries: Entry[]): void {
  writer.writeAscii("xref\n");
  for (const run of runsOf(entries)) {
    writer.writeAscii(`${run[0]?.number} ${run.length}\n`);
    for (const { offset, generation } of run) {
      writer.writeAscii(`${String(offset).padStart(10, "0")} ${String(generation).padStart(5, "0")} n\r\n`);
    }
  }
  writer.writeAscii("trailer\n");
  writer.write(trailerOf(pdf, pdf.context.registry.nextObjectNumber));
  writer.writeAscii("\n");
}

/** @param entries the last of them is the stream's own */
function writeStream(writer: Writer, pdf: Pdf, entries: Entry[]): void {
  const own = entries.at(-1)?.number ?? 0;
  const rows = Buffer.alloc(entries.length * 8);
  for (const [index, { offset, generation }] of entries.entries()) {
    rows.writeUInt8(1, index * 8);
    rows.writeUIntBE(offset, index * 8 + 1, 5);
    rows.writeUInt16BE(generation, index * 8 + 6);
  }
  const stream = new PdfStream(trailerOf(pdf, own + 1), new Uint8Array(rows));
  stream.set("Type", PdfName.of("XRef"));
  stream.set("W", numbers([1, 5, 2]));
  stream.set("Index", numbers(runsOf(entries).flatMap((run) => [run[0]?.number ?? 0, run.length])));
  writer.writeAscii(`${own} 0 obj\n`);
  writer.write(stream);
  writer.writeAscii("\nendobj\n");
}

/** Of the last trailer, or the stream that stood for it, what says something of the document. */
const KEPT = ["Root", "Info", "ID"];

function trailerOf(pdf: Pdf, size: number): PdfDict {
  const { trailer } = pdf.context.info;
  const kept = KEPT.flatMap((key): [string, PdfValue][] => {
    const value = trailer.get(key);
    return value ? [[key, value]] : [];
  });
  const previous = Reflect.get(pdf, "originalXRefOffset") as number;
  return new PdfDict([...kept, ["Size", PdfNumber.of(size)], ["Prev", PdfNumber.of(previous)]]);
}

/** Objects whose numbers follow each other. */
function runsOf(entries: Entry[]): Entry[][] {
  const runs: Entry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run && run.at(-1)?.number === entry.number - 1) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

function numbers(values: number[]): PdfArray {
  return new PdfArray(values.map((value) => PdfNumber.of(value)));
}

/** What the library's objects write themselves with; positions are those in the whole file. */
class Writer {
  private buffer = Buffer.alloc(64 * 1024);
  private length = 0;

  constructor(private readonly start: number) {}

  get position(): number {
    return this.start + this.length;
  }

  write(object: PdfValue): void {
    // The library's own writer is a class with parts of its own that nobody outside uses.
    object.toBytes(this as never);
  }

  writeByte(byte: number): void {
    this.grow(1);
    this.buffer[this.length++] = byte;
  }

  writeBytes(bytes: Uint8Array): void {
    this.grow(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  writeAscii(text: string): void {
    this.grow(text.length);
    this.length += this.buffer.write(text, this.length, "latin1");
  }

  writeUtf8(text: string): void {
    this.writeBytes(Buffer.from(text, "utf8"));
  }

  bytes(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  private grow(needed: number): void {
    if (this.length + needed <= this.buffer.length) return;
    const larger = Buffer.alloc(Math.max(this.buffer.length * 2, this.length + needed));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}
