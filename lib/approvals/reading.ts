import { and, eq } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import { unsealFrom } from "@/lib/access/firm-key";
import { now } from "@/lib/ports/clock";
import { type FilingPeriod, type PlainDate, today } from "@/lib/shared/dates";
import { type Result, refuse } from "@/lib/shared/result";
import { type PeriodQuestion, surprises, vatDeadlines } from "./deadlines";
import type { VatFigures } from "./vat/figures";
import { readVatReturn, type VatRefusal } from "./vat/read";
import type { VatWarning } from "./vat/warnings";

export type ReadingQuestion = PeriodQuestion | VatWarning | "duplicate-period" | "no-ob-number-on-file";

/** What was read from an uploaded VAT return, and what surprised us about it. */
export type VatReading = {
  figures: VatFigures;
  period: FilingPeriod;
  approveBy: PlainDate;
  fileBy: PlainDate;
  /** Each must be confirmed by the member of staff before publishing. */
  questions: ReadingQuestion[];
};

/**
 * Reads an uploaded return for one organisation. A return of somebody else is refused; a period or a sum
 * that surprises becomes a question.
 */
export async function readReturnFor(
  ctx: Scoped,
  organisationId: string,
  bytes: Uint8Array,
): Promise<Result<{ reading: VatReading }, VatRefusal | "other-organisation" | "not-found">> {
  const read = readVatReturn(bytes);
  if (!read.ok) return read;
  const own = and(eq(organisations.firmId, ctx.actor.firmId), eq(organisations.id, organisationId));
  const [organisation] = await ctx.db.select().from(organisations).where(own);
  if (!organisation) return refuse("not-found");
  const onFile =
    organisation.obNumber && (await unsealFrom(ctx, obNumberPlace(organisationId), organisation.obNumber));
  if (onFile && onFile.toString() !== read.obNumber) return refuse("other-organisation");

  const questions: ReadingQuestion[] = [...surprises(read.period, today(now())), ...read.warnings];
  if (!onFile) questions.push("no-ob-number-on-file");
  const { approveBy, fileBy } = vatDeadlines(read.period);
  return { ok: true, reading: { figures: read.figures, period: read.period, approveBy, fileBy, questions } };
}

/** Everything to confirm about a return at this moment: since it was read, another of its period may have come. */
export async function questionsAbout(
  ctx: Scoped,
  organisationId: string,
  { questions, period }: VatReading,
): Promise<ReadingQuestion[]> {
  const [twin] = await ctx.db
    .select({ id: filings.id })
    .from(filings)
    .where(
      and(
        eq(filings.firmId, ctx.actor.firmId),
        eq(filings.organisationId, organisationId),
        eq(filings.stream, "vat"),
        eq(filings.periodStart, period.start),
        eq(filings.periodEnd, period.end),
      ),
    )
    .limit(1);
  return twin ? [...questions, "duplicate-period"] : questions;
}

/** Where an organisation's OB number is sealed for. */
export function obNumberPlace(organisationId: string): string {
  return `organisations.ob_number:${organisationId}`;
}
