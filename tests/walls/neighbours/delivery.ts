import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { deliverAgain, recipientTold } from "@/lib/approvals/recipient";
import { afterApproval } from "@/lib/approvals/release";
import { pollDelivery, searchDelivery } from "@/lib/delivery/poll";
import { confirmArrival } from "@/lib/delivery/resolve";
import { sendDelivery, sendingBrokeOff } from "@/lib/delivery/send";
import { startDelivery } from "@/lib/delivery/start";
import { staffDeliveries } from "@/lib/staff/deliveries";
import { type Party, staffOf } from "@/tests/support/two-firms";
import { aJob, asSystem, type Doors, door, doorOfFirm, pure } from "./door";

const notFound = { ok: false, reason: "not-found" };
const colleague = (own: Party) => staffOf(own, "portfolio");
const done = { outcome: "done" };
const within = { because: "changes the delivery that its caller has found in its own scope" };
/** A job of one's own firm about something of theirs. */
const about = (own: Party, payload: Record<string, unknown>) => ({ ...aJob(own), payload });

/** The way of documents to the KvK and the banks. */
export const deliveryDoors: Doors = {
  "approvals/recipient.recipientTold": {
    ...doorOfFirm(
      (own, them) =>
        asSystem(own, (ctx) =>
          recipientTold(ctx, { ...about(own, { filing: them.open, version: 1 }), kind: "filing.accepted" }),
        ),
      undefined,
    ),
    sameForOwn: true,
  },
  "approvals/release.afterApproval": {
    ...doorOfFirm(
      (own, them) =>
        asSystem(own, (ctx) => afterApproval(ctx, about(own, { filing: them.approved, by: "" }))),
      undefined,
    ),
    sameForOwn: true,
  },
  "approvals/recipient.deliverAgain": door(
    (own, them) => inScope(colleague(own), (ctx) => deliverAgain(ctx, them.approved, "No")),
    notFound,
  ),
  "delivery/channels.channelFor": { because: "names no row, and reads its own firm" },
  "delivery/channels.openChannel": pure,
  "delivery/channels.saveChannel": { because: "names no row, and writes under its own firm" },
  "delivery/start.startDelivery": {
    ...doorOfFirm(
      (own, them) =>
        asSystem(own, (ctx) => startDelivery(ctx, about(own, { filing: them.open, version: 1 }))),
      undefined,
    ),
    sameForOwn: true,
  },
  "delivery/send.sendDelivery": {
    ...doorOfFirm(
      (own, them) => sendDelivery(systemOf(own.firm.id, "wall"), about(own, { delivery: them.delivery })),
      done,
    ),
    sameForOwn: true,
  },
  "delivery/send.sendingBrokeOff": doorOfFirm(
    (own, them) => asSystem(own, (ctx) => sendingBrokeOff(ctx, about(own, { delivery: them.delivery }))),
    undefined,
  ),
  "delivery/poll.pollDelivery": {
    ...doorOfFirm(
      (own, them) => pollDelivery(systemOf(own.firm.id, "wall"), about(own, { delivery: them.delivery })),
      done,
    ),
    sameForOwn: true,
  },
  "delivery/poll.searchDelivery": {
    ...doorOfFirm(
      (own, them) => searchDelivery(systemOf(own.firm.id, "wall"), about(own, { delivery: them.delivery })),
      done,
    ),
    sameForOwn: true,
  },
  "delivery/resolve.confirmArrival": door(
    (own, them) => inScope(colleague(own), (ctx) => confirmArrival(ctx, them.delivery, "kenmerk")),
    notFound,
  ),
  "delivery/resolve.arrivalInput": pure,
  "staff/deliveries.staffDeliveries": door(
    (own, them) => inScope(colleague(own), (ctx) => staffDeliveries(ctx, them.approved)),
    [],
  ),
  "delivery/outcome.handedOver": within,
  "delivery/outcome.accepted": within,
  "delivery/outcome.refused": within,
  "delivery/outcome.lost": within,
  "delivery/outcome.fail": within,
  "delivery/outcome.ask": within,
};
