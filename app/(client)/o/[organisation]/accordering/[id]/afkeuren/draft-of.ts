import type { Session } from "@/lib/access/session";
import type { FilingDetail } from "@/lib/approvals/shapes";

/** Where a reason is kept in the tab while it is not sent: of this person, and about exactly this version. */
export function draftOf({ accountId }: Session, { id, version }: FilingDetail): string {
  return `afkeuren:${accountId}:${id}:${version}`;
}
