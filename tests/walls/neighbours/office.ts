import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { anchorHead } from "@/lib/audit/anchor";
import { exportTrail } from "@/lib/audit/export";
import { record } from "@/lib/audit/record";
import { discardUploads, removeDiscarded } from "@/lib/dossier/abandoned";
import { forgetLocalMessages, localMessagesOf } from "@/lib/notifications/local";
import { sendMail, sendSms } from "@/lib/notifications/send";
import { awaitDelivery } from "@/lib/outbox/await";
import { newId } from "@/lib/shared/ids";
import { demoMessages } from "@/lib/staff/demo";
import { fileOfFiling, staffFiling } from "@/lib/staff/filing";
import { markAsSent, sendAgain } from "@/lib/staff/resend";
import { sendings } from "@/lib/staff/sending";
import { createFirm } from "@/lib/tenancy/create";
import { codeOf } from "@/tests/support/database";
import { aStamper } from "@/tests/support/stamper";
import { staffOf } from "@/tests/support/two-firms";
import { aJob, asSystem, type Doors, door, doorOfFirm, intruder, nothingOfThem, pure } from "./door";

const ofEveryFirm = { because: "does the jobs of every firm, each in the scope of its own" };
const nobody = { outcome: "failed", reason: "nobody to send to" };

/** Messages and their outbox, the audit chain, and firms themselves. */
export const officeDoors: Doors = {
  "access/actor.visitorOf": pure,
  "access/actor.systemOf": pure,
  "access/firm.firmOfHost": { because: "tells what anybody may know before signing in, of any firm" },
  "access/firm.firmOfSlug": { because: "tells what anybody may know before signing in, of any firm" },
  "access/firm.askedFromInside": pure,
  "access/firm.hostOf": pure,
  "access/firm.originOf": pure,
  "audit/record.record": doorOfFirm(
    (own) =>
      asSystem(own, (ctx) => record(ctx, { action: "wall", subject: `account:${own.session.accountId}` })),
    undefined,
  ),
  "audit/anchor.anchorHead": {
    ...doorOfFirm((own) => anchorHead(systemOf(own.firm.id, "wall"), aStamper()), "anchored"),
    sameForOwn: true,
  },
  "audit/export.exportTrail": doorOfFirm(async (own) => {
    const lines: string[] = [];
    for await (const line of exportTrail(own.firm)) lines.push(line);
    return lines;
  }, nothingOfThem),
  "dossier/abandoned.discard": {
    because: "writes a job of its own firm, which removes that firm's bytes alone",
  },
  "dossier/abandoned.discardUploads": {
    ...doorOfFirm((own) => asSystem(own, discardUploads), undefined),
    sameForOwn: true,
  },
  "dossier/abandoned.removeDiscarded": {
    ...doorOfFirm(
      (own, them) => {
        const gone = [{ id: them.uploads.pdf, storageKey: `${them.firm.id}/2026/${"0".repeat(32)}` }];
        return removeDiscarded(systemOf(own.firm.id, "wall"), { ...aJob(own), payload: { uploads: gone } });
      },
      { outcome: "done" },
    ),
    sameForOwn: true,
  },
  "audit/record.startChain": { because: "names no row, and writes under its own firm" },
  "notifications/local.keepLocalMessage": {
    because: "is told by the message whose it is; the ports put that in",
  },
  "notifications/local.localMessagesOf": doorOfFirm((own) => localMessagesOf(own.firm.id), nothingOfThem),
  "notifications/send.sendSms": doorOfFirm((own, them) => {
    const job = { ...aJob(own), accountId: them.session.accountId, secret: "000000" };
    return sendSms(systemOf(own.firm.id, "wall"), job);
  }, nobody),
  "notifications/send.sendMail": doorOfFirm((own, them) => {
    const job = {
      ...aJob(own),
      accountId: them.session.accountId,
      payload: { template: "password-changed" },
    };
    return sendMail(systemOf(own.firm.id, "wall"), job);
  }, nobody),
  "outbox/await.awaitDelivery": door(
    async (own, them) => [
      await awaitDelivery(intruder(own, them), them.job, 0),
      await awaitDelivery(intruder(own, them), { subject: `filing:${them.open}` }, 0),
    ],
    ["waiting", "waiting"],
  ),
  "notifications/local.forgetLocalMessages": {
    ...doorOfFirm((own) => asSystem(own, forgetLocalMessages), undefined),
    sameForOwn: true,
  },
  "outbox/drain.begin": ofEveryFirm,
  "outbox/drain.drain": ofEveryFirm,
  "outbox/drain.take": ofEveryFirm,
  "outbox/drain.leaseSeconds": pure,
  "outbox/lease.leaseEnd": pure,
  "outbox/lease.ours": { because: "a condition, of the firm of the scope" },
  "outbox/lease.whileHeld": ofEveryFirm,
  "outbox/settle.settle": { because: "writes to a job of the firm of the scope that this worker has leased" },
  "outbox/once.callOnce": ofEveryFirm,
  "outbox/work.work": ofEveryFirm,
  "outbox/enqueue.wakeWorkers": { because: "names no row" },
  "outbox/enqueue.enqueueAll": { because: "writes what enqueue writes, which is called here" },
  "outbox/enqueue.enqueue": {
    because: "whom a job is for, sendMail and sendSms look up in the job's own firm",
  },
  // Their job is one that nobody may send again; db/sending tries the ones that one may.
  "staff/resend.sendAgain": {
    ...door(
      (own, them) =>
        inScope(staffOf(own, "portfolio"), (ctx) => sendAgain(ctx, { id: them.job, from: "failed" })),
      { ok: false, reason: "not-found" },
    ),
    sameForOwn: true,
  },
  "staff/resend.markAsSent": {
    ...door((own, them) => inScope(staffOf(own, "portfolio"), (ctx) => markAsSent(ctx, them.job)), {
      ok: false,
      reason: "not-found",
    }),
    sameForOwn: true,
  },
  "staff/sending.sendings": door(
    (own) => inScope(staffOf(own, "portfolio"), (ctx) => sendings(ctx, own.firm.name)),
    nothingOfThem,
  ),
  "staff/sending.parseSendingCursor": pure,
  "staff/sending.sendingStates": pure,
  "staff/filing.staffFiling": door(
    (own, them) => inScope(staffOf(own, "portfolio"), (ctx) => staffFiling(ctx, them.open)),
    null,
  ),
  "staff/filing.fileOfFiling": door(
    (own, them) =>
      inScope(staffOf(own, "portfolio"), async (ctx) => [
        await fileOfFiling(ctx, them.open, them.pdf),
        // A file of theirs is none of a document of one's own.
        await fileOfFiling(ctx, own.approved, them.pdf),
      ]),
    [null, null],
  ),
  "staff/demo.demoMessages": doorOfFirm((own) => demoMessages(own.firm.id), nothingOfThem),
  "tenancy/create.createFirm": {
    ...doorOfFirm(
      async (own, them) => {
        return [
          await createFirm({ ...own.firm, id: them.firm.id, slug: newId() }).catch(codeOf),
          await createFirm({ ...own.firm, id: newId(), slug: them.firm.slug }).catch(codeOf),
        ];
      },
      ["23505", "23505"],
    ),
    sameForOwn: true,
  },
};
