import type { PdfDict } from "@libpdf/core";
import type { Comparison } from "./comparison";
import type { Permission } from "./permission";
import type { Revision } from "./revision";

/** Two states of a file, and by what the second is judged. */
export type Revisions = {
  before: Revision;
  after: Revision;
  comparison: Comparison;
  /**
   * Compares what is drawn: it walks into fields and annotations too. None stands there in an honest file, and of a
   * field some entries may change that would mean something else in, say, a group of transparency.
   */
  drawing: Comparison;
  /** What the signatures in the first state leave to later ones. */
  permission: Permission;
  /** Bytes up to the end of the first state. */
  revisionEnd: number;
  /** Bytes of the whole file. */
  length: number;
};

/** The keys of two annotations or fields whose values are not the same. */
export function changedEntries(
  { comparison, drawing }: Revisions,
  before: PdfDict,
  after: PdfDict,
): string[] {
  const keys = comparison.changedKeys(before, after);
  const looksSame = keys.includes("AP") || drawing.same(before.get("AP"), after.get("AP"));
  return looksSame ? keys : [...keys, "AP"];
}
