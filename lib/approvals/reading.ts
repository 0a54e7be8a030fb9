import { and, eq, isNull, ne } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { organisations } from "@/db/schema/organisations";
import { firms } from "@/db/schema/tenancy";
import type { Scoped } from "@/db/scope";
import { unsealFrom } from "@/lib/access/firm-key";
import { now } from "@/lib/ports/clock";
import { type FilingPeriod, today } from "@/lib/shared/dates";
import { type Result, refuse } from "@/lib/shared/result";
import { adoptionIn } from "./adoption";
import { type Dates, type DeadlinePolicy, datesOf, type PeriodQuestion, surprises } from "./deadlines";
import type { KindQuestion } from "./kinds";
import { readDocument } from "./returns/read";
import type { DocumentStream, FilingFigures, ReadRefusal, ReadWarning, Subject } from "./returns/shapes";
import type { Stream } from "./shapes";

export type ReadingQuestion =
  | PeriodQuestion
  | ReadWarning
  | KindQuestion
  | "approval-day-passed"
  | "duplicate-period"
  | "no-number-on-file"
  | "shared-number";

/** What was read from an uploaded XBRL or XML, and what surprised us about it. */
export type Reading = Dates & {
  stream: DocumentStream;
  /** The name of the form that the file fills in; empty where it says none that is known. */
  form?: string;
  figures: FilingFigures;
  period: FilingPeriod;
  /** It is of the fiscale eenheid of which this organisation is the parent. */
  unity: boolean;
  /** Each must be confirmed by the member of staff before publishing. */
  questions: ReadingQuestion[];
};

/** The firm's own wishes about dates. */
export async function deadlinePolicy(ctx: Scoped): Promise<DeadlinePolicy> {
  const [firm] = await ctx.db.select().from(firms).where(eq(firms.id, ctx.actor.firmId));
  return {
    approveWorkingDaysBefore: firm?.approveDaysBefore ?? 2,
    yearlyReturnMonths: firm?.yearlyReturnMonths ?? 3,
  };
}

/** A unity's return belongs to the parent: whoever publishes is told which organisation that is, and taken there. */
export type OfTheUnity = { ok: false; reason: "of-the-unity"; parent: { id: string; name: string } };

/**
 * Reads an uploaded document for one organisation. One of somebody else is refused; a period or a sum that surprises
 * becomes a question. A unity's return, with the unity's number, belongs to its parent.
 */
export async function readFor(
  ctx: Scoped,
  organisationId: string,
  bytes: Uint8Array,
): Promise<Result<{ reading: Reading }, ReadRefusal | "other-organisation" | "not-found"> | OfTheUnity> {
  const read = readDocument(bytes);
  if (!read.ok) return read;
  const whose = await whoseIs(ctx, organisationId, read.subject);
  if (typeof whose === "object" && "parent" in whose) return { ok: false, reason: "of-the-unity", ...whose };
  if (typeof whose === "string" && whose !== "unknown") return refuse(whose);
  const policy = await deadlinePolicy(ctx);
  const day = today(now());
  const { stream, taxonomy: form, figures, period, warnings } = read;
  const adoptedOn = adoptionIn(figures)?.on ?? null;
  const questions: ReadingQuestion[] = [...surprises(stream, period, day, policy, adoptedOn), ...warnings];
  if (whose === "unknown") questions.push("no-number-on-file");
  const unity = typeof whose === "object" && whose.unity;
  const dates = datesOf(stream, period, day, policy, adoptedOn);
  return { ok: true, reading: { stream, form, figures, period, unity, ...dates, questions } };
}

/** Whether a number is this organisation's, its unity's, somebody else's, or nothing that we could compare it with. */
export async function whoseIs(
  ctx: Scoped,
  organisationId: string,
  { scheme, number }: Subject,
): Promise<{ unity: boolean } | Pick<OfTheUnity, "parent"> | "unknown" | "other-organisation" | "not-found"> {
  const { firmId } = ctx.actor;
  const one = async (id: string) => {
    const where = and(eq(organisations.firmId, firmId), eq(organisations.id, id));
    return (await ctx.db.select().from(organisations).where(where))[0];
  };
  const organisation = await one(organisationId);
  if (!organisation) return "not-found";
  const open = async (sealed: Buffer | null, place: string) =>
    sealed && (await unsealFrom(ctx, place, sealed)).toString();
  if (scheme === "kvk") {
    if (!organisation.kvkNumber) return "unknown";
    return organisation.kvkNumber === number ? { unity: false } : "other-organisation";
  }
  if (scheme !== "ob") {
    const fiscal = await open(organisation.fiscalNumber, fiscalNumberPlace(organisationId));
    if (!fiscal) return "unknown";
    // A number for payroll taxes begins with that of its owner: 123456782L01.
    return number.slice(0, 9) === fiscal ? { unity: false } : "other-organisation";
  }
  const own = await open(organisation.obNumber, obNumberPlace(organisationId));
  if (own === number) return { unity: false };
  if (number === (await open(organisation.unityNumber, unityNumberPlace(organisationId))))
    return { unity: true };
  const parent = organisation.unityParentId ? await one(organisation.unityParentId) : undefined;
  if (parent && number === (await open(parent.unityNumber, unityNumberPlace(parent.id))))
    return { parent: { id: parent.id, name: parent.name } };
  return own ? "other-organisation" : "unknown";
}

/** Whether another document of the same stream, period and label stands there: since this one was read, it may have come. */
export async function duplicateOf(
  ctx: Scoped,
  organisationId: string,
  { stream, period, label }: { stream: Stream; period: FilingPeriod; label: string | null },
  replaces: string | null = null,
): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: filings.id })
    .from(filings)
    .where(
      and(
        eq(filings.firmId, ctx.actor.firmId),
        eq(filings.organisationId, organisationId),
        eq(filings.stream, stream),
        eq(filings.periodStart, period.start),
        eq(filings.periodEnd, period.end),
        label === null ? isNull(filings.label) : eq(filings.label, label),
        ne(filings.state, "withdrawn"),
        ...(replaces ? [ne(filings.id, replaces)] : []),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** Where an organisation's numbers are sealed for. */
export function obNumberPlace(organisationId: string): string {
  return `organisations.ob_number:${organisationId}`;
}

export function fiscalNumberPlace(organisationId: string): string {
  return `organisations.fiscal_number:${organisationId}`;
}

export function unityNumberPlace(organisationId: string): string {
  return `organisations.unity_number:${organisationId}`;
}
