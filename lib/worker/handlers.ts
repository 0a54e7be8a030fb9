import { tellApprovers, tellFirm } from "@/lib/approvals/notify";
import { makePasswordLink } from "@/lib/identity/password-link";
import { sendMail, sendSms } from "@/lib/notifications/send";
import type { Handler } from "@/lib/outbox/drain";

/** Which job is whose work: an event becomes a command of a room, a message goes through its port. */
export const handlers: Record<string, Handler> = {
  sms: { outside: sendSms },
  mail: { outside: sendMail },
  "password-link.wished": { inside: makePasswordLink },
  "filing.published": { inside: tellApprovers },
  "filing.approved": { inside: tellFirm },
};
