import type { FilingRow, FilingState } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";

/**
 * Whether something came in between that nobody meant who approved it: then its own page tells about it, and the one of
 * what was processed says too much.
 */
export function cameToNothing(state: FilingState): boolean {
  return ["rejected", "expired", "filedWithoutApproval", "replaced", "withdrawn"].includes(state);
}

/**
 * Which sentence of `approvals` in the message file says where a document went after this person approved it.
 * @param left how many people are named who have to approve as well
 */
export function followingKey(
  { stream, state, filedAt }: Pick<FilingRow, "stream" | "state" | "filedAt">,
  left: number,
): string {
  const { goesTo } = streams[stream];
  if (cameToNothing(state)) return `afterwards.${state}`;
  switch (state) {
    case "open":
    case "readyToSend":
      return left > 0 ? "afterwards.others" : "afterwards.somebody";
    case "delivered":
    case "acceptedByRecipient":
      return `afterwards.${state}.${goesTo}`;
    case "refusedByRecipient":
    case "outcomeUnknown":
    case "notDelivered":
      return `firmActs.${state}`;
    default:
      return filedAt ? "afterwards.filed" : `afterwards.${goesTo}`;
  }
}
