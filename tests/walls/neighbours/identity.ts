import { eq } from "drizzle-orm";
import { accounts } from "@/db/schema/identity";
import { inScope } from "@/db/scope";
import { visitorOf } from "@/lib/access/actor";
import { unsealFrom } from "@/lib/access/firm-key";
import {
  answerChallenge,
  endSignInsOf,
  type Holder,
  openChallenge,
  readChallenge,
  sendCode,
} from "@/lib/identity/challenge";
import {
  changePassword,
  choosePassword,
  makePasswordLink,
  passwordLinkWorks,
} from "@/lib/identity/password-link";
import { setLanguage } from "@/lib/identity/preferences";
import { endSession, endSessionsOf, ownSessions, startSession } from "@/lib/identity/sessions";
import { finishSignIn, holderOf, resendSignInCode, signInStep, startSignIn } from "@/lib/identity/sign-in";
import { openTotpSecret, totpStep } from "@/lib/identity/totp";
import { facts, password } from "@/tests/support/people";
import type { Party } from "@/tests/support/two-firms";
import {
  aJob,
  asSystem,
  type Doors,
  door,
  doorOfFirm,
  intruder,
  pure,
  refusedByDatabase,
  thrown,
} from "./door";

const notFound = { ok: false, reason: "not-found" };
const expired = { ok: false, reason: "expired" };
const wanted = "Een heel ander wachtwoord 7";

/** Their attempt to sign in, with the secret that only their browser has. */
function heldBy(them: Party): Holder {
  const holder = holderOf(them.ticket);
  if (!holder) throw new Error("They have no attempt under way");
  return holder;
}

/** What the portal would make of a session of them, if it came to the own firm. */
const astray = (own: Party, them: Party) => ({ ...own.session, accountId: them.session.accountId });

/** The sealed secret of their authenticator app, as somebody might have copied it. */
async function sealedOf(them: Party): Promise<Buffer> {
  const rows = await asSystem(them, ({ db }) =>
    db.select().from(accounts).where(eq(accounts.id, them.staffId)),
  );
  if (!rows[0]?.totpSecret) throw new Error("They have no authenticator app");
  return rows[0].totpSecret;
}

