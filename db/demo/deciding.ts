import { and, eq, inArray } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { accounts } from "@/db/schema/identity";
import { outbox } from "@/db/schema/outbox";
import { firms } from "@/db/schema/tenancy";
import { inScope, type Scoped } from "@/db/scope";
import { type Client, type Decider, type Staff, systemOf } from "@/lib/access/actor";
import { unsealFrom } from "@/lib/access/firm-key";
import type { Session } from "@/lib/access/session";
import type { Answers } from "@/lib/approvals/answers";
import { requestDecisionCode } from "@/lib/approvals/code";
import { type Decided, decide } from "@/lib/approvals/decide";
import { filingDetail, noteOpening } from "@/lib/approvals/detail";
import type { Draft } from "@/lib/approvals/draft";
import { askWhoIsNext } from "@/lib/approvals/signing/ask";
import { draftPlace, type SealedHand, sealHand } from "@/lib/approvals/signing/hand";
import { totpCode } from "@/lib/identity/totp";
import { now } from "@/lib/ports/clock";
import { newId } from "@/lib/shared/ids";
import { putSignatures } from "@/lib/signing/put";

type Asked = { challengeId: string; jobId: string | null };
type Deciding = { firmId: string; organisationId: string; filingId: string; accountId: string };

/** Addresses that nobody has (RFC 5737), and a browser of these days. */
const facts = {
  ip: "203.0.113.24",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
};

/** Somebody of the story opened the attachment, read it and approved it, with the code of a text message. */
export async function anApproval(who: Deciding, answers: Answers = {}): Promise<void> {
  await anOpening(who);
  await aDecision(who, { decision: "approve", filings: [who.filingId], versions: await shown(who) }, answers);
}

/** The same, and found something wrong. */
export async function aRejection(who: Deciding, said: { category: string; reason: string }): Promise<void> {
  await anOpening(who);
  await aDecision(who, { decision: "reject", filings: [who.filingId], versions: await shown(who), ...said });
}

/**
 * Somebody of the story signed a document, by typing a name, and the signature was put into the file: a client with the
 * code of a text message, an accountant with that of the app.
 */
export async function aSignature(who: Deciding, accountant?: { totpSecret: string }): Promise<void> {
  if (!accountant) await anOpening(who);
  const { firmId, organisationId, filingId, accountId } = who;
  const system = systemOf(firmId, "demo-story");
  const [filing] = await inScope(system, ({ db }) =>
    db
      .select({ version: filings.version })
      .from(filings)
      .where(and(eq(filings.firmId, firmId), eq(filings.id, filingId))),
  );
  const version = filing?.version ?? 0;
  const { name } = await sessionOf(who);
  const staff: Staff = { kind: "staff", firmId, accountId, role: "relationshipManager", reach: "portfolio" };
  const hand = await inScope<Decider, SealedHand>(accountant ? staff : actorOf(who), (ctx) =>
    sealHand(ctx, draftPlace(accountId), { kind: "typed", name }),
  );
  const draft = {
    decision: "approve" as const,
    filings: [filingId],
    versions: { [filingId]: version },
    hand,
  };
  await aDecision(
    who,
    draft,
    {},
    accountant && { actor: staff, code: totpCode(accountant.totpSecret, now()) },
  );
  const about = { payload: { filing: filingId, version }, subject: `filing:${filingId}` };
  const job = { ...about, firmId, secret: null, accountId: null, attempts: 1, organisationId };
  const put = { ...job, id: newId(), kind: "signing.put", idempotencyKey: newId() };
  const answer = await putSignatures(system, put);
  if (answer.outcome !== "done") throw new Error("A signature of the story was not put");
  await inScope(system, (ctx) => askWhoIsNext(ctx, { ...put, kind: "filing.asked" }));
}

/** Somebody of the story opened the attachment. */
export async function anOpening(who: Deciding): Promise<void> {
  await inScope(actorOf(who), async (ctx) => {
    const detail = await filingDetail(ctx, who.organisationId, who.filingId);
    if (!detail) throw new Error("The story opens a document that is out of reach");
    const { stream, version, attachment } = detail;
    const { organisationId } = who;
    await noteOpening(ctx, {
      id: who.filingId,
      organisationId,
      stream,
      version,
      sha256: attachment.sha256,
    });
  });
}

