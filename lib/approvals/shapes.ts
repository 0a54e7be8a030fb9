import type { FilingState, Stream, Turn } from "@/db/schema/approvals";
import type { DecisionMethod } from "@/db/schema/decisions";
import type { FilingFigures } from "@/lib/approvals/returns/shapes";
import type { FilingPeriod, PlainDate } from "@/lib/shared/dates";

import type { Signing } from "./signing/shapes";

export type { FilingState, Stream };

/** What staff typed where no file says the figures. Amounts in cents. */
export type TypedFigures = {
  kind: "typed";
  lines: { labelKey: string; cents: number }[];
  amount: number | null;
};

export type Figures = FilingFigures | TypedFigures;

/** What an income tax return comes to for each of the two who file together, in cents; to receive is negative. */
export type Outcomes = { declarant: number; partner: number };

/** One row of a list of filings. `amount` in cents: positive is to pay, negative to receive; null where there is none. */
export type FilingRow = {
  id: string;
  stream: Stream;
  label: string | null;
  period: FilingPeriod;
  year: number;
  state: FilingState;
  /** Why it was withdrawn, or filed without an approval. */
  stateReason: string | null;
  amount: number | null;
  approveBy: PlainDate | null;
  payBy: PlainDate | null;
  publishedAt: Date;
  publishedBy: string;
  changedAt: Date;
  completedAt: Date | null;
  /** The firm's part: when it was filed with the authority, as far as the firm's package told. */
  filedAt: Date | null;
  /** Another document has to be finished first. */
  waits: boolean;
  /** That document was withdrawn, or expired: as long as the firm does nothing, there is nothing to wait for. */
  inVain: boolean;
  /** How far this person is with it; null when it does not ask for this person's decision. */
  mine: "asked" | "readyToSend" | null;
  /** Whether the attachment of this version was shown to this person; a list knows it of what is to be read alone. */
  opened: boolean;
};

/** A filing with the organisation that it is of, for lists over several, and the names of those who are waited for. */
export type CurrentFiling = FilingRow & {
  version: number;
  reference: string;
  /** The document that has to be finished first. */
  comesAfter: string | null;
  organisation: { slug: string; name: string };
  waitsFor: string[];
  /** Whether whoever is waited for signs it. */
  signing: boolean;
  outcomes: Outcomes | null;
};

export type EarlierPeriod = { period: FilingPeriod; amount: number };

/** What one could go on with. It `waits` as long as a worker has to let it go yet: then no count of tasks has it. */
export type NextTask = Pick<FilingRow, "id" | "stream" | "label" | "period" | "waits">;

/** What the client reads: a PDF, or a page of HTML (which has no pages to count). */
export type FilingAttachment = {
  id: string;
  name: string;
  mime: string;
  bytes: number;
  pages: number | null;
  sha256: string;
};

/** One whose approval is needed. `name` is null where anybody may give it who has the right. */
export type Approver = {
  seat: number;
  name: string | null;
  capacity: string | null;
  onBehalfOf: string | null;
  turn: Turn;
  /** Why it is not needed any more, where it was dropped: a missing approval is stated with its reason. */
  reason: string | null;
  /** Whether it is this person's to give. */
  mine: boolean;
};

/** What somebody decided about the current version. `method` names the second factor that was used. */
export type FilingDecision = {
  decision: "approved" | "rejected";
  by: string;
  capacity: string;
  onBehalfOf: string | null;
  at: Date;
  method: DecisionMethod;
  category: string | null;
  reason: string | null;
  /** Who of the firm helped, where it was done at its office. */
  assistedBy: string | null;
};

/** A version beside the one that is shown: what was replaced stays findable, with who decided what about it. */
export type OtherVersion = {
  version: number;
  /** The one of now: not replaced. */
  current: boolean;
  publishedAt: Date;
  publishedBy: string;
  amount: number | null;
  /** Whether anybody decided about it, and whether that was a rejection. */
  decided: boolean;
  rejected: boolean;
  /** Whether this person did. */
  decidedByMe: boolean;
};

export type FilingDetail = FilingRow & {
  version: number;
  /** Instead of one amount, where two file together. */
  outcomes: Outcomes | null;
  reference: string;
  fileBy: PlainDate | null;
  /** The document that has to be finished first, where this person may see it and somebody can still finish it. */
  waitsForId: string | null;
  expiresOn: PlainDate | null;
  filedReference: string | null;
  paymentReference: string | null;
  figures: Figures;
  /** Number, date and so on of a letter; the bank of a credit report. */
  details: Record<string, string>;
  /** What the firm says with this version. */
  note: string | null;
  manifestHash: string;
  /** Earlier periods of the same length, oldest first, at most five. */
  earlier: EarlierPeriod[];
  /** What to go on with here: the publication after its annual accounts, or the open task with the earliest date. */
  next: NextTask | null;
  attachment: FilingAttachment;
  /** What goes to the recipient; told only where there are several versions, to see what changed. */
  data: { name: string; sha256: string } | null;
  annexes: { name: string; sha256: string }[];
  /** Whether this person may decide now. */
  myTurn: boolean;
  /** Where it is signed: by whom, and how far the file is; null where it is approved alone. */
  signing: Signing | null;
  /** Why it did not wait for what came first, as staff said. */
  releasedAs: "not-adopted" | "not-signed" | null;
  /** When the accounts were adopted, as far as the portal itself knows it. */
  adoptedOn: PlainDate | null;
  approvers: Approver[];
  decisions: FilingDecision[];
  /** All but the one that is shown, the newest first. */
  versions: OtherVersion[];
  /** When the version after this one was published; null for the current one. */
  replacedAt: Date | null;
  /** When the last attempt to hand it over to its recipient began. */
  sentAt: Date | null;
  /** What the recipient told about the last attempt to hand it over, in order of time. */
  told: { code: string; at: Date }[];
  /** The status or fault with which that attempt was turned away; null when it was not. */
  refusedWith: string | null;
};
