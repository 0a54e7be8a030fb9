import type { NoticeKind } from "@/db/schema/notifications";
import { type About, aboutOf, aboutThese, askedOf, readersOf } from "@/lib/approvals/about";
import { giveNotice, mailNotices } from "@/lib/approvals/notices";
import { noticesMail } from "@/lib/approvals/notices-mail";
import { tellApprovers } from "@/lib/approvals/notify-approvers";
import { tellClients } from "@/lib/approvals/notify-clients";
import {
  tellFirm,
  tellFirmInstead,
  tellFirmOfEarlier,
  tellFirmOfRefusal,
  tellFirmOfRejection,
} from "@/lib/approvals/notify-firm";
import { expire, remind, remindOfUnsent } from "@/lib/approvals/reminders";
import { waitingFor } from "@/lib/approvals/waiting";
import { chosenPaces, ownPreferences, savePreferences } from "@/lib/notifications/preferences";
import type { Job } from "@/lib/outbox/drain";
import type { Party } from "@/tests/support/two-firms";
import { aJob, asSystem, type Doors, doorOfFirm, pure, refusedByDatabase } from "./door";

/** A job of the own firm about a document of them. */
const jobAbout = (own: Party, kind: string, filing: string): Job => ({
  ...aJob(own),
  kind,
  payload: { filing, version: 1, by: "De buren" },
});

const aboutTheirs = ({ open, organisationId, staffId }: Party): About => ({
  id: open,
  stream: "vat",
  label: null,
  start: "2025-04-01",
  end: "2025-04-30",
  approveBy: "2025-05-28",
  expiresOn: null,
  state: "open",
  version: 1,
  signing: false,
  waitsFor: null,
  organisationId,
  organisation: "Van de buren",
  slug: "buren",
  managerId: staffId,
});

const noticeOf = ({ firm, session, organisationId, open }: Party) => ({
  firmId: firm.id,
  id: open,
  accountId: session.accountId,
  organisationId,
  filingId: open,
  version: 1,
  kind: "approve" as NoticeKind,
  pace: "now" as const,
  by: null,
  createdAt: new Date(0),
  dueAt: new Date(0),
  doneAt: null,
  mailId: null,
});
const plans = { because: "plans a job about a document that its callers looked up in the scope of the firm" };

