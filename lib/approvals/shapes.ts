import type { FilingState, Stream } from "@/db/schema/approvals";
import type { VatFigures } from "@/lib/approvals/vat/figures";
import type { FilingPeriod, PlainDate } from "@/lib/shared/dates";

export type { FilingState, Stream };

/** One row of a list of filings. `amount` in cents: positive is to pay, negative to receive. */
export type FilingRow = {
  id: string;
  stream: Stream;
  period: FilingPeriod;
  state: FilingState;
  amount: number;
  approveBy: PlainDate;
  payBy: PlainDate | null;
  publishedAt: Date;
  publishedBy: string;
  completedAt: Date | null;
};

export type EarlierPeriod = { period: FilingPeriod; amount: number };

/** What one could go on with. */
export type NextTask = Pick<FilingRow, "id" | "stream" | "period">;

export type FilingAttachment = { id: string; name: string; bytes: number; pages: number };

/** The one approval that completed a filing. `method` names the second factor that was used. */
export type FilingApproval = { by: string; at: Date; method: "sms"; reference: string };

export type FilingDetail = FilingRow & {
  version: number;
  fileBy: PlainDate;
  paymentReference: string | null;
  figures: VatFigures;
  /** Earlier periods of the same length, oldest first, at most five. */
  earlier: EarlierPeriod[];
  /** The open task of the same organisation with the earliest date, other than this one. */
  next: NextTask | null;
  attachment: FilingAttachment;
  /** Whether this person has opened the attachment of this version. */
  opened: boolean;
  /** Whether this person may approve it now. */
  myTurn: boolean;
  approval: FilingApproval | null;
};