/** The version that the page would show. */
async function shown({ filingId, ...who }: Deciding): Promise<Record<string, number>> {
  const detail = await inScope(actorOf({ filingId, ...who }), (ctx) =>
    filingDetail(ctx, who.organisationId, filingId),
  );
  return { [filingId]: detail?.version ?? 0 };
}

/** Takes the same way as the pages do; the code is read from the message that waits to be sent. */
async function aDecision(
  who: Deciding,
  draft: Draft,
  answers: Answers = {},
  accountant?: { actor: Staff; code: string },
): Promise<void> {
  const { firmId, filingId } = who;
  const session = await sessionOf(who);
  const [firm] = await inScope(systemOf(firmId, "demo-story"), ({ db }) =>
    db.select().from(firms).where(eq(firms.id, firmId)),
  );
  if (!firm) throw new Error("The story decides at a firm that is not there");
  // The code is read before a worker can see the message: sent, it is erased.
  const actor = accountant?.actor ?? actorOf(who);
  const { asked, code } = await inScope<Decider, { asked: Asked; code: string }>(actor, async (ctx) => {
    const asked = await requestDecisionCode(ctx, firm, session, draft);
    if (!asked.ok) throw new Error(`No code was sent in the story: ${asked.reason}`);
    return { asked, code: accountant?.code ?? (await codeIn(ctx, asked.jobId ?? "")) };
  });
  const input = {
    challengeId: asked.challengeId,
    code,
    answers,
    expected: { decision: draft.decision, filing: filingId },
  };
  const decided = await inScope<Decider, Decided>(actor, (ctx) => decide(ctx, session, input, facts));
  if (!decided.ok) throw new Error(`A decision of the story was refused: ${decided.reason}`);
  if (asked.jobId) await wasSent(firmId, { jobs: [asked.jobId] });
  await wasSent(firmId, { filingId });
}

/**
 * What there was to send about something of the past was sent then: nobody wants those mails on the day on which the
 * story is told. What a document that still waits for somebody has to say goes out all the same.
 */
export async function wasSent(
  firmId: string,
  about: { jobs: string[] } | { filingId: string },
): Promise<void> {
  await inScope(systemOf(firmId, "demo-story"), async ({ db }) => {
    if ("filingId" in about) {
      const of = and(eq(filings.firmId, firmId), eq(filings.id, about.filingId));
      const [filing] = await db.select({ state: filings.state }).from(filings).where(of);
      if (filing?.state === "open") return;
    }
    const which =
      "jobs" in about ? inArray(outbox.id, about.jobs) : eq(outbox.subject, `filing:${about.filingId}`);
    await db
      .update(outbox)
      .set({ status: "done", doneAt: now(), sealed: null })
      .where(and(eq(outbox.firmId, firmId), which, eq(outbox.status, "waiting")));
  });
}

function actorOf({ firmId, accountId, organisationId }: Deciding): Client {
  return { kind: "client", firmId, accountId, reach: "organisation", organisationId };
}

async function sessionOf({ firmId, accountId }: Deciding): Promise<Session> {
  const where = and(eq(accounts.firmId, firmId), eq(accounts.id, accountId));
  const [account] = await inScope(systemOf(firmId, "demo-story"), ({ db }) =>
    db.select().from(accounts).where(where),
  );
  if (!account) throw new Error("The story knows nobody like that");
  const { name, firstName, language } = account;
  const person = { firmId, accountId, name, firstName, language };
  return {
    ...person,
    id: newId(),
    kind: "client",
    role: null,
    preferredOrganisationId: null,
    organisations: [],
    idleEndsAt: now(),
    endsAt: now(),
  };
}

async function codeIn(ctx: Scoped, jobId: string): Promise<string> {
  const where = and(eq(outbox.firmId, ctx.actor.firmId), eq(outbox.id, jobId));
  const [job] = await ctx.db.select({ sealed: outbox.sealed }).from(outbox).where(where);
  if (!job?.sealed) throw new Error("The message of the story carries no code");
  return (await unsealFrom(ctx, `outbox:${jobId}`, job.sealed)).toString();
}
