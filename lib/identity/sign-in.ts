import { and, eq } from "drizzle-orm";
import { accounts } from "@/db/schema/identity";
import { inScope } from "@/db/scope";
import { visitorOf } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/firm";
import type { RequestFacts } from "@/lib/access/request";
import { record } from "@/lib/audit/record";
import { awaitDelivery, type Delivery } from "@/lib/outbox/await";
import { now } from "@/lib/ports/clock";
import { sha256 } from "@/lib/shared/hash";
import { isId, newToken } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import {
  answerChallenge,
  type Holder,
  openChallenge,
  readChallenge,
  sendCode,
  type WrongCode,
} from "./challenge";
import { forget, within } from "./limits";
import { passwordMatches } from "./password";
import { closed, normaliseCode, resendAfterSeconds } from "./rules";
import { startSession } from "./sessions";
import { telephoneOf, textNumberOf } from "./text-number";

export type SignInInput = { email: string; password: string };
/** What the browser keeps between the two steps. It opens nothing but the code page. */
export type Ticket = string;
export type Started = Result<
  { ticket: Ticket; method: "sms" | "totp"; delivery: Delivery | null },
  | "wrong-credentials"
  | "too-many-attempts"
  | "no-number"
  | "no-authenticator"
  | "too-many-tries"
  | "too-many-codes"
>;

/**
 * Step one: the password. Tells nothing about which accounts exist: the same answer and the same work
 * for an unknown address, a wrong password and a throttled account. A text message goes out only after
 * the right password, and only to a verified number in a country that the firm allows.
 * @param device proof that this browser signed in to this account before; it has its own, unspoilt throttle
 */
export async function startSignIn(
  firm: Firm,
  input: SignInInput,
  facts: RequestFacts,
  device: string | null,
): Promise<Started> {
  if (!(await within("passwordsPerAddress", firm.id, facts.ip))) return refuse("too-many-attempts");
  const bucket = [firm.id, input.email, device ?? ""];
  const evaluate = await within("passwordsPerAccount", ...bucket);
  const visitor = visitorOf(firm.id);
  const account = await inScope(visitor, async ({ db }) => {
    const rows = await db
      .select()
      .from(accounts)
      .where(and(eq(accounts.firmId, firm.id), eq(accounts.email, input.email)));
    return rows[0];
  });
  const usable = account && !account.disabledAt ? account : null;
  const right = await passwordMatches(usable?.passwordHash ?? null, input.password);
  if (!usable || !right || !evaluate) return refuse("wrong-credentials");
  await forget("passwordsPerAccount", ...bucket);

  const method = usable.kind === "staff" ? "totp" : "sms";
  if (method === "totp" && !usable.totpSecret) return refuse("no-authenticator");
  if (method === "sms" && !textNumberOf(usable, firm)) return refuse("no-number");
  if (method === "sms" && !(await mayText(firm, usable.id, facts))) return refuse("too-many-codes");

  const ticket = newToken();
  const opened = await inScope(visitor, async (ctx) => {
    const wish = { accountId: usable.id, purpose: "sign-in", method, holderHash: sha256(ticket) } as const;
    const challenge = await openChallenge(ctx, wish);
    if (!challenge.ok || method === "totp") return challenge;
    const sent = await sendCode(ctx, { ...wish, id: challenge.id }, { template: "sign-in-code" });
    if (!sent.ok) throw new Error(`A new challenge cannot send: ${sent.reason}`);
    return { ...challenge, jobId: sent.jobId };
  });
  if (!opened.ok) return opened;
  const delivery = "jobId" in opened ? await awaitDelivery(visitor, opened.jobId) : null;
  return { ok: true, ticket: `${opened.id}.${ticket}`, method, delivery };
}

/** What the code page shows; `lastDigits` of the number, and from when another code may be asked for. */
export type SignInStep = { method: "sms" | "totp"; lastDigits: string | null; resendAfter: Date | null };

