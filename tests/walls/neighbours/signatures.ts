import { inScope } from "@/db/scope";
import { signingSeats } from "@/lib/approvals/approvers";
import { askWhoIsNext } from "@/lib/approvals/signing/ask";
import { hideSigned } from "@/lib/approvals/signing/keep";
import { signedWithout, whyNotSigned } from "@/lib/approvals/signing/missing";
import { revisionsOf, signingOf } from "@/lib/approvals/signing/state";
import { standingOn } from "@/lib/approvals/taken-back";
import { recordMadeFile } from "@/lib/dossier/files";
import { newId } from "@/lib/shared/ids";
import { lookAtSignatures } from "@/lib/signing/look";
import { prepareForSigning } from "@/lib/signing/prepare";
import { publishToSign } from "@/lib/staff/publish-to-sign";
import { aSigner } from "@/tests/support/signing/a-signing";
import { clientOf, type Party, staffOf } from "@/tests/support/two-firms";
import { aPublication } from "@/tests/support/uploads";
import { aJob, asSystem, type Door, type Doors, door, doorOfFirm, pure, refusedByDatabase } from "./door";

const colleague = (own: Party) => staffOf(own, "portfolio");
const within = { because: "gets rows that its caller has found in its own scope" };
const theirs = (them: Party) => ({
  signers: [aSigner(them.session.accountId)],
  where: "page" as const,
  together: null,
  adopts: false,
});
/** What is approved and not signed, and stands on nothing, has none of it either. */
const same = (entry: Door): Door => ({ ...entry, sameForOwn: true });
const nothing = { seats: [], revisions: [], proof: null, together: [], set: [] };

/** Who signs, what is kept of it, and what is read of a file that is signed. */
export const signatureDoors: Doors = {
  "approvals/approvers.possibleAccountants": { because: "names no row, and reads the staff of its own firm" },
  "approvals/approvers.signingSeats": door(
    (own, them) =>
      inScope(colleague(own), (ctx) =>
        signingSeats(ctx, them.organisationId, "annualAccounts", theirs(them)),
      ),
    null,
  ),
  "approvals/adopted.adoptionsOf": {
    because: "is asked of the organisation whose upload preparedUploads has found",
  },
  "approvals/adopted.adoptedBefore": { because: "is asked of what publishFiling has found and looked at" },
  "approvals/adopted.adoptBySigning": {
    because: "gets the row that afterApproval has found in its own firm",
  },
  "approvals/code.asksForText": { because: "names no row, and reads its own firm and the actor itself" },
  "approvals/code.asksForCode": { because: "names no row, and reads its own firm" },
  "approvals/taken-back.standingOn": same(
    door((own, them) => inScope(colleague(own), (ctx) => standingOn(ctx, them.approved)), []),
  ),
  "approvals/taken-back.takeBackAdoption": {
    because: "gets the row that withdrawFiling or publishFiling has found and locked",
  },
  "approvals/released-by.releasedBy": {
    because: "is asked of what afterApproval or publishFiling has found in its own firm",
  },
  "approvals/signing/missing.signedBy": pure,
  "approvals/signing/missing.signedWithout": same(
    door(
      async (own, them) => [
        ...(await inScope(colleague(own), (ctx) => signedWithout(ctx, [{ id: them.approved, version: 1 }]))),
      ],
      [],
    ),
  ),
  "approvals/signing/missing.whyNotSigned": same(
    door(
      (own, them) => inScope(colleague(own), (ctx) => whyNotSigned(ctx, { id: them.approved, version: 1 })),
      null,
    ),
  ),
  "approvals/hide.hideFiles": { because: "gets the document that withdrawFiling has found and locked" },
  "approvals/publish-write.writePublication": {
    because: "writes what publishFiling has found and looked at",
  },
  "approvals/signing/ask.askWhoIsNext": {
    ...doorOfFirm(
      (own, them) =>
        asSystem(own, (ctx) =>
          askWhoIsNext(ctx, { ...aJob(own), payload: { filing: them.open, version: 1 } }),
        ),
      undefined,
    ),
    sameForOwn: true,
  },
  "approvals/signing/hand.handInput": pure,
  "approvals/signing/hand.draftPlace": pure,
  "approvals/signing/hand.sealHand": { because: "seals what it is given with the key of its own firm" },
  "approvals/signing/hand.openHand": { because: "opens what it is given with the key of its own firm" },
  "approvals/signing/keep.keepSignatures": within,
  "approvals/signing/keep.askNext": within,
  "approvals/signing/keep.forgetHands": within,
  "approvals/signing/forget.forgetDrafts": {
    because: "names the challenge that decide has read, or none, and erases in its own firm",
  },
  "approvals/signing/keep.finishing": within,
  "approvals/signing/seating.placed": pure,
  "approvals/signing/seating.canJoin": within,
  "approvals/signing/seating.setOf": within,
  "approvals/signing/state.signingOf": door(
    (own, them) =>
      inScope(clientOf(own), (ctx) =>
        signingOf(ctx, { id: them.approved, version: 1, signingSet: them.approved }),
      ),
    nothing,
  ),
  "approvals/signing/state.revisionsOf": door(
    (own, them) => inScope(clientOf(own), (ctx) => revisionsOf(ctx, them.approved, 1)),
    [],
  ),
  "dossier/files.recordMadeFile": door(
    (own, them) =>
      inScope(colleague(own), (ctx) =>
        recordMadeFile(ctx, {
          ...{ id: newId(), organisationId: them.organisationId, stream: "vat", name: "x.pdf" },
          ...{ mime: "application/pdf", pages: 1 },
          stored: { storageKey: newId(), bytes: 1, sha256Hex: "00", fileKey: Buffer.alloc(32) },
        }),
      ),
    refusedByDatabase,
  ),
  "dossier/files.openUpload": { because: "opens what findUpload has found" },
  "identity/challenge.finishWithoutCode": {
    because: "is called by decide alone, which is tried with what is theirs",
  },
  "signing/look.lookAtSignatures": door(
    (own, them) => lookAtSignatures((work) => inScope(clientOf(own), work), them.pdf),
    null,
  ),
  "signing/prepare.prepareForSigning": door(
    (own, them) =>
      prepareForSigning(
        colleague(own),
        {
          ...{ organisationId: them.organisationId, attachment: them.uploads.pdf, seats: [], where: "page" },
          ...{ title: "", confirmed: [] },
        },
        own.staffId,
      ),
    { ok: false, reason: "upload-used" },
  ),
  "signing/prepare.examineUpload": { because: "gets what findUpload has found" },
  "staff/publish-to-sign.publishToSign": door(
    (own, them) =>
      publishToSign(
        colleague(own),
        {
          ...aPublication(them.organisationId, them.uploads),
          stream: "annualAccounts",
          signing: theirs(them),
        },
        { accountId: own.staffId },
      ),
    { ok: false, reason: "approver-unknown" },
  ),
  // Last: of one's own it takes away what the others look for.
  "approvals/signing/keep.hideSigned": door(
    (own, them) => inScope(colleague(own), (ctx) => hideSigned(ctx, them.approved)),
    [],
  ),
};
