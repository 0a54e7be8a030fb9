import { and, desc, eq, inArray, isNotNull } from "drizzle-orm";
import { filingApprovers, filings, filingVersions } from "@/db/schema/approvals";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/ports/clock";
import { type FilingPeriod, type PlainDate, today } from "@/lib/shared/dates";
import { datesOf } from "./deadlines";
import { deadlinePolicy } from "./reading";
import { undecided } from "./rules";

type Filing = typeof filings.$inferSelect;

/** When the accounts of these years were adopted, as far as signing said it; what was said last goes first. */
export async function adoptionsOf(
  ctx: Scoped,
  organisationId: string,
): Promise<{ yearEnd: PlainDate; on: PlainDate }[]> {
  const rows = await ctx.db
    .select({ yearEnd: filings.periodEnd, on: filings.adoptedOn })
    .from(filings)
    .where(
      and(
        eq(filings.firmId, ctx.actor.firmId),
        eq(filings.organisationId, organisationId),
        inArray(filings.stream, ["annualAccounts", "generalMeetingMinutes"]),
        eq(filings.state, "completed"),
        isNotNull(filings.adoptedOn),
      ),
    )
    .orderBy(desc(filings.completedAt));
  return rows.flatMap(({ yearEnd, on }) => (on ? [{ yearEnd, on }] : []));
}

/** When the accounts were adopted that a publication is of; null when nobody signed that yet. */
export async function adoptedBefore(
  ctx: Scoped,
  { organisationId, stream, period }: Pick<Filing, "organisationId" | "stream"> & { period: FilingPeriod },
): Promise<PlainDate | null> {
  if (stream !== "filingAccounts") return null;
  const adoptions = await adoptionsOf(ctx, organisationId);
  return adoptions.find(({ yearEnd }) => yearEnd === period.end)?.on ?? null;
}

/**
 * After everybody has signed: when the accounts of that year are adopted by it, and what follows for their publication,
 * which goes to the KvK within eight days of it. Minutes say when the meeting was; signing the accounts adopts them where
 * staff said so, and never while somebody who had to sign did not.
 */
export async function adoptBySigning(ctx: Scoped<System>, filing: Filing): Promise<void> {
  const on = await adoptionOf(ctx, filing);
  if (!on || on <= filing.periodEnd) return;
  const { firmId } = ctx.actor;
  await ctx.db
    .update(filings)
    .set({ adoptedOn: on })
    .where(and(eq(filings.firmId, firmId), eq(filings.id, filing.id)));
  const publications = await ctx.db
    .select()
    .from(filings)
    .where(
      and(
        eq(filings.firmId, firmId),
        eq(filings.organisationId, filing.organisationId),
        eq(filings.stream, "filingAccounts"),
        eq(filings.periodEnd, filing.periodEnd),
        inArray(filings.state, [...undecided]),
      ),
    );
  const policy = await deadlinePolicy(ctx);
  for (const { id, periodStart: start, periodEnd: end, approveBy } of publications) {
    const dates = datesOf("filingAccounts", { start, end }, today(now()), policy, on);
    // Whoever was asked to look at it earlier still is.
    const sooner = approveBy !== null && dates.approveBy !== null && approveBy < dates.approveBy;
    const days = { fileBy: dates.fileBy, ...(sooner ? {} : { approveBy: dates.approveBy }) };
    await ctx.db
      .update(filings)
      .set({ ...days, adoptedOn: on, changedAt: now() })
      .where(and(eq(filings.firmId, firmId), eq(filings.id, id)));
    await record(ctx, {
      action: "filing.adopted",
      subject: `filing:${id}`,
      data: { on, after: filing.id, ...days },
    });
  }
  await record(ctx, { action: "filing.adopted", subject: `filing:${filing.id}`, data: { on } });
}

async function adoptionOf(ctx: Scoped<System>, { id, version, stream }: Filing): Promise<PlainDate | null> {
  if (stream !== "annualAccounts" && stream !== "generalMeetingMinutes") return null;
  const { firmId } = ctx.actor;
  const [found] = await ctx.db
    .select({
      signing: filingVersions.signing,
      adopts: filingVersions.adopts,
      details: filingVersions.details,
    })
    .from(filingVersions)
    .where(
      and(
        eq(filingVersions.firmId, firmId),
        eq(filingVersions.filingId, id),
        eq(filingVersions.version, version),
      ),
    );
  if (!found?.signing) return null;
  if (stream === "generalMeetingMinutes") return found.details.documentDate ?? null;
  if (!found.adopts) return null;
  const seats = await ctx.db
    .select({ turn: filingApprovers.turn, at: filingApprovers.actedAt })
    .from(filingApprovers)
    .where(
      and(
        eq(filingApprovers.firmId, firmId),
        eq(filingApprovers.filingId, id),
        eq(filingApprovers.version, version),
        eq(filingApprovers.party, "client"),
      ),
    )
    .orderBy(desc(filingApprovers.actedAt));
  const last = seats[0]?.at;
  return last && seats.every(({ turn }) => turn === "approved") ? today(last) : null;
}