/** The attempt that this ticket belongs to; null when there is none that can still be finished. */
export async function signInStep(firm: Firm, ticket: Ticket | undefined): Promise<SignInStep | null> {
  const holder = holderOf(ticket);
  if (!holder) return null;
  return inScope(visitorOf(firm.id), async (ctx) => {
    const challenge = await readChallenge(ctx, holder);
    if (!challenge) return null;
    const over = closed(challenge, now());
    // After too many tries the page stays, and says so when one tries again.
    if (over && over !== "too-many-tries") return null;
    const [account] = await ctx.db
      .select({ mobile: accounts.mobile })
      .from(accounts)
      .where(and(eq(accounts.firmId, firm.id), eq(accounts.id, challenge.accountId)));
    const { method, lastSentAt } = challenge;
    return {
      method,
      lastDigits: telephoneOf(account?.mobile ?? null)?.slice(-2) ?? null,
      resendAfter: lastSentAt && new Date(lastSentAt.getTime() + resendAfterSeconds * 1000),
    };
  });
}

export type Resent = Result<
  { delivery: Delivery },
  "wait" | "too-many-codes" | "used" | "expired" | "too-many-tries" | "not-found"
>;

/** "Nieuw token versturen". */
export async function resendSignInCode(
  firm: Firm,
  ticket: Ticket | undefined,
  facts: RequestFacts,
): Promise<Resent> {
  const holder = holderOf(ticket);
  if (!holder) return refuse("expired");
  const visitor = visitorOf(firm.id);
  const challenge = await inScope(visitor, (ctx) => readChallenge(ctx, holder));
  if (!challenge) return refuse("expired");
  if (!(await mayText(firm, challenge.accountId, facts))) return refuse("too-many-codes");
  const sent = await inScope(visitor, (ctx) => sendCode(ctx, holder, { template: "sign-in-code" }));
  if (!sent.ok) return sent;
  return { ok: true, delivery: await awaitDelivery(visitor, sent.jobId) };
}

export type Finished =
  | { ok: true; token: string; accountId: string; email: string; name: string }
  | WrongCode
  | { ok: false; reason: "used" | "expired" | "too-many-tries" | "not-found" };

/** Step two: the code. The session comes into being in the transaction that uses up the code. */
export async function finishSignIn(
  firm: Firm,
  ticket: Ticket | undefined,
  typed: string,
  facts: RequestFacts,
): Promise<Finished> {
  const holder = holderOf(ticket);
  if (!holder) return { ok: false, reason: "expired" };
  return inScope(visitorOf(firm.id), async (ctx) => {
    const answer = await answerChallenge(ctx, holder, normaliseCode(typed));
    if (!answer.ok) return answer;
    const { accountId, method } = answer.challenge;
    const [account] = await ctx.db
      .select()
      .from(accounts)
      .where(and(eq(accounts.firmId, firm.id), eq(accounts.id, accountId)));
    if (!account || account.disabledAt) return { ok: false, reason: "expired" } as const;
    const session = await startSession(ctx, accountId, facts);
    await record(ctx, {
      action: "session.started",
      subject: `account:${accountId}`,
      accountId,
      data: { session: session.id, method, ip: facts.ip },
    });
    return { ok: true, token: session.token, accountId, email: account.email, name: account.name } as const;
  });
}

export function holderOf(ticket: Ticket | undefined): Holder | null {
  const [id, secret] = (ticket ?? "").split(".");
  if (!id || !secret || !isId(id)) return null;
  return { id, purpose: "sign-in", holderHash: sha256(secret) };
}

/**
 * Caps on text messages: per account, per address and per firm a day. Counted in this order and no further than the
 * first that is reached: what one person is refused must not use up what the whole firm has.
 */
export async function mayText(
  firm: Firm,
  accountId: string,
  facts: RequestFacts,
  perAccount: "smsPerAccount" | "batchSmsPerAccount" = "smsPerAccount",
): Promise<boolean> {
  return (
    (await within(perAccount, firm.id, accountId)) &&
    (await within("smsPerAddress", firm.id, facts.ip)) &&
    (await within("smsPerFirm", firm.id))
  );
}
