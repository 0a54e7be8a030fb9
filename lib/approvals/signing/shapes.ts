import type { SignatureField, Stream, Turn } from "@/db/schema/approvals";
import type { SignatureLevel, SignatureState } from "@/db/schema/signing";
import type { FilingPeriod } from "@/lib/shared/dates";

/** A seat of a version that is signed, and how far its signature is; `put` is null before it was given. */
export type SigningSeat = {
  seat: number;
  accountId: string | null;
  name: string | null;
  capacity: string | null;
  onBehalfOf: string | null;
  deputyFor: string | null;
  mandateFileId: string | null;
  party: "client" | "accountant";
  /** Those of a lower step sign first. */
  step: number;
  turn: Turn;
  /** Why it is not needed any more, where staff let go of it. */
  reason: string | null;
  field: SignatureField | null;
  put: { state: SignatureState; fault: string | null; givenAt: Date; putAt: Date | null } | null;
};

/** What of a version that is signed is in its file by now. */
export type Signing = {
  seats: SigningSeat[];
  /** The newest is what everybody gets; empty while nobody's signature is in the file. Newest first. */
  revisions: Revision[];
  /** "Ondertekenbewijs"; null until everybody has signed. */
  proof: { fileId: string; at: Date } | null;
  /** Documents of the same set that are still under way. */
  together: { id: string; stream: Stream; label: string | null; period: FilingPeriod; version: number }[];
  /** The ids of all documents of the same set beside this one, signed or not, but for what was withdrawn. */
  set: string[];
};

export type Revision = {
  revision: number;
  kind: "signature" | "archive";
  seat: number | null;
  fileId: string;
  sha256: string;
  bytes: number;
  level: SignatureLevel;
  certificateName: string | null;
  certificateSerial: string | null;
  stampedAt: Date | null;
  stampedBy: string | null;
  at: Date;
};
