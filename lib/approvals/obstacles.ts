import { and, asc, eq, inArray } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Decider } from "@/lib/access/actor";
import type { Deciding } from "@/lib/access/session";
import { now } from "@/lib/ports/clock";
import { today } from "@/lib/shared/dates";
import type { Draft } from "./draft";
import { after, type StateRefusal } from "./rules";
import type { SealedHand } from "./signing/hand";
import { ownSeats, type Subject } from "./subjects";
import { filingTitle } from "./title";

/** Why a person cannot decide about a document, or not any more. `changed`: it is another version than was shown. */
export type DecisionRefusal = StateRefusal | "not-yours" | "waits" | "changed" | "not-ready" | "gone";

/** A refusal that says, where it stops a batch, which document of it stands in the way. */
export type Stopped<Reason extends string = string> = { ok: false; reason: Reason; title?: string };

type Wish = Pick<Draft, "decision" | "versions" | "batch"> & { hand?: SealedHand };
type Found = { reason: DecisionRefusal; filing: Subject["filing"] };

/** The first of these about which this person cannot decide now, in the version that was shown; null when there is none. */
export function obstacleTo(subjects: readonly Subject[], accountId: string, wish: Wish): Found | null {
  for (const subject of subjects) {
    const reason = whyNot(subject, accountId, wish);
    if (reason) return { reason, filing: subject.filing };
  }
  return null;
}

function whyNot(
  subject: Subject,
  accountId: string,
  { decision, versions, batch, hand }: Wish,
): DecisionRefusal | null {
  const { filing } = subject;
  const allowed = after(filing.state, decision);
  if (!allowed.ok) return allowed.reason;
  // The job that marks it as expired may be late; the day itself is not.
  if (filing.expiresOn && filing.expiresOn < today(now())) return "already-expired";
  if (filing.version !== versions[filing.id]) return "changed";
  // A signature may do without a code where nothing else may: what is not signed goes under no hand.
  if (hand && !subject.version.signing) return "changed";
  if (decision === "approve" && filing.waitsFor) return "waits";
  const own = ownSeats(subject, accountId);
  if (own.length === 0) return "not-yours";
  // A batch is what this person has put ready: what was put back, or taken over by somebody else, is no part of it.
  const ready = own.some((seat) => seat.turn === "readyToSend" && seat.actedBy === accountId);
  return batch && !ready ? "not-ready" : null;
}

/** Refuses; for a batch with the name of what stands in the way, and of its organisation where there are several. */
export async function stoppedBy<Reason extends string>(
  ctx: Scoped<Decider>,
  session: Deciding,
  draft: Draft,
  subjects: readonly Subject[],
  { reason, filing }: { reason: Reason; filing: Subject["filing"] },
): Promise<Stopped<Reason>> {
  if (draft.filings.length < 2 && !draft.batch) return { ok: false, reason };
  const several = new Set(subjects.map((one) => one.filing.organisationId)).size > 1;
  const [row] = several ? await named(ctx, [filing.id]) : [];
  return { ok: false, reason, title: titleOf(filing, session, row?.organisation) };
}

/**
 * Refuses what is not within reach as a whole. Of a batch it says which document was withdrawn, as far as that is what
 * happened: its name stays in the client's list.
 * @param otherwise what is said of a single one
 */
export async function outOfReach<Reason extends string>(
  ctx: Scoped<Decider>,
  session: Deciding,
  draft: Draft,
  otherwise: Reason,
): Promise<Stopped<Reason | "gone" | "already-withdrawn">> {
  if (!draft.batch) return { ok: false, reason: otherwise };
  const rows = await named(ctx, draft.filings);
  const gone = rows.find(({ filing }) => filing.state === "withdrawn");
  if (!gone) return { ok: false, reason: "gone" };
  const several = new Set(rows.map(({ filing }) => filing.organisationId)).size > 1;
  const title = titleOf(gone.filing, session, several ? gone.organisation : undefined);
  return { ok: false, reason: "already-withdrawn", title };
}

function titleOf(filing: Subject["filing"], { language }: Deciding, organisation?: string): string {
  const period = { start: filing.periodStart, end: filing.periodEnd };
  const title = filingTitle({ stream: filing.stream, label: filing.label, period }, language);
  return organisation ? `${title} (${organisation})` : title;
}

async function named(ctx: Scoped<Decider>, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return ctx.db
    .select({ filing: filings, organisation: organisations.name })
    .from(filings)
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .where(and(eq(filings.firmId, ctx.actor.firmId), inArray(filings.id, [...ids])))
    .orderBy(asc(filings.id));
}
