import { and, desc, eq } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { type Cursor, cutAt, olderThan, parseCursor } from "@/lib/approvals/queries";
import { type FilingReport, reportsOf } from "@/lib/approvals/report";
import { record } from "@/lib/audit/record";
import type { StaffFilters } from "./filters";
import { staffNarrowedTo } from "./queries";

/** So many documents an export holds at most; the screen says so. */
export const mostExported = 10_000;
const pageSize = 250;

export type ExportFormat = "csv" | "json";

/** Leaves a trace of an export, before its first line: who read what of whom belongs to the firm (statement 51). */
export async function noteExport(
  ctx: Scoped<Staff>,
  format: ExportFormat,
  filters: StaffFilters,
): Promise<void> {
  await record(ctx, {
    action: "filings.exported",
    subject: `firm:${ctx.actor.firmId}`,
    data: { format, filters, reach: ctx.actor.reach },
  });
}

/** One page of an export: what the list of documents shows under these filters, newest first, by key. Three statements. */
export async function exportPage(
  ctx: Scoped<Staff>,
  filters: StaffFilters,
  after: Cursor | null,
): Promise<{ reports: FilingReport[]; next: Cursor | null }> {
  const rows = await ctx.db
    .select({ id: filings.id, publishedAt: filings.publishedAt })
    .from(filings)
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .where(and(eq(filings.firmId, ctx.actor.firmId), ...staffNarrowedTo(ctx, filters), olderThan(after)))
    .orderBy(desc(filings.publishedAt), desc(filings.id))
    .limit(pageSize + 1);
  const { shown, next } = cutAt(pageSize, rows);
  return { reports: await reportsOf(ctx, shown), next: next === null ? null : parseCursor(next) };
}

/**
 * An export as text, piece by piece: each page is read in a transaction of its own, and nothing is held in between.
 * @param read reads the page after a cursor, in the scope of whoever asked
 * @param most how many documents at most; a last line says it when there were more
 */
export async function* exported(
  format: ExportFormat,
  read: (after: Cursor | null) => ReturnType<typeof exportPage>,
  lines: { head: string; line(report: FilingReport): string; more(count: number): string },
  most = mostExported,
): AsyncGenerator<string> {
  yield format === "csv" ? lines.head : '{"filings":[';
  let count = 0;
  let after: Cursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof exportPage>> = await read(after);
    let text = "";
    for (const report of page.reports.slice(0, most - count)) {
      text += format === "csv" ? lines.line(report) : `${count > 0 ? "," : ""}${JSON.stringify(report)}`;
      count++;
    }
    yield text;
    after = page.next;
    if (count >= most && (after !== null || page.reports.length > most)) {
      yield format === "csv" ? lines.more(most) : '],"complete":false}';
      return;
    }
  } while (after !== null);
  if (format === "json") yield '],"complete":true}';
}
