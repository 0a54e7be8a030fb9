import { inScope, type Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { atOffice } from "@/lib/staff/at-office";
import { finishAgain } from "@/lib/staff/finishing";
import { putAgain } from "@/lib/staff/put-again";
import { signaturesHold } from "@/lib/staff/signatures-hold";
import { signingChoice, uploadToShow } from "@/lib/staff/signing-choice";
import { type Party, staffOf } from "@/tests/support/two-firms";
import { type Doors, door, nothingOfThem, pure } from "./door";

const colleague = (own: Party) => staffOf(own, "portfolio");

/** What staff do with documents that are signed: prepare them, look after them, and help a client at the office. */
export const staffSigningDoors: Doors = {
  "approvals/signing/hand-form.handFormInput": pure,
  "staff/signing-choice.signingChoice": door(
    (own, them) =>
      signingChoice(colleague(own), them.organisationId, {
        ...{ attachment: them.uploads.xbrl, stream: "annualAccounts", like: them.open },
      }),
    nothingOfThem,
  ),
  "staff/signing-choice.uploadToShow": door(
    (own, them) =>
      inScope(colleague(own), async (ctx) => [
        await uploadToShow(ctx, them.organisationId, them.uploads.pdf),
        await uploadToShow(ctx, own.organisationId, them.uploads.pdf),
      ]),
    [null, null],
  ),
  "staff/signatures-hold.signaturesHold": {
    ...door(
      (own, them) =>
        signaturesHold(
          <T>(work: (ctx: Scoped<Staff>) => Promise<T>) => inScope(colleague(own), work),
          [them.open],
        ),
      true,
    ),
    sameForOwn: true,
  },
  "staff/put-again.putAgain": door(
    (own, them) => inScope(colleague(own), (ctx) => putAgain(ctx, them.open, 0)),
    { ok: false, reason: "not-found" },
  ),
  "staff/finishing.finishAgain": door(
    (own, them) => inScope(colleague(own), (ctx) => finishAgain(ctx, them.open)),
    { ok: false, reason: "not-found" },
  ),
  "staff/finishing.finishingOf": {
    because: "looks for the jobs of a document that staffFiling has found in reach",
  },
  "staff/at-office.identityDocuments": pure,
  "staff/at-office.identifiedInput": pure,
  "staff/at-office.atOffice": {
    ...door((own, them) => atOffice(colleague(own), own.session, them.open, 0), null),
    sameForOwn: true,
  },
  "staff/at-office.noteIdentified": {
    because: "writes to the chain of its own firm what atOffice has found",
  },
};
