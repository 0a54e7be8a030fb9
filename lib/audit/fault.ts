/** Something that is wrong with a trail. */
export type TrailFault = {
  /** The entry that it is about; null: the file as a whole. */
  seq: number | null;
  /** What is wrong, behind the words "Entry 4". */
  what: string;
};

/** Keeps the one that is about the earliest entry; of those about the same entry, the first that was told. */
export class FirstFault {
  first: TrailFault | null = null;

  tell(seq: number | null, what: string): void {
    const place = (one: TrailFault) => one.seq ?? Number.POSITIVE_INFINITY;
    if (!this.first || place({ seq, what }) < place(this.first)) this.first = { seq, what };
  }
}

/** As it is written in what is told of a trail: in UTC, to the second. */
export function momentText(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
