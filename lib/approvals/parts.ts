import type { FilingState, Stream } from "@/db/schema/approvals";
import { streams } from "./streams";

/** The client's part: what came of the question that was put to the client. */
export type ClientPart =
  | "asked"
  | "readyToSend"
  | "approved"
  | "rejected"
  | "withdrawn"
  | "expired"
  | "replaced"
  | "notGiven"
  | "notAsked";

/**
 * The firm's part: whether it has gone on to whom it is for. Filed by the firm's own package, or delivered by the portal
 * itself to the KvK or a bank; `notDelivered`: it could not be sent, and waits for somebody; `notApplicable`: it goes
 * nowhere.
 */
export type FirmPart =
  | "notApplicable"
  | "notFiled"
  | "filed"
  | "filedWithoutApproval"
  | "toDeliver"
  | "notDelivered"
  | "delivered"
  | "accepted"
  | "refused"
  | "unknown";

/**
 * The two parts of a document's story, always apart (F52): "Afgerond" is the client's, and says nothing about filing.
 * @param filedAt when the firm's own package filed it, as far as anybody told the portal
 */
export function partsOf(filing: { state: FilingState; stream: Stream; filedAt: Date | null }): {
  client: ClientPart;
  firm: FirmPart;
} {
  return { client: clientParts[filing.state], firm: firmPart(filing) };
}

const clientParts: Record<FilingState, ClientPart> = {
  open: "asked",
  readyToSend: "readyToSend",
  approved: "approved",
  delivered: "approved",
  completed: "approved",
  acceptedByRecipient: "approved",
  refusedByRecipient: "approved",
  outcomeUnknown: "approved",
  notDelivered: "approved",
  rejected: "rejected",
  withdrawn: "withdrawn",
  expired: "expired",
  replaced: "replaced",
  filedWithoutApproval: "notGiven",
  toRead: "notAsked",
};

function firmPart({ state, stream, filedAt }: Parameters<typeof partsOf>[0]): FirmPart {
  if (streams[stream].goesTo === "nobody") return "notApplicable";
  switch (state) {
    case "filedWithoutApproval":
      return "filedWithoutApproval";
    case "approved":
      return "toDeliver";
    case "notDelivered":
      return "notDelivered";
    case "delivered":
      return "delivered";
    case "acceptedByRecipient":
      return "accepted";
    case "refusedByRecipient":
      return "refused";
    case "outcomeUnknown":
      return "unknown";
    default:
      return filedAt === null ? "notFiled" : "filed";
  }
}
