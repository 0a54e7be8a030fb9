import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { whyNotSent } from "@/lib/approvals/before-sending";
import { mailNotices } from "@/lib/approvals/notices";
import { tellApprovers } from "@/lib/approvals/notify-approvers";
import { tellClients } from "@/lib/approvals/notify-clients";
import {
  tellFirmInstead,
  tellFirmOfRejection,
  tellFirmOfStop,
  tellFirmOfTakenBack,
} from "@/lib/approvals/notify-firm";
import { tellSigners } from "@/lib/approvals/notify-signed";
import { recipientTold } from "@/lib/approvals/recipient";
import { afterApproval } from "@/lib/approvals/release";
import { expire, remind, remindOfUnsent } from "@/lib/approvals/reminders";
import { askWhoIsNext } from "@/lib/approvals/signing/ask";
import { filingTitle } from "@/lib/approvals/title";
import { missed, sendTest, sendWebhook } from "@/lib/backoffice/send";
import { tellPrograms } from "@/lib/backoffice/tell";
import { askedForDays, pollDelivery } from "@/lib/delivery/poll";
import { searchDelivery, searchedForDays } from "@/lib/delivery/search";
import { neverSent, sendDelivery, sendingBrokeOff } from "@/lib/delivery/send";
import { startDelivery } from "@/lib/delivery/start";
import { removeDiscarded } from "@/lib/dossier/abandoned";
import { makePasswordLink } from "@/lib/identity/password-link";
import { sendMail, sendSms } from "@/lib/notifications/send";
import type { Handlers, Job } from "@/lib/outbox/job";
import { finishSigning } from "@/lib/signing/finish";
import { putSignatures } from "@/lib/signing/put";
import { neverFinished, neverPut } from "@/lib/signing/stopped";
import { anchorFirm } from "./anchors";
import { tidyFirm } from "./housekeeping";

/** Which job is whose work: an event becomes a command of a room, a message goes through its port. */
export const handlers = {
  sms: { outside: sendSms },
  mail: { outside: sendMail, retryByHand: true },
  "password-link.wished": { inside: makePasswordLink },
  "filing.published": { inside: tellApprovers, retryByHand: true },
  "filing.released": { inside: tellApprovers, retryByHand: true },
  "filing.asked": { inside: askWhoIsNext, retryByHand: true },
  "filing.approved": { inside: alsoPrograms(afterApproval), retryByHand: true },
  "filing.rejected": { inside: alsoPrograms(tellFirmOfRejection), retryByHand: true },
  "filing.withdrawn": { inside: alsoPrograms(tellClients), retryByHand: true },
  "filing.filedWithoutApproval": { inside: alsoPrograms(tellClients), retryByHand: true },
  "filing.signed": { inside: alsoPrograms(tellSigners), retryByHand: true },
  "filing.reminder": { inside: remind, retryByHand: true },
  "filing.expire": { inside: expire, retryByHand: true },
  "notices.mail": { inside: mailNotices, retryByHand: true },
  "notices.handedOver": { inside: tellFirmInstead, retryByHand: true },
  "reminders.unsent": { inside: remindOfUnsent, retryByHand: true },
  "filing.toDeliver": { inside: startDelivery, retryByHand: true },
  "delivery.send": {
    prepare: (actor: System, job: Job) => sendDelivery(actor, job, whyNotSent),
    once: true,
    onUnknown: sendingBrokeOff,
    onGivenUp: neverSent,
  },
  "delivery.poll": { outside: pollDelivery, onGivenUp: askedForDays },
  "delivery.search": { outside: searchDelivery, onGivenUp: searchedForDays },
  "filing.handedOver": { inside: programsIfNews(recipientTold), retryByHand: true },
  "filing.accepted": { inside: programsIfNews(recipientTold), retryByHand: true },
  "filing.refused": { inside: programsIfNews(recipientTold), retryByHand: true },
  "filing.lost": { inside: programsIfNews(recipientTold), retryByHand: true },
  "filing.notSent": { inside: programsIfNews(recipientTold), retryByHand: true },
  "filing.accountsTakenBack": { inside: tellFirmOfTakenBack, retryByHand: true },
  "filing.replaced": { inside: tellPrograms, retryByHand: true },
  "filing.filed": { inside: tellPrograms, retryByHand: true },
  "filing.expired": { inside: tellPrograms, retryByHand: true },
  "signing.put": { outside: putSignatures, retryByHand: true, onGivenUp: neverPut },
  "signing.finish": {
    outside: (actor: System, job: Job) => finishSigning(actor, job, filingTitle),
    retryByHand: true,
    onGivenUp: neverFinished,
  },
  "signing.stopped": { inside: tellFirmOfStop, retryByHand: true },
  "webhook.send": { outside: sendWebhook, retryByHand: true, onGivenUp: missed },
  "webhook.test": { outside: sendTest },
  housekeeping: { inside: tidyFirm },
  "audit.anchor": { outside: (actor: System) => anchorFirm(actor) },
  "uploads.discarded": { outside: removeDiscarded },
} satisfies Handlers;

type Inside = (ctx: Scoped<System>, job: Job) => Promise<void>;

/** The event's own work, and then word of it to the programs of the firm: in one transaction, so of both or of neither. */
function alsoPrograms(work: Inside): Inside {
  return async (ctx, job) => {
    await work(ctx, job);
    await tellPrograms(ctx, job);
  };
}

/** The same of an event that may come too late: what changed nothing here is no news there either. */
function programsIfNews(work: (ctx: Scoped<System>, job: Job) => Promise<boolean>): Inside {
  return async (ctx, job) => {
    if (await work(ctx, job)) await tellPrograms(ctx, job);
  };
}
