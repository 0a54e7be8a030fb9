import { StrictReader, type Written } from "./strict-syntax";
import { streamBehind, unpacked, wholeNumber } from "./written-stream";

export type Entry =
  | { kind: "free" }
  | { kind: "plain"; offset: number; generation: number }
  | { kind: "packed"; stream: number; index: number };

export type Section = {
  entries: Map<number, Entry>;
  trailer: Map<string, Written>;
  /** Where the words end that it begins with for whoever looks through the bytes: "trailer", "obj" of a stream. */
  words: number[];
};

const LINE = "[ \\t]*(?:\\r\\n|\\n|\\r)";
const TABLE = new RegExp(`xref${LINE}`, "y");
const RANGE = new RegExp(`(\\d+) (\\d+)${LINE}`, "y");
const ROW = new RegExp(`(\\d{10}) (\\d{5}) ([nf])${LINE}`, "y");
const MOST_ENTRIES = 2_000_000;

/** Where the last cross-reference section is. */
export function startOf(text: string): number {
  const end = /startxref[\t\n\f\r ]+(\d+)[\t\n\f\r ]+%%EOF[\0\t\n\f\r ]*$/.exec(text.slice(-2000));
  if (!end) throw new Error("no end of file");
  return Number(end[1]);
}

/**
 * One cross-reference section: a table, a stream, or a table with a stream beside it (ISO 32000-2, 7.5.4 and 7.5.8).
 * @param text the file, a character a byte
 * @throws when it is not written as the standard says, or says two things of one object
 */
export function readSection(text: string, at: number): Section {
  const reader = new StrictReader(text, at);
  if (!reader.match(TABLE)) return streamAt(reader);
  const entries = new Map<number, Entry>();
  for (let range = reader.match(RANGE); range; range = reader.match(RANGE)) {
    for (let row = 0; row < Number(range[2]); row++) {
      const [, offset, generation, use] = reader.expect(ROW);
      const plain: Entry = { kind: "plain", offset: Number(offset), generation: Number(generation) };
      add(entries, Number(range[1]) + row, use === "n" ? plain : { kind: "free" });
    }
  }
  reader.expect(/trailer/y);
  const words = [reader.at];
  const trailer = reader.entries();
  const beside = trailer.get("XRefStm");
  if (beside) {
    const stream = streamAt(new StrictReader(text, wholeNumber(beside)));
    for (const [number, entry] of stream.entries) add(entries, number, entry);
    words.push(...stream.words);
  }
  return { entries, trailer, words };
}

/** Readers differ in which of two entries they take: both have to say the same. */
function add(entries: Map<number, Entry>, number: number, entry: Entry): void {
  const had = entries.get(number);
  if (had && JSON.stringify(had) !== JSON.stringify(entry))
    throw new Error(`two entries for object ${number}`);
  if (entries.size > MOST_ENTRIES) throw new Error("too many entries");
  entries.set(number, entry);
}

function streamAt(reader: StrictReader): Section {
  reader.expect(/\d+[\t\n\f\r ]+\d+[\t\n\f\r ]+obj\b/y);
  const words = [reader.at];
  const trailer = reader.entries();
  // Beside a stream stands none; there are readers that take it all the same.
  if (trailer.has("XRefStm")) throw reader.wrong("a stream beside a stream");
  const type = trailer.get("Type");
  const stream = streamBehind(reader, trailer);
  if (!stream || type?.kind !== "name" || type.value !== "XRef")
    throw reader.wrong("no cross-reference stream");
  const data = unpacked(stream);

  const [kindWidth = 0, firstWidth = 0, secondWidth = 0, ...more] = numbersOf(trailer.get("W"));
  if (more.length > 0 || firstWidth === 0 || Math.max(kindWidth, firstWidth, secondWidth) > 6)
    throw reader.wrong("odd widths");
  const ranges = trailer.has("Index")
    ? numbersOf(trailer.get("Index"))
    : [0, wholeNumber(trailer.get("Size"))];
  const entries = new Map<number, Entry>();
  let at = 0;
  const read = (width: number) => {
    at += width;
    if (at > data.length) throw reader.wrong("a short cross-reference stream");
    return width === 0 ? 0 : data.readUIntBE(at - width, width);
  };
  for (let range = 0; range < ranges.length; range += 2) {
    for (let row = 0; row < (ranges[range + 1] ?? 0); row++) {
      const kind = kindWidth === 0 ? 1 : read(kindWidth);
      add(entries, (ranges[range] ?? 0) + row, entryOf(kind, read(firstWidth), read(secondWidth)));
    }
  }
  return { entries, trailer, words };
}

function entryOf(kind: number, first: number, second: number): Entry {
  if (kind === 0) return { kind: "free" };
  if (kind === 1) return { kind: "plain", offset: first, generation: second };
  if (kind === 2) return { kind: "packed", stream: first, index: second };
  throw new Error(`an entry of kind ${kind}`);
}

function numbersOf(value: Written | undefined): number[] {
  if (value?.kind !== "array") throw new Error("no array of numbers");
  return value.items.map(wholeNumber);
}
