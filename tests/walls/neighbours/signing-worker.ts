import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { tellFirmOfStop, tellFirmOfTakenBack } from "@/lib/approvals/notify-firm";
import { tellSigners } from "@/lib/approvals/notify-signed";
import { accountantsAsked } from "@/lib/approvals/signing/accountants";
import { signingStopped } from "@/lib/approvals/signing/stopped";
import { filingTitle } from "@/lib/approvals/title";
import { finishSigning } from "@/lib/signing/finish";
import { nextSignature } from "@/lib/signing/next";
import { putSignatures } from "@/lib/signing/put";
import { neverFinished, neverPut } from "@/lib/signing/stopped";
import { signingVersion } from "@/lib/signing/version";
import type { Party } from "@/tests/support/two-firms";
import { aJob, asSystem, type Door, type Doors, door, doorOfFirm, intruder, pure } from "./door";

const done = { outcome: "done" };
const within = { because: "gets what signingVersion has found in the scope of its caller" };
/** A job of one's own firm about something of theirs. */
const about = (own: Party, them: Party) => ({ ...aJob(own), payload: { filing: them.open, version: 1 } });
const same = (entry: Door): Door => ({ ...entry, sameForOwn: true });
const ofVersion = (them: Party) => ({ filingId: them.open, version: 1 });

/** What the worker does with documents that are signed. */
export const signingWorkerDoors: Doors = {
  "signing/version.signingVersion": same(
    door((own, them) => inScope(intruder(own, them), (ctx) => signingVersion(ctx, ofVersion(them))), null),
  ),
  "signing/version.isFullySigned": within,
  "signing/next.nextSignature": same(
    door((own, them) => inScope(intruder(own, them), (ctx) => nextSignature(ctx, ofVersion(them))), null),
  ),
  "signing/next.evidenceHash": pure,
  "signing/put.putSignatures": same(
    doorOfFirm((own, them) => putSignatures(systemOf(own.firm.id, "wall"), about(own, them)), done),
  ),
  "signing/finish.finishSigning": same(
    doorOfFirm(
      (own, them) => finishSigning(systemOf(own.firm.id, "wall"), about(own, them), filingTitle),
      done,
    ),
  ),
  "signing/stopped.neverPut": same(
    doorOfFirm((own, them) => asSystem(own, (ctx) => neverPut(ctx, about(own, them), "error")), undefined),
  ),
  "signing/stopped.neverFinished": same(
    doorOfFirm(
      (own, them) => asSystem(own, (ctx) => neverFinished(ctx, about(own, them), "error")),
      undefined,
    ),
  ),
  "signing/stopped.stop": within,
  "signing/stopped.later": within,
  "signing/faults.answerTo": within,
  "signing/keep.keepMade": { because: "keeps what it is given, as a file of its own firm" },
  "signing/keep.plainBytes": { because: "gets what findFile has found" },
  "signing/keep.together": pure,
  "signing/keep.signedName": pure,
  "signing/proof-facts.proofFacts": within,
  "approvals/notify-signed.tellSigners": same(
    doorOfFirm((own, them) => asSystem(own, (ctx) => tellSigners(ctx, about(own, them))), undefined),
  ),
  "approvals/notify-firm.tellFirmOfTakenBack": same(
    doorOfFirm((own, them) => asSystem(own, (ctx) => tellFirmOfTakenBack(ctx, about(own, them))), undefined),
  ),
  "approvals/notify-firm.tellFirmOfStop": same(
    doorOfFirm((own, them) => asSystem(own, (ctx) => tellFirmOfStop(ctx, about(own, them))), undefined),
  ),
  "approvals/signing/accountants.accountantsAsked": same(
    doorOfFirm(
      (own, them) => asSystem(own, (ctx) => accountantsAsked(ctx, [{ id: them.open, version: 1 }])),
      [],
    ),
  ),
  "approvals/signing/stopped.signingStopped": same(
    doorOfFirm(
      async (own, them) => [
        ...(await asSystem(own, (ctx) => signingStopped(ctx, [{ id: them.open, version: 1 }]))),
      ],
      [],
    ),
  ),
};
