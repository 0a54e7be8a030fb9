import { PdfRef } from "@libpdf/core";
import { isStream, type Pdf } from "./document";
import { StrictReader, type Written } from "./strict-syntax";
import { type Entry, readSection, type Section } from "./xref-section";

/**
 * Judges how the part behind a revision is written: as updates that are appended (ISO 32000-2, 7.5.6), each with a
 * cross-reference section that leads on to the one before, down to the last one of the revision. Every object that
 * they bring in is read by the letter, so that the reader of this program and the one that people look through see the
 * same: a second entry for an object, an entry that leads to another object, a section that only some understand, a
 * table shorter than the old one are all ways to show them different documents.
 * @throws when anything is not as the standard says
 */
export function readIncrements(bytes: Uint8Array, revisionEnd: number, before: Pdf, after: Pdf): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const sections = sectionsBehind(text, revisionEnd);
  const trailer = sections[0]?.trailer;
  checkTrailer(trailer, before);
  const entries = new Map<number, Entry>();
  // From the newest on: what it says of an object is what counts.
  for (const section of sections)
    for (const [number, entry] of section.entries) if (!entries.has(number)) entries.set(number, entry);
  const size = whole(trailer?.get("Size"));
  for (const [number, entry] of entries) {
    if (entry.kind === "free") continue;
    if (number >= size) throw new Error(`object ${number} lies outside of the table`);
    if (entry.kind === "plain") readObject(text, number, entry, after);
  }
  readPacked(entries, after);
}

/** From the newest to the oldest. */
function sectionsBehind(text: string, revisionEnd: number): Section[] {
  const [start, last] = [startOf(text), startOf(text.slice(0, revisionEnd))];
  const sections: Section[] = [];
  let at = start;
  while (at >= revisionEnd) {
    const section = readSection(text, at);
    sections.push(section);
    const previous = whole(section.trailer.get("Prev"));
    if (previous >= at) throw new Error("an update that comes before itself");
    at = previous;
  }
  if (at !== last || sections.length === 0) throw new Error("the updates do not build on the revision");
  return sections;
}

/** Where the last cross-reference section is. */
function startOf(text: string): number {
  const end = /startxref[\t\n\f\r ]+(\d+)[\t\n\f\r ]+%%EOF[\0\t\n\f\r ]*$/.exec(text.slice(-2000));
  if (!end) throw new Error("no end of file");
  return Number(end[1]);
}

function checkTrailer(trailer: Section["trailer"] | undefined, before: Pdf): void {
  const old = before.context.info.trailer;
  const [root, was] = [trailer?.get("Root"), old.getRef("Root")];
  if (root?.kind !== "reference" || root.number !== was?.objectNumber || root.generation !== was.generation)
    throw new Error("another catalog");
  if (trailer?.has("Encrypt")) throw new Error("encrypted");
  if (whole(trailer?.get("Size")) < (old.getNumber("Size")?.value ?? 0)) throw new Error("a shorter table");
}

/** Reads the object that an entry leads to. */
function readObject(text: string, number: number, entry: Entry & { kind: "plain" }, after: Pdf): void {
  const reader = new StrictReader(text, entry.offset);
  reader.space();
  const [, written, generation] = reader.expect(/(\d+)[\t\n\f\r ]+(\d+)[\t\n\f\r ]+obj\b/y);
  if (Number(written) !== number || Number(generation) !== 0 || entry.generation !== 0)
    throw reader.wrong(`not object ${number}`);
  const value = reader.value();
  reader.space();
  if (value.kind === "dictionary" && reader.match(/stream(\r\n|\n)/y)) {
    reader.at += lengthOf(value.entries.get("Length"), after);
    reader.expect(/[\r\n]*endstream/y);
    reader.space();
  }
  reader.expect(/endobj\b/y);
}

function lengthOf(length: Written | undefined, after: Pdf): number {
  if (length?.kind !== "reference") return whole(length);
  const found = after.getObject(PdfRef.of(length.number, length.generation));
  if (found?.type !== "number" || !Number.isInteger(found.value) || found.value < 0)
    throw new Error("no length");
  return found.value;
}

/** Reads the objects that lie in object streams (ISO 32000-2, 7.5.7). */
function readPacked(entries: Map<number, Entry>, after: Pdf): void {
  const streams = new Map<number, { index: number[]; first: number; text: string }>();
  for (const [number, entry] of entries) {
    if (entry.kind !== "packed") continue;
    const stream = streams.get(entry.stream) ?? unpacked(entry.stream);
    streams.set(entry.stream, stream);
    const offset = stream.index[entry.index * 2 + 1];
    if (stream.index[entry.index * 2] !== number || offset === undefined)
      throw new Error(`object ${number} lies elsewhere`);
    new StrictReader(stream.text, stream.first + offset).value();
  }

  function unpacked(number: number) {
    const entry = entries.get(number);
    if (entry?.kind !== "plain") throw new Error("an object stream of another revision");
    const stream = after.getObject(PdfRef.of(number)) ?? undefined;
    if (!isStream(stream)) throw new Error("no object stream");
    const [count, first] = [stream.getNumber("N")?.value ?? 0, stream.getNumber("First")?.value ?? 0];
    const unpackedText = Buffer.from(stream.getDecodedData()).toString("latin1");
    const index = unpackedText
      .slice(0, first)
      .trim()
      .split(/[\0\t\n\f\r ]+/)
      .map(Number);
    if (index.length !== count * 2 || !index.every(Number.isInteger)) throw new Error("a wrong index");
    return { index, first, text: unpackedText };
  }
}

function whole(value: Written | undefined): number {
  if (value?.kind !== "number" || !Number.isInteger(value.value) || value.value < 0)
    throw new Error("no whole number");
  return value.value;
}
