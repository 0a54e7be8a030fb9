import { and, eq, gt, isNull } from "drizzle-orm";
import { accounts, passwordLinks } from "@/db/schema/identity";
import { inScope, type Scoped } from "@/db/scope";
import { type System, visitorOf } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/firm";
import type { RequestFacts } from "@/lib/access/request";
import type { Session } from "@/lib/access/session";
import { record } from "@/lib/audit/record";
import type { Job } from "@/lib/outbox/drain";
import { enqueue } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { sha256 } from "@/lib/shared/hash";
import { newId, newToken } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { endSignInsOf } from "./challenge";
import { within } from "./limits";
import { hashPassword, passwordFault, passwordMatches } from "./password";
import { endSessionsOf } from "./sessions";

const linkLivesSeconds = 60 * 60;

/**
 * "Wachtwoord vergeten": writes down the wish, the same work for every address; whether there is such an
 * account is found out afterwards, where nobody can measure it.
 */
export async function requestPasswordLink(firm: Firm, email: string, facts: RequestFacts): Promise<void> {
  // The address first: one visitor does not get a counter for every account that he makes up.
  if (!(await within("linksPerAddress", firm.id, facts.ip))) return;
  if (!(await within("linksPerAccount", firm.id, email))) return;
  await inScope(visitorOf(firm.id), (ctx) =>
    enqueue(ctx, {
      kind: "password-link.wished",
      payload: {},
      secret: email,
      idempotencyKey: `password-link:${newId()}`,
      expiresAt: new Date(now().getTime() + linkLivesSeconds * 1000),
    }),
  );
}

/** The job behind it: makes a single-use link and enqueues its mail, if the account exists. */
export async function makePasswordLink(ctx: Scoped<System>, job: Job): Promise<void> {
  const { firmId } = ctx.actor;
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(
      and(eq(accounts.firmId, firmId), eq(accounts.email, job.secret ?? ""), isNull(accounts.disabledAt)),
    );
  if (!account) return;
  const token = newToken();
  const expiresAt = new Date(now().getTime() + linkLivesSeconds * 1000);
  await ctx.db.insert(passwordLinks).values({
    firmId,
    id: newId(),
    accountId: account.id,
    tokenHash: sha256(token),
    createdAt: now(),
    expiresAt,
  });
  await enqueue(ctx, {
    kind: "mail",
    payload: { template: "password-link" },
    secret: token,
    accountId: account.id,
    idempotencyKey: `mail:${job.id}`,
    expiresAt,
  });
}

/** Whether a link still works. Looking does not use it up: mail scanners look too. */
export function passwordLinkWorks(firm: Firm, token: string): Promise<boolean> {
  return inScope(visitorOf(firm.id), async (ctx) => {
    const rows = await ctx.db.select({ id: passwordLinks.id }).from(passwordLinks).where(usable(ctx, token));
    return rows.length > 0;
  });
}

export type ChosenPassword = Result<
  { email: string },
  "link-used-up" | "too-short" | "too-long" | "too-common"
>;

/**
 * Uses up the link, sets the password, and ends every session. One signs in anew, second factor included.
 * Answers whose password it is.
 */
export async function choosePassword(
  firm: Firm,
  token: string,
  password: string,
  facts: RequestFacts,
): Promise<ChosenPassword> {
  // Looked at first: hashing is dear, and anybody can ask for it.
  if (!(await passwordLinkWorks(firm, token))) return refuse("link-used-up");
  const fault = passwordFault(password, [firm.name]);
  if (fault) return refuse(fault);
  const passwordHash = await hashPassword(password);
  return inScope(visitorOf(firm.id), async (ctx) => {
    const [link] = await ctx.db
      .update(passwordLinks)
      .set({ usedAt: now() })
      .where(usable(ctx, token))
      .returning({ accountId: passwordLinks.accountId });
    if (!link) return refuse("link-used-up");
    const email = await setPassword(ctx, link.accountId, passwordHash);
    await endSessionsOf(ctx, link.accountId);
    await tellPasswordChanged(ctx, link.accountId, "password-link", facts);
    return { ok: true, email } as const;
  });
}

export type ChangedPassword = Result<
  object,
  "wrong-password" | "too-many-attempts" | "too-short" | "too-long" | "too-common"
>;

/** A new password, with the current one; every other session of this person ends. */
export async function changePassword(
  firm: Firm,
  session: Session,
  passwords: { current: string; wanted: string },
  facts: RequestFacts,
): Promise<ChangedPassword> {
  if (!(await within("passwordsPerAccount", firm.id, "change", session.accountId)))
    return refuse("too-many-attempts");
  const visitor = visitorOf(firm.id);
  const account = await inScope(visitor, async ({ db }) => {
    const rows = await db
      .select()
      .from(accounts)
      .where(and(eq(accounts.firmId, firm.id), eq(accounts.id, session.accountId)));
    return rows[0];
  });
  if (!(await passwordMatches(account?.passwordHash ?? null, passwords.current)))
    return refuse("wrong-password");
  const fault = passwordFault(passwords.wanted, [firm.name, session.name]);
  if (fault) return refuse(fault);
  const passwordHash = await hashPassword(passwords.wanted);
  await inScope(visitor, async (ctx) => {
    await setPassword(ctx, session.accountId, passwordHash);
    await endSessionsOf(ctx, session.accountId, session.id);
    await tellPasswordChanged(ctx, session.accountId, "profile", facts);
  });
  return { ok: true };
}

/** Answers the account's address. What was begun with the old password, and links that still lie about, end. */
async function setPassword(ctx: Scoped, accountId: string, passwordHash: string): Promise<string> {
  const { firmId } = ctx.actor;
  await endSignInsOf(ctx, accountId);
  await ctx.db
    .update(passwordLinks)
    .set({ usedAt: now() })
    .where(
      and(
        eq(passwordLinks.firmId, firmId),
        eq(passwordLinks.accountId, accountId),
        isNull(passwordLinks.usedAt),
      ),
    );
  const own = and(eq(accounts.firmId, firmId), eq(accounts.id, accountId));
  const [account] = await ctx.db
    .update(accounts)
    .set({ passwordHash })
    .where(own)
    .returning({ email: accounts.email });
  if (!account) throw new Error("A link of nobody's");
  return account.email;
}

async function tellPasswordChanged(
  ctx: Scoped,
  accountId: string,
  by: string,
  facts: RequestFacts,
): Promise<void> {
  await enqueue(ctx, {
    kind: "mail",
    payload: { template: "password-changed" },
    accountId,
    idempotencyKey: `password-changed:${newId()}`,
  });
  await record(ctx, {
    action: "password.changed",
    subject: `account:${accountId}`,
    accountId,
    data: { by, ip: facts.ip },
  });
}

function usable(ctx: Scoped, token: string) {
  return and(
    eq(passwordLinks.firmId, ctx.actor.firmId),
    eq(passwordLinks.tokenHash, sha256(token)),
    isNull(passwordLinks.usedAt),
    gt(passwordLinks.expiresAt, now()),
  );
}