/** Signing in, and what one does with one's own account. The last ones end what the own party needs before them. */
export const identityDoors: Doors = {
  "access/session.sessionOf": {
    because: "the cookie is the key; whether it is of this firm, its callers ask",
  },
  "access/session.sessionOfToken": { because: "the hash of the token in a cookie, as sessionOf" },
  "access/session.authSecret": pure,
  "access/session.idleSeconds": pure,
  "access/session.absoluteSeconds": pure,
  "access/session.sessionCookie": pure,
  "identity/auth.signInWithCode": { because: "hands everything to finishSignIn, with the firm of the host" },
  "identity/limits.limits": pure,
  "identity/limits.within": {
    because: "counts under a hash of what it is told, in which its callers put the firm",
  },
  "identity/limits.forget": { because: "counts, as within" },
  "identity/challenge.openChallenge": door((own, them) => {
    const wish = { accountId: them.session.accountId, purpose: "sign-in", method: "sms" } as const;
    return inScope(intruder(own, them), (ctx) =>
      openChallenge(ctx, { ...wish, holderHash: Buffer.alloc(32) }),
    );
  }, refusedByDatabase),
  "identity/challenge.readChallenge": door(
    (own, them) => inScope(intruder(own, them), (ctx) => readChallenge(ctx, heldBy(them))),
    null,
  ),
  "identity/challenge.sendCode": door(
    (own, them) =>
      inScope(intruder(own, them), (ctx) => sendCode(ctx, heldBy(them), { template: "sign-in-code" })),
    notFound,
  ),
  "identity/challenge.answerChallenge": door(
    (own, them) => inScope(intruder(own, them), (ctx) => answerChallenge(ctx, heldBy(them), "000000")),
    notFound,
  ),
  "identity/password-link.requestPasswordLink": {
    because: "writes down a wish; makePasswordLink finds out whose",
  },
  "identity/password-link.makePasswordLink": doorOfFirm(
    (own, them) => asSystem(own, (ctx) => makePasswordLink(ctx, { ...aJob(own), secret: them.email })),
    undefined,
  ),
  "identity/password-link.passwordLinkWorks": doorOfFirm(
    (own, them) => passwordLinkWorks(own.firm, them.passwordToken),
    false,
  ),
  "identity/administrators.administratorsOf": { because: "names no row, and reads its own firm" },
  "identity/preferences.setLanguage": doorOfFirm(
    (own, them) => setLanguage({ firmId: own.firm.id, accountId: them.session.accountId }, "en"),
    undefined,
  ),
  "identity/sessions.startSession": door(
    (own, them) => inScope(intruder(own, them), (ctx) => startSession(ctx, them.session.accountId, facts)),
    refusedByDatabase,
  ),
  "identity/sessions.ownSessions": doorOfFirm((own, them) => ownSessions(astray(own, them)), []),
  "identity/sign-in.startSignIn": doorOfFirm(
    (own, them) => startSignIn(own.firm, { email: them.email, password }, facts, null),
    { ok: false, reason: "wrong-credentials" },
  ),
  "identity/sign-in.signInStep": doorOfFirm((own, them) => signInStep(own.firm, them.ticket), null),
  "identity/sign-in.resendSignInCode": doorOfFirm(
    (own, them) => resendSignInCode(own.firm, them.ticket, facts),
    expired,
  ),
  "identity/sign-in.finishSignIn": doorOfFirm(
    (own, them) => finishSignIn(own.firm, them.ticket, "000000", facts),
    notFound,
  ),
  "identity/sign-in.holderOf": pure,
  "identity/sign-in.mayText": { because: "counts, as within" },
  "identity/totp.totpCode": pure,
  "identity/totp.sealTotpSecret": { because: "seals what it is told, with the key of its own firm" },
  "identity/totp.openTotpSecret": doorOfFirm(async (own, them) => {
    const sealed = await sealedOf(them);
    return inScope(visitorOf(own.firm.id), (ctx) => openTotpSecret(ctx, them.staffId, sealed));
  }, thrown),
  "identity/totp.totpStep": doorOfFirm(async (own, them) => {
    const sealed = await sealedOf(them);
    return inScope(visitorOf(own.firm.id), (ctx) => totpStep(ctx, them.staffId, sealed, "000000"));
  }, thrown),
  "access/firm-key.makeFirmKey": { because: "names no row, and writes under its own firm" },
  "access/firm-key.sealFor": { because: "seals what it is told, with the key of its own firm" },
  "access/firm-key.unsealFrom": doorOfFirm(async (own, them) => {
    const sealed = await sealedOf(them);
    return asSystem(own, (ctx) => unsealFrom(ctx, `accounts.totp_secret:${them.staffId}`, sealed));
  }, thrown),
  "identity/sessions.endSession": door((own, them) => endSession(own.session, them.session.id), undefined),
  "identity/challenge.endSignInsOf": door(
    (own, them) => inScope(intruder(own, them), (ctx) => endSignInsOf(ctx, them.session.accountId)),
    undefined,
  ),
  "identity/password-link.choosePassword": doorOfFirm(
    (own, them) => choosePassword(own.firm, them.passwordToken, wanted, facts),
    { ok: false, reason: "link-used-up" },
  ),
  "identity/sessions.endSessionsOf": door(async (own, them) => {
    // One more, so that there is one to end whatever was ended before.
    await inScope(visitorOf(own.firm.id), (ctx) => startSession(ctx, own.session.accountId, facts));
    await inScope(intruder(own, them), (ctx) => endSessionsOf(ctx, them.session.accountId));
  }, undefined),
  "identity/password-link.changePassword": doorOfFirm(
    (own, them) => changePassword(own.firm, astray(own, them), { current: wanted, wanted: password }, facts),
    { ok: false, reason: "wrong-password" },
  ),
};
