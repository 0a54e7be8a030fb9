import { FirstFault, type TrailFault } from "./fault";
import { type Header, readHeader, readPart } from "./format";
import { type Line, UnreadableTrail } from "./lines";
import { rootsOf } from "./token";
import { Anchors } from "./verify-anchors";
import { EntryChain } from "./verify-entries";

export type Verdict = {
  header: Header;
  /** Null: everything that can be known is as it should be. */
  fault: TrailFault | null;
  entries: number;
  /** The times that the first and the last entry say. */
  from: Date | null;
  to: Date | null;
  /** Up to this entry all hashes and links are right. */
  right: number;
  anchors: number;
  /** Null: there is no anchor that is right. */
  lastAnchor: { seq: number; at: Date; by: string } | null;
};

/**
 * Judges an exported audit trail from its lines alone. Holds forty bytes of each entry, and one line.
 * @param roots who is trusted for time stamps, in DER; null: whom the file names
 * @throws UnreadableTrail
 */
export async function verifyTrail(lines: AsyncGenerator<Line>, roots: Uint8Array[] | null): Promise<Verdict> {
  const faults = new FirstFault();
  const header = await headerOf(lines);
  const chain = new EntryChain(header.firm.id, faults);
  const named: Uint8Array[] = [];
  let anchors: Anchors | null = null;
  for await (const line of lines) {
    const part = readPart(line.text);
    const late = anchors !== null || named.length > 0;
    if (!part && !late) chain.takeUnreadable(line.number);
    else if (!part)
      throw new UnreadableTrail(
        `line ${line.number} is no line of an audit trail: ${line.text.slice(0, 60)}`,
      );
    else if (part.kind === "entry" && !late) chain.take(part);
    else if (part.kind === "root" && !anchors) named.push(part.certificate);
    else if (part.kind === "anchor") {
      anchors ??= new Anchors(chain, rootsOf(roots ?? named), faults);
      anchors.take(part.anchor);
    } else throw new UnreadableTrail(`line ${line.number} is out of its place`);
  }
  anchors?.checkTimesUntil(chain.right);
  compare(header, chain, anchors?.seen ?? 0, faults);
  const { seen: entries, right, from, to } = chain;
  const found = { entries, right, from, to, anchors: anchors?.seen ?? 0, lastAnchor: anchors?.last ?? null };
  return { header, fault: faults.first, ...found };
}

async function headerOf(lines: AsyncGenerator<Line>): Promise<Header> {
  const { value: line } = await lines.next();
  try {
    return readHeader(line.text);
  } catch (error) {
    throw new UnreadableTrail(error instanceof Error ? error.message : "the header cannot be read");
  }
}

/** What the first line promised, against what came. */
function compare({ head, ...said }: Header, chain: EntryChain, anchors: number, faults: FirstFault): void {
  const { right, seen } = chain;
  if (chain.isWhole) {
    if (right < head.seq)
      faults.tell(right + 1, `is missing: the first line says that the trail ends with entry ${head.seq}`);
    else if (right > head.seq)
      faults.tell(head.seq + 1, `was added: the first line says that the trail ends with entry ${head.seq}`);
    else if (chain.hashOf(right).toString("hex") !== head.hash)
      faults.tell(Math.max(1, right), "is not the head of the trail that the first line names");
  }
  if (seen !== said.entries)
    faults.tell(null, `holds ${seen} entries, and its first line says ${said.entries}`);
  if (anchors !== said.anchors)
    faults.tell(null, `holds ${anchors} anchors, and its first line says ${said.anchors}`);
}
