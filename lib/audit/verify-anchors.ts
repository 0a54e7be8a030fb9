import { type FirstFault, momentText } from "./fault";
import type { Anchor } from "./format";
import { type JudgedToken, judgeToken, type Roots } from "./token";
import { clockTolerance } from "./tolerance";
import type { EntryChain } from "./verify-entries";

const words: Record<string, string> = {
  unreadable: "it cannot be read",
  "bytes-changed": "it is not over that hash, or was changed",
  "not-its-key": "it was not signed by whom it names",
  "other-certificate": "it was not signed by whom it names",
  "no-root": "nobody who is trusted stands for it",
  "not-for-this": "its certificate is not one for time stamps",
  expired: "its certificate had expired at that time",
  "not-yet": "its certificate was not valid yet at that time",
};

/** The anchors of a trail as they are read, behind its entries. */
export class Anchors {
  seen = 0;
  /** The last one that is right. */
  last: { seq: number; at: Date; by: string } | null = null;

  constructor(
    private readonly chain: EntryChain,
    private readonly roots: Roots,
    private readonly faults: FirstFault,
  ) {}

  take(anchor: Anchor): void {
    this.seen++;
    const { seq } = anchor;
    const judged = judgeToken(anchor.token, anchor.hash, this.roots);
    const what = this.faultOf(anchor, judged);
    if (what) this.faults.tell(seq, what);
    else if (judged.ok && seq > this.chain.right) this.tellMissing(seq, judged.at);
    else if (judged.ok) {
      this.checkTimesUntil(seq);
      this.last = { seq, at: judged.at, by: judged.by };
    }
  }

  /** The entries between the last anchor and this one, or the end. */
  checkTimesUntil(seq: number): void {
    if (this.last) this.chain.checkTimesAfter(this.last, seq);
  }

  private faultOf({ seq, hash, at }: Anchor, judged: JudgedToken): string | null {
    const { chain } = this;
    const since = (this.last?.seq ?? 0) + 1;
    if (seq < since) return "has an anchor that is out of its order";
    if (!judged.ok)
      return `has a false anchor: ${words[judged.fault] ?? "it is not believed"} (${judged.fault})`;
    const stamped = momentText(judged.at);
    if (judged.at.getTime() !== at.getTime())
      return `has a false anchor: it says ${momentText(at)}, and its time stamp ${stamped}`;
    if (seq > chain.right) return null;
    if (!chain.hashOf(seq).equals(hash)) {
      const which = since < seq ? `, or one of those from ${since} on,` : "";
      return `${which} was changed after it was anchored at ${stamped}; or that anchor is of another trail`;
    }
    const said = chain.timeOf(seq);
    return judged.at.getTime() < said.getTime() - clockTolerance
      ? `does not have its time: it says ${momentText(said)}, and was anchored at ${stamped}`
      : null;
  }

  /** It is about an entry that was not read as right: the file ends before it, or is broken, which was told already. */
  private tellMissing(seq: number, at: Date): void {
    const { chain, faults } = this;
    if (chain.isWhole)
      faults.tell(
        chain.right + 1,
        `is missing: entry ${seq} was there, and was anchored at ${momentText(at)}`,
      );
  }
}
