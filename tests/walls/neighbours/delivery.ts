import { creditReportXbrl } from "@/db/demo/documents/accounts-xbrl";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { whyNotSent } from "@/lib/approvals/before-sending";
import { deliverAgain, recipientTold } from "@/lib/approvals/recipient";
import { afterApproval } from "@/lib/approvals/release";
import { tryChannel } from "@/lib/delivery/attempt";
import { whyKeptBack } from "@/lib/delivery/beside";
import { tellOfRefusal } from "@/lib/delivery/certificates";
import { lockChannel } from "@/lib/delivery/channels";
import { channelInput } from "@/lib/delivery/input";
import { askedForDays, pollDelivery } from "@/lib/delivery/poll";
import { askNow, confirmArrival, takeBackClaim } from "@/lib/delivery/resolve";
import { searchDelivery, searchedForDays } from "@/lib/delivery/search";
import { neverSent, sendDelivery, sendingBrokeOff } from "@/lib/delivery/send";
import { setUpChannel, switchChannel } from "@/lib/delivery/set-up";
import { startDelivery } from "@/lib/delivery/start";
import { staffDeliveries } from "@/lib/staff/deliveries";
import { type Party, staffOf } from "@/tests/support/two-firms";
import { aJob, asSystem, type Doors, door, doorOfFirm, pure } from "./door";

const notFound = { ok: false, reason: "not-found" };
const colleague = (own: Party) => staffOf(own, "portfolio");
const done = { outcome: "done" };
const within = { because: "changes the delivery that its caller has found in its own scope" };
/** A credit report that names whose it is by a number that only the organisation itself is known by. */
const byFiscalNumber = Buffer.from(
  creditReportXbrl({
    kvkNumber: "12345678",
    name: "X",
    year: 2025,
    size: "klein",
    balanceTotal: 1,
    equity: 1,
  })
    .replaceAll("http://www.kvk.nl/kvk-id", "www.belastingdienst.nl/identificatie")
    .replaceAll(">12345678</xbrli:identifier>", ">001000056</xbrli:identifier>"),
);
/** The form of a channel, filled in as it should be. */
const channelForm = (kanaal: string) =>
  channelInput.parse({
    kanaal,
    omgeving: "productie",
    berichtsoort: "Jaarrekening_AV",
    identiteitstype: "kvk",
    rol: "Intermediair",
    algoritme: "sha1",
    geldigheid: "300",
    wachttijd: "30",
    eindstatus: "500",
  });
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
      false,
    ),
    sameForOwn: true,
  },
  "approvals/before-sending.whyNotSent": doorOfFirm(
    (own, them) =>
      whyNotSent(systemOf(own.firm.id, "wall"), {
        ...{ organisationId: them.organisationId, stream: "creditReport", number: "12345678" },
        bytes: byFiscalNumber,
      }),
    "other-number",
  ),
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
  "delivery/contents.intact": { because: "reads files that its caller has found" },
  "delivery/channels.channelsOf": { because: "names no row, and reads its own firm" },
  "delivery/channels.lockChannel": doorOfFirm(
    (own, them) => inScope(staffOf(own, "firm"), (ctx) => lockChannel(ctx, them.channel)),
    null,
  ),
  "delivery/set-up.setUpChannel": doorOfFirm(
    (own, them) =>
      inScope(staffOf(own, "firm"), (ctx) =>
        setUpChannel(ctx, channelForm(them.channel), { certificate: null, key: null }),
      ),
    notFound,
  ),
  "delivery/set-up.switchChannel": doorOfFirm(
    (own, them) => inScope(staffOf(own, "firm"), (ctx) => switchChannel(ctx, them.channel, false)),
    notFound,
  ),
  "delivery/certificates.warnOfCertificates": { because: "names no row, and tells its own firm" },
  "delivery/certificates.tellOfRefusal": {
    ...doorOfFirm((own, them) => asSystem(own, (ctx) => tellOfRefusal(ctx, them.channel)), undefined),
    sameForOwn: true,
  },
  "delivery/certificates.endingCertificates": { because: "names no row, and reads its own firm" },
  "delivery/attempt.tryChannel": doorOfFirm(
    (own, them) => tryChannel(staffOf(own, "firm"), them.channel, "12345678"),
    notFound,
  ),
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
      (own, them) =>
        sendDelivery(systemOf(own.firm.id, "wall"), about(own, { delivery: them.delivery }), whyNotSent),
      done,
    ),
    sameForOwn: true,
  },
  "delivery/beside.whyKeptBack": {
    ...doorOfFirm(
      (own, them) =>
        asSystem(own, (ctx) =>
          whyKeptBack(ctx, { id: them.delivery, filingId: them.approved, version: 1 }, undefined),
        ),
      "overtaken",
    ),
    sameForOwn: true,
  },
  "delivery/request.storeRequest": { because: "names no row, and writes under its own firm" },
  "delivery/request.keepRequest": within,
  "delivery/request.removeUnlessKept": { because: "removes the bytes that its caller has just written" },
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
  "delivery/search.searchDelivery": {
    ...doorOfFirm(
      (own, them) => searchDelivery(systemOf(own.firm.id, "wall"), about(own, { delivery: them.delivery })),
      done,
    ),
    sameForOwn: true,
  },
  "delivery/poll.askedForDays": doorOfFirm(
    (own, them) => asSystem(own, (ctx) => askedForDays(ctx, about(own, { delivery: them.delivery }))),
    undefined,
  ),
  "delivery/search.searchedForDays": {
    ...doorOfFirm(
      (own, them) => asSystem(own, (ctx) => searchedForDays(ctx, about(own, { delivery: them.delivery }))),
      undefined,
    ),
    sameForOwn: true,
  },
  "delivery/send.neverSent": {
    ...doorOfFirm(
      (own, them) =>
        asSystem(own, (ctx) => neverSent(ctx, about(own, { delivery: them.delivery }), "no-connection")),
      undefined,
    ),
    sameForOwn: true,
  },
  "delivery/asked.openFor": within,
  "delivery/asked.askedInVain": pure,
  "delivery/claim.isClaimed": pure,
  "delivery/claim.hasAnother": {
    because: "names a delivery only to leave it out, and looks at its own firm alone",
  },
  "delivery/claim.settleClaim": within,
  "delivery/resolve.askNow": door(
    (own, them) => inScope(colleague(own), (ctx) => askNow(ctx, them.delivery)),
    notFound,
  ),
  "delivery/resolve.askInput": pure,
  "delivery/resolve.confirmArrival": door(
    (own, them) => inScope(colleague(own), (ctx) => confirmArrival(ctx, them.delivery, "kenmerk")),
    notFound,
  ),
  "delivery/resolve.takeBackClaim": door(
    (own, them) => inScope(colleague(own), (ctx) => takeBackClaim(ctx, them.delivery)),
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
  "delivery/outcome.drop": within,
  "delivery/outcome.ask": within,
  "delivery/outcome.lookFor": within,
  "delivery/outcome.claimed": pure,
  "delivery/outcome.claim": within,
  "delivery/outcome.claimFailed": within,
  "delivery/outcome.isStillClaimed": within,
};
