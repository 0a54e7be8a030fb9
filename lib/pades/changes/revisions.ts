import type { Comparison } from "./comparison";
import type { Permission } from "./permission";
import type { Revision } from "./revision";

/** Two states of a file, and by what the second is judged. */
export type Revisions = {
  before: Revision;
  after: Revision;
  comparison: Comparison;
  /** What the signatures in the first state leave to later ones. */
  permission: Permission;
  /** Bytes up to the end of the first state. */
  revisionEnd: number;
  /** Bytes of the whole file. */
  length: number;
};
