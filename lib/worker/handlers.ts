import { tellApprovers, tellClients, tellFirm, tellFirmOfRejection } from "@/lib/approvals/notify";
import { removeDiscarded } from "@/lib/dossier/abandoned";
import { makePasswordLink } from "@/lib/identity/password-link";
import { sendMail, sendSms } from "@/lib/notifications/send";
import type { Handlers } from "@/lib/outbox/job";
import { tidyFirm } from "./housekeeping";

/** Which job is whose work: an event becomes a command of a room, a message goes through its port. */
export const handlers: Handlers = {
  sms: { outside: sendSms },
  mail: { outside: sendMail, retryByHand: true },
  "password-link.wished": { inside: makePasswordLink },
  "filing.published": { inside: tellApprovers, retryByHand: true },
  "filing.released": { inside: tellApprovers, retryByHand: true },
  "filing.approved": { inside: tellFirm, retryByHand: true },
  "filing.rejected": { inside: tellFirmOfRejection, retryByHand: true },
  "filing.withdrawn": { inside: tellClients, retryByHand: true },
  "filing.filedWithoutApproval": { inside: tellClients, retryByHand: true },
  housekeeping: { inside: tidyFirm },
  "uploads.discarded": { outside: removeDiscarded },
};
