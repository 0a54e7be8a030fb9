import { PdfRef } from "@libpdf/core";
import type { Pdf } from "@/lib/pades/document/document";
import { checkBeginnings, checkLinearized } from "./other-readers";
import { StrictReader, type Written } from "./strict-syntax";
import { streamBehind, unpacked, type WrittenStream, wholeNumber } from "./written-stream";
import { type Entry, readSection, type Section, startOf } from "./xref-section";

type Plain = Entry & { kind: "plain" };
type Increments = {
  text: string;
  /** Those that count. */
  entries: Map<number, Entry>;
  before: Pdf;
  /** Where the words end that sections and objects begin with. */
  words: { sections: Set<number>; objects: Set<number> };
};

/**
 * Judges how the part behind a revision is written: as updates that are appended (ISO 32000-2, 7.5.6), each with a
 * cross-reference section that leads on to the one before, down to the last one of the revision. Every object that
 * they bring in is read by the letter, so that the reader of this program and the one that people look through see the
 * same: a second entry for an object, an entry that leads to another object, a section that only some understand, a
 * table shorter than the old one are all ways to show them different documents.
 * @param before the revision
 * @throws when anything is not as the standard says
 */
export function readIncrements(bytes: Uint8Array, revisionEnd: number, before: Pdf): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const sections = sectionsBehind(text, revisionEnd);
  for (const { trailer } of sections) checkTrailer(trailer, before);
  const entries = new Map<number, Entry>();
  // From the newest on: what it says of an object is what counts.
  for (const section of sections)
    for (const [number, entry] of section.entries) if (!entries.has(number)) entries.set(number, entry);
  const size = wholeNumber(sections[0]?.trailer.get("Size"));
  const words = { sections: new Set(sections.flatMap((one) => one.words)), objects: new Set<number>() };
  const increments = { text, entries, before, words };
  for (const [number, entry] of entries) {
    if (entry.kind === "free") continue;
    if (number >= size) throw new Error(`object ${number} lies outside of the table`);
    if (entry.kind === "plain") readObject(increments, number, entry);
  }
  readPacked(increments);
  for (const section of sections) passOver(increments, section, revisionEnd);
  checkBeginnings(text, revisionEnd, new Set([...words.sections, ...words.objects]));
}

/** Looks at the objects that a section brought in and that a newer one replaced: they have to stand before those. */
function passOver(increments: Increments, { entries }: Section, revisionEnd: number): void {
  for (const [number, entry] of entries) {
    const valid = increments.entries.get(number);
    if (entry.kind !== "plain" || entry === valid || entry.offset < revisionEnd) continue;
    if (valid?.kind !== "plain" || valid.offset < entry.offset)
      throw new Error(`an object ${number} behind the valid one`);
    readValue(increments, number, entry);
  }
}

/** From the newest to the oldest. */
function sectionsBehind(text: string, revisionEnd: number): Section[] {
  const [start, last] = [startOf(text), startOf(text.slice(0, revisionEnd))];
  const sections: Section[] = [];
  let at = start;
  while (at >= revisionEnd) {
    const section = readSection(text, at);
    sections.push(section);
    const previous = wholeNumber(section.trailer.get("Prev"));
    if (previous >= at) throw new Error("an update that comes before itself");
    at = previous;
  }
  checkLinearized(text, revisionEnd);
  if (at !== last || sections.length === 0) throw new Error("the updates do not build on the revision");
  return sections;
}

function checkTrailer(trailer: Section["trailer"], before: Pdf): void {
  const old = before.context.info.trailer;
  const [root, was] = [trailer.get("Root"), old.getRef("Root")];
  if (root?.kind !== "reference" || root.number !== was?.objectNumber || root.generation !== was.generation)
    throw new Error("another catalog");
  if (trailer.has("Encrypt")) throw new Error("encrypted");
  if (wholeNumber(trailer.get("Size")) < (old.getNumber("Size")?.value ?? 0))
    throw new Error("a shorter table");
}

/** Reads the object that an entry leads to, up to where a stream may begin. */
function readValue(increments: Increments, number: number, entry: Plain) {
  const reader = new StrictReader(increments.text, entry.offset);
  reader.space();
  const [, written, generation] = reader.expect(/(\d+)[\t\n\f\r ]+(\d+)[\t\n\f\r ]+obj\b/y);
  if (Number(written) !== number || Number(generation) !== entry.generation)
    throw reader.wrong(`not object ${number}`);
  const { sections, objects } = increments.words;
  objects.add(reader.at);
  const isSection = sections.has(reader.at);
  // Older references lead to the generation that it had: to nothing, for who minds it.
  if (entry.generation !== 0 && increments.before.getObject(PdfRef.of(number)))
    throw reader.wrong(`another object ${number}`);
  const value = reader.value();
  const type = value.kind === "dictionary" ? value.entries.get("Type") : undefined;
  // Whoever looks through the bytes takes it for one.
  if (type?.kind === "name" && type.value === "XRef" && !isSection)
    throw reader.wrong("a section that no other leads to");
  return { reader, value };
}

/** Reads the object that an entry leads to. */
function readObject(increments: Increments, number: number, entry: Plain) {
  const { reader, value } = readValue(increments, number, entry);
  let stream: WrittenStream | null = null;
  if (value.kind === "dictionary")
    stream = streamBehind(reader, value.entries, (length) => lengthOf(increments, length));
  reader.space();
  reader.expect(/endobj\b/y);
  return { value, stream };
}

function lengthOf(increments: Increments, length: Written | undefined): number {
  if (length?.kind !== "reference") return wholeNumber(length);
  const entry = increments.entries.get(length.number);
  if (entry?.kind === "plain") {
    const { value } = readObject(increments, length.number, entry);
    return value.kind === "number" ? wholeNumber(value) : -1;
  }
  const found = increments.before.getObject(PdfRef.of(length.number, length.generation));
  if (entry || found?.type !== "number") throw new Error("no length");
  return wholeNumber({ kind: "number", value: found.value });
}

/** Reads the objects that lie in object streams (ISO 32000-2, 7.5.7). */
function readPacked(increments: Increments): void {
  const streams = new Map<number, ReturnType<typeof objectStream>>();
  for (const [number, entry] of increments.entries) {
    if (entry.kind !== "packed") continue;
    const stream = streams.get(entry.stream) ?? objectStream(increments, entry.stream);
    streams.set(entry.stream, stream);
    if (stream.index[entry.index * 2] !== number) throw new Error(`object ${number} lies elsewhere`);
  }
  for (const { index, first, text } of streams.values()) {
    const offsets = index.filter((_, place) => place % 2 === 1).sort((a, b) => a - b);
    const reader = new StrictReader(text, first);
    for (const offset of offsets) {
      if (first + offset < reader.at) throw new Error("objects that overlap");
      reader.at = first + offset;
      reader.value();
    }
  }
}

function objectStream(increments: Increments, number: number) {
  const entry = increments.entries.get(number);
  if (entry?.kind !== "plain") throw new Error("an object stream of another revision");
  const { stream } = readObject(increments, number, entry);
  const type = stream?.entries.get("Type");
  if (!stream || type?.kind !== "name" || type.value !== "ObjStm") throw new Error("no object stream");
  const [count, first] = [wholeNumber(stream.entries.get("N")), wholeNumber(stream.entries.get("First"))];
  const text = unpacked(stream).toString("latin1");
  const index = text
    .slice(0, first)
    .trim()
    .split(/[\0\t\n\f\r ]+/)
    .map(Number);
  if (index.length !== count * 2 || !index.every(Number.isInteger)) throw new Error("a wrong index");
  return { index, first, text };
}
