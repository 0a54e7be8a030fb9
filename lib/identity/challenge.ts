import { randomInt, timingSafeEqual } from "node:crypto";
import { and, eq, gt, gte, sql } from "drizzle-orm";
import { accounts, type ChallengePurpose, challengeCodes, challenges } from "@/db/schema/identity";
import type { Scoped } from "@/db/scope";
import { enqueue } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { derivedSecret } from "@/lib/ports/keyring";
import { hmac } from "@/lib/shared/hash";
import { newId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import {
  cannotSend,
  challengeLivesSeconds,
  closed,
  codeLivesSeconds,
  lockedForSeconds,
  mostTries,
  mostTriesOfAccount,
  triesRememberedSeconds,
} from "./rules";
import { telephoneHash } from "./text-number";
import { totpStep } from "./totp";

export type Challenge = typeof challenges.$inferSelect;
type Account = typeof accounts.$inferSelect;
export type Holder = { id: string; purpose: ChallengePurpose; holderHash: Buffer };

/** Opens an attempt to prove a second factor, bound to a browser or session and to one exact subject. */
export async function openChallenge(
  ctx: Scoped,
  wish: {
    accountId: string;
    purpose: ChallengePurpose;
    method: "sms" | "totp";
    holderHash: Buffer;
    subject?: string;
    draft?: Record<string, unknown>;
  },
): Promise<Result<{ id: string }, "too-many-tries">> {
  const at = now();
  const since = new Date(at.getTime() - lockedForSeconds * 1000);
  const [locked] = await ctx.db
    .select({ id: challenges.id })
    .from(challenges)
    .where(
      and(
        eq(challenges.firmId, ctx.actor.firmId),
        eq(challenges.accountId, wish.accountId),
        // Whoever guesses at one of the two doors does not lock the owner's other one.
        eq(challenges.purpose, wish.purpose),
        gte(challenges.createdAt, since),
        gte(challenges.tries, mostTries),
        sql`${challenges.finishedAt} is null`,
      ),
    )
    .limit(1);
  if (locked || (await guessedTooOften(ctx, wish, at))) return refuse("too-many-tries");
  const id = newId();
  await ctx.db.insert(challenges).values({
    ...wish,
    subject: wish.subject ?? "",
    firmId: ctx.actor.firmId,
    id,
    createdAt: at,
    expiresAt: new Date(at.getTime() + challengeLivesSeconds * 1000),
  });
  return { ok: true, id };
}

/** Reads a challenge of this holder without locking it, for the page. */
export async function readChallenge(ctx: Scoped, holder: Holder): Promise<Challenge | null> {
  const [row] = await ctx.db.select().from(challenges).where(heldBy(ctx, holder));
  return row ?? null;
}

/**
 * Makes another code and enqueues its text message, sealed. Earlier codes of this challenge stay
 * valid until they expire (manual 2.1).
 * @param text which message, and what it names
 */
export async function sendCode(
  ctx: Scoped,
  holder: Holder,
  text: { template: "sign-in-code" | "approve-code"; about?: Record<string, unknown> },
): Promise<
  Result<{ jobId: string }, "wait" | "too-many-codes" | "used" | "expired" | "too-many-tries" | "not-found">
> {
  const at = now();
  const [challenge] = await ctx.db.select().from(challenges).where(heldBy(ctx, holder)).for("update");
  if (!challenge) return refuse("not-found");
  const no = cannotSend(challenge, at);
  if (no) return refuse(no);
  const code = String(randomInt(0, 1_000_000)).padStart(6, "0");
  const id = newId();
  const expiresAt = new Date(at.getTime() + codeLivesSeconds * 1000);
  const { firmId } = ctx.actor;
  const [account] = await ctx.db
    .select({ mobile: accounts.mobile })
    .from(accounts)
    .where(owner(ctx, challenge));
  const telephone = telephoneHash(firmId, account?.mobile ?? null);
  await ctx.db.insert(challengeCodes).values({
    firmId,
    id,
    challengeId: challenge.id,
    accountId: challenge.accountId,
    codeHash: codeHash(challenge.id, telephone, code),
    sentAt: at,
    expiresAt,
  });
  await ctx.db
    .update(challenges)
    .set({ sends: challenge.sends + 1, lastSentAt: at })
    .where(and(eq(challenges.firmId, firmId), eq(challenges.id, challenge.id)));
  const jobId = await enqueue(ctx, {
    kind: "sms",
    payload: {
      template: text.template,
      telephone: telephone?.toString("hex") ?? null,
      ...(text.about ? { about: text.about } : {}),
    },
    secret: code,
    accountId: challenge.accountId,
    idempotencyKey: `code:${id}`,
    expiresAt,
  });
  return { ok: true, jobId };
}

export type WrongCode = { ok: false; reason: "wrong-code" | "code-expired"; left: number };

/**
 * Tries a code, in the caller's transaction. The row is locked, so a hundred at once are a hundred in a
 * row: five tries over all codes together, and the first right one ends the challenge with all its codes.
 * The caller must let the transaction commit on a refusal too, or the try would not count.
 */
export async function answerChallenge(
  ctx: Scoped,
  holder: Holder,
  code: string,
  subject = "",
): Promise<
  | { ok: true; challenge: Challenge }
  | WrongCode
  | { ok: false; reason: "used" | "expired" | "too-many-tries" | "not-found" }
> {
  const at = now();
  const { firmId } = ctx.actor;
  const [challenge] = await ctx.db.select().from(challenges).where(heldBy(ctx, holder)).for("update");
  if (!challenge || challenge.subject !== subject) return refuse("not-found");
  const reason = closed(challenge, at);
  if (reason) return refuse(reason);
  // Locked as well: attempts that stand side by side are counted one after the other.
  const [account] = await ctx.db.select().from(accounts).where(owner(ctx, challenge)).for("no key update");
  // Whoever was shut out meanwhile decides nothing any more.
  if (!account || account.disabledAt) return refuse("expired");
  if (await guessedTooOften(ctx, challenge, at)) return refuse("too-many-tries");
  const match =
    challenge.method === "totp"
      ? await totpAnswer(ctx, account, code)
      : await smsAnswer(ctx, challenge, telephoneHash(firmId, account.mobile), code, at);
  const tries = challenge.tries + 1;
  await ctx.db
    .update(challenges)
    .set(match === "right" ? { finishedAt: at } : { tries })
    .where(and(eq(challenges.firmId, firmId), eq(challenges.id, challenge.id)));
  if (match === "right") return { ok: true, challenge: { ...challenge, finishedAt: at } };
  if (tries >= mostTries) return refuse("too-many-tries");
  return { ok: false, reason: match === "expired" ? "code-expired" : "wrong-code", left: mostTries - tries };
}

/** Ends a challenge for which no code is asked, in the caller's transaction: it counts once, and for nothing else. */
export async function finishWithoutCode(
  ctx: Scoped,
  holder: Holder,
  subject: string,
): Promise<
  | { ok: true; challenge: Challenge }
  | { ok: false; reason: "used" | "expired" | "too-many-tries" | "not-found" }
> {
  const at = now();
  const [challenge] = await ctx.db.select().from(challenges).where(heldBy(ctx, holder)).for("update");
  if (!challenge || challenge.subject !== subject) return refuse("not-found");
  const reason = closed(challenge, at);
  if (reason) return refuse(reason);
  const [account] = await ctx.db.select().from(accounts).where(owner(ctx, challenge)).for("no key update");
  if (!account || account.disabledAt) return refuse("expired");
  await ctx.db
    .update(challenges)
    .set({ finishedAt: at })
    .where(and(eq(challenges.firmId, ctx.actor.firmId), eq(challenges.id, challenge.id)));
  return { ok: true, challenge: { ...challenge, finishedAt: at } };
}

async function smsAnswer(
  ctx: Scoped,
  challenge: Challenge,
  telephone: Buffer | null,
  code: string,
  at: Date,
): Promise<"right" | "wrong" | "expired"> {
  const wanted = codeHash(challenge.id, telephone, code);
  const codes = await ctx.db
    .select()
    .from(challengeCodes)
    .where(and(eq(challengeCodes.firmId, ctx.actor.firmId), eq(challengeCodes.challengeId, challenge.id)));
  const match = codes.find((one) => timingSafeEqual(one.codeHash, wanted));
  if (!match) return "wrong";
  return match.expiresAt > at ? "right" : "expired";
}

async function totpAnswer(ctx: Scoped, account: Account, code: string): Promise<"right" | "wrong"> {
  if (!account.totpSecret) return "wrong";
  const step = await totpStep(ctx, account.id, account.totpSecret, code);
  // A code of the authenticator counts once: the step must be newer than the last one used.
  if (step === null || step <= (account.totpLastStep ?? -1)) return "wrong";
  const own = and(eq(accounts.firmId, account.firmId), eq(accounts.id, account.id));
  await ctx.db.update(accounts).set({ totpLastStep: step }).where(own);
  return "right";
}

/** Whether this account had too many wrong codes lately, over all attempts of one purpose together. */
async function guessedTooOften(
  ctx: Scoped,
  of: { accountId: string; purpose: ChallengePurpose },
  at: Date,
): Promise<boolean> {
  const since = new Date(at.getTime() - triesRememberedSeconds * 1000);
  const [row] = await ctx.db
    .select({ tries: sql<number>`coalesce(sum(${challenges.tries}), 0)::int` })
    .from(challenges)
    .where(
      and(
        eq(challenges.firmId, ctx.actor.firmId),
        eq(challenges.accountId, of.accountId),
        eq(challenges.purpose, of.purpose),
        gte(challenges.createdAt, since),
      ),
    );
  return (row?.tries ?? 0) >= mostTriesOfAccount;
}

/** Ends what somebody began with the password that was: those attempts cannot be finished any more. */
export async function endSignInsOf(ctx: Scoped, accountId: string): Promise<void> {
  const at = now();
  await ctx.db
    .update(challenges)
    .set({ expiresAt: at })
    .where(
      and(
        eq(challenges.firmId, ctx.actor.firmId),
        eq(challenges.accountId, accountId),
        eq(challenges.purpose, "sign-in"),
        gt(challenges.expiresAt, at),
      ),
    );
}

/** A code is right for the telephone it went to: once the account has another, it is as wrong as any other number. */
function codeHash(challengeId: string, telephone: Buffer | null, code: string): Buffer {
  return hmac(derivedSecret("codes"), `${challengeId}:${telephone?.toString("hex") ?? ""}:${code}`);
}

function owner(ctx: Scoped, { accountId }: { accountId: string }) {
  return and(eq(accounts.firmId, ctx.actor.firmId), eq(accounts.id, accountId));
}

function heldBy(ctx: Scoped, holder: Holder) {
  return and(
    eq(challenges.firmId, ctx.actor.firmId),
    eq(challenges.id, holder.id),
    eq(challenges.purpose, holder.purpose),
    eq(challenges.holderHash, holder.holderHash),
  );
}