/** Who hears what about documents, and when; all of it is the portal's own work for one firm. Before the doors that end documents. */
export const noticeDoors: Doors = {
  "approvals/about.aboutColumns": pure,
  "approvals/about.titleOf": pure,
  "approvals/about.aboutThese": doorOfFirm(
    (own, them) => asSystem(own, (ctx) => aboutThese(ctx, [them.open, them.approved])),
    [],
  ),
  "approvals/about.aboutOf": doorOfFirm(
    (own, them) => asSystem(own, (ctx) => aboutOf(ctx, jobAbout(own, "", them.open))),
    null,
  ),
  "approvals/about.askedOf": doorOfFirm(
    (own, them) => asSystem(own, (ctx) => askedOf(ctx, aboutTheirs(them))),
    [],
  ),
  "approvals/about.readersOf": doorOfFirm(
    (own, them) => asSystem(own, (ctx) => readersOf(ctx, aboutTheirs(them))),
    [],
  ),
  "approvals/waiting.waitingFor": doorOfFirm(
    (own, them) => asSystem(own, (ctx) => waitingFor(ctx, them.session.accountId)),
    [],
  ),
  "approvals/notices-mail.noticesMail": doorOfFirm(
    (own, them) => asSystem(own, (ctx) => noticesMail(ctx, them.session.accountId, [noticeOf(them)])),
    null,
  ),
  "approvals/hand-over.withoutHandedOver": {
    because: "plans jobs about notices that its caller looked up in the scope of the firm",
  },
  // Before a notice is given: by the hour of the day that sends what was waiting too, and left nothing here.
  "approvals/notices.mailNotices": doorOfFirm(
    (own, them) =>
      asSystem(own, (ctx) => mailNotices(ctx, { ...aJob(own), accountId: them.session.accountId })),
    undefined,
  ),
  "approvals/notices.giveNotice": doorOfFirm(
    (own, them) =>
      asSystem(own, (ctx) => giveNotice(ctx, aboutTheirs(them), "unsent", [them.session.accountId])),
    refusedByDatabase,
  ),
  "approvals/notify-approvers.tellApprovers": doorOfFirm(
    (own, them) => asSystem(own, (ctx) => tellApprovers(ctx, jobAbout(own, "filing.published", them.open))),
    undefined,
  ),
  "approvals/notify-clients.tellClients": doorOfFirm(
    (own, them) => asSystem(own, (ctx) => tellClients(ctx, jobAbout(own, "filing.withdrawn", them.open))),
    undefined,
  ),
  "approvals/notify-firm.tellFirm": doorOfFirm(
    (own, them) => asSystem(own, (ctx) => tellFirm(ctx, jobAbout(own, "filing.approved", them.approved))),
    undefined,
  ),
  "approvals/notify-firm.tellFirmOfRejection": doorOfFirm(
    (own, them) =>
      asSystem(own, (ctx) => tellFirmOfRejection(ctx, jobAbout(own, "filing.rejected", them.open))),
    undefined,
  ),
  "approvals/notify-firm.tellFirmOfEarlier": doorOfFirm(
    (own, them) =>
      asSystem(own, (ctx) => tellFirmOfEarlier(ctx, jobAbout(own, "filing.accepted", them.open))),
    undefined,
  ),
  "approvals/notify-firm.tellFirmInstead": doorOfFirm((own, them) => {
    const { payload, ...job } = jobAbout(own, "notices.handedOver", them.open);
    return asSystem(own, (ctx) =>
      tellFirmInstead(ctx, { ...job, payload: { ...payload, notice: "approved" } }),
    );
  }, undefined),
  "approvals/notify-firm.tellFirmOfRefusal": doorOfFirm(
    (own, them) => asSystem(own, (ctx) => tellFirmOfRefusal(ctx, jobAbout(own, "filing.refused", them.open))),
    undefined,
  ),
  "approvals/reminders.planReminder": plans,
  "approvals/reminders.planExpiry": plans,
  "approvals/reminders.planUnsent": { because: "names no row" },
  // Nothing of theirs is late enough; db/notices tries what is.
  "approvals/reminders.remind": {
    ...doorOfFirm(
      (own, them) => asSystem(own, (ctx) => remind(ctx, jobAbout(own, "filing.reminder", them.open))),
      undefined,
    ),
    sameForOwn: true,
  },
  "approvals/reminders.remindOfUnsent": {
    ...doorOfFirm((own) => asSystem(own, (ctx) => remindOfUnsent(ctx, { payload: {} })), undefined),
    sameForOwn: true,
  },
  "notifications/preferences.ownPreferences": doorOfFirm(
    (own, them) => ownPreferences({ ...own.session, accountId: them.session.accountId }),
    { approval: "now", reading: "now", reminder: "now" },
  ),
  "notifications/preferences.savePreferences": doorOfFirm(
    (own, them) =>
      savePreferences({ ...own.session, accountId: them.session.accountId }, { approval: "now" }),
    refusedByDatabase,
  ),
  "notifications/preferences.chosenPaces": doorOfFirm(
    (own, them) =>
      asSystem(own, async (ctx) => [...(await chosenPaces(ctx, [them.session.accountId], "approval"))]),
    [],
  ),
  // With one's own it would end what the other doors still need; db/notices tries that.
  "approvals/reminders.expire": {
    ...doorOfFirm(
      (own, them) => asSystem(own, (ctx) => expire(ctx, jobAbout(own, "filing.expire", them.open))),
      undefined,
    ),
    sameForOwn: true,
  },
};
