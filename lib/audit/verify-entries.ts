import { type FirstFault, momentText } from "./fault";
import type { Part } from "./format";
import { clockTolerance } from "./tolerance";

const perBlock = 65_536;
const zeros = Buffer.alloc(32);

/**
 * The entries of a trail as they are read, in order. Of each one that is right it keeps the hash and the time, forty
 * bytes, for the anchors that come after them.
 */
export class EntryChain {
  /** How many entries there were, right or not. */
  seen = 0;
  /** Up to this one all are right. */
  right = 0;
  from: Date | null = null;
  to: Date | null = null;
  private broken = false;
  private readonly hashes: Buffer[] = [];
  private readonly times: Float64Array[] = [];

  constructor(
    private readonly firmId: string,
    private readonly faults: FirstFault,
  ) {}

  /** What is told of it is the first one that is wrong: of what follows that one, nothing can be said any more. */
  take(part: Extract<Part, { kind: "entry" }>): void {
    this.seen++;
    if (this.broken) return;
    const what = this.faultOf(part, this.right + 1);
    if (what) this.breakOff(what);
    else if (part.entry) this.keep(part.entry);
  }

  /** A line among the entries that is none. */
  takeUnreadable(line: number): void {
    this.seen++;
    if (!this.broken) this.breakOff(`cannot be read: line ${line} is no line of an audit trail`);
  }

  private breakOff(what: string): void {
    this.broken = true;
    this.faults.tell(this.right + 1, what);
  }

  private faultOf({ seq, hash, entry }: Extract<Part, { kind: "entry" }>, wanted: number): string | null {
    if (seq !== null && seq > wanted) return `is missing: entry ${seq} stands in its place`;
    if (seq !== wanted)
      return `is missing: entry ${seq ?? "without a number"} stands there once more, or out of its order`;
    if (!entry) return "was changed: it is not written as it was hashed";
    if (entry.firmId !== this.firmId) return "is of another firm";
    if (entry.computed.toString("hex") !== hash)
      return "does not have its hash: what it says was changed, or the hash was";
    if (!entry.previousHash.equals(this.hashOf(wanted - 1)))
      return `does not have its link to the one before: it was added after another entry ${wanted - 1} than the one that stands here`;
    return null;
  }

  private keep({ computed, at }: { computed: Buffer; at: Date }): void {
    const place = this.right % perBlock;
    if (place === 0) {
      this.hashes.push(Buffer.alloc(32 * perBlock));
      this.times.push(new Float64Array(perBlock));
    }
    computed.copy(this.hashes.at(-1) as Buffer, 32 * place);
    (this.times.at(-1) as Float64Array)[place] = at.getTime();
    this.right++;
    this.from ??= at;
    this.to = at;
  }

  /** Of an entry that is right; before the first one stands nothing. */
  hashOf(seq: number): Buffer {
    if (seq === 0) return zeros;
    const place = 32 * ((seq - 1) % perBlock);
    return (this.hashes[Math.floor((seq - 1) / perBlock)] as Buffer).subarray(place, place + 32);
  }

  timeOf(seq: number): Date {
    return new Date(this.times[Math.floor((seq - 1) / perBlock)]?.[(seq - 1) % perBlock] ?? Number.NaN);
  }

  /** Whether all entries are right: there is none, or the last one is. */
  get isWhole(): boolean {
    return !this.broken;
  }

  /**
   * What was added after an anchor was not there before it, whatever it says.
   * @param until the last entry to look at
   */
  checkTimesAfter(anchor: { seq: number; at: Date }, until: number): void {
    for (let seq = anchor.seq + 1; seq <= Math.min(until, this.right); seq++) {
      const at = this.timeOf(seq);
      if (at.getTime() >= anchor.at.getTime() - 2 * clockTolerance) continue;
      this.faults.tell(
        seq,
        `does not have its time: it says ${momentText(at)}, and entry ${anchor.seq}, which is older, was the last one still at ${momentText(anchor.at)}`,
      );
      return;
    }
  }
}
