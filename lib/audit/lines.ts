/** Why a file cannot be read as a trail; in words, and in which line. */
export class UnreadableTrail extends Error {}

/** Entries are some hundreds of bytes, and a time stamp some thousands. */
const longestLine = 16 * 1024 * 1024;

const otherKinds: [begin: number[], what: string][] = [
  [[0xff, 0xfe], "this file is in UTF-16; an export is in UTF-8. Some program has rewritten it"],
  [[0xfe, 0xff], "this file is in UTF-16; an export is in UTF-8. Some program has rewritten it"],
  [[0x1f, 0x8b], "this is a gzip file: unpack it first"],
  [[0x50, 0x4b, 0x03, 0x04], "this is a ZIP file: unpack it first"],
];

export type Line = { number: number; text: string };

/**
 * The lines of a file, one at a time. Line ends of Windows and a byte order mark are taken as if they were not there.
 * @throws UnreadableTrail for another kind of file, a line that is no UTF-8 or too long, and a last line without an end
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  const pieces: Buffer[] = [];
  let held = 0;
  let number = 0;
  for await (const chunk of chunks) {
    if (number === 0 && held === 0) refuseOtherKinds(chunk);
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      pieces.push(chunk.subarray(start, end));
      yield { number: ++number, text: decoded(pieces.splice(0), number) };
      held = 0;
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    held += rest.length;
    if (held > longestLine)
      throw new UnreadableTrail(`line ${number + 1} is longer than ${longestLine / 1024 / 1024} MB`);
    if (rest.length > 0) pieces.push(rest);
  }
  if (held > 0)
    throw new UnreadableTrail(`the file breaks off in line ${number + 1}: the rest of it is missing`);
  if (number === 0) throw new UnreadableTrail("the file is empty");
}

function refuseOtherKinds(chunk: Buffer): void {
  for (const [begin, what] of otherKinds)
    if (begin.every((byte, at) => chunk[at] === byte)) throw new UnreadableTrail(what);
}

function decoded(pieces: Buffer[], number: number): string {
  const [only = Buffer.alloc(0)] = pieces;
  const bytes = pieces.length > 1 ? Buffer.concat(pieces) : only;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: number > 1 }).decode(bytes);
    return text.endsWith("\r") ? text.slice(0, -1) : text;
  } catch {
    throw new UnreadableTrail(`line ${number} is not in UTF-8`);
  }
}
