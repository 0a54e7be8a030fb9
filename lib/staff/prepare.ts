import { and, desc, eq, inArray } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { adoptionsOf } from "@/lib/approvals/adopted";
import { type PossibleApprover, possibleApprovers } from "@/lib/approvals/approvers";
import { kindQuestions } from "@/lib/approvals/kinds";
import { deadlinePolicy, duplicateOf, type Reading, type ReadingQuestion } from "@/lib/approvals/reading";
import type { FilingState, Stream } from "@/lib/approvals/shapes";
import { findUpload } from "@/lib/dossier/files";
import type { FilingPeriod, PlainDate } from "@/lib/shared/dates";

export type PreparedFile = {
  id: string;
  name: string;
  kind: "pdf" | "html" | "xbrl" | "annex";
  pages: number | null;
};

/** Everything that the second step of publishing shows. */
export type Prepared = {
  attachment: PreparedFile;
  data: PreparedFile | null;
  annexes: PreparedFile[];
  reading: Reading | null;
  questions: ReadingQuestion[];
  approvers: (Omit<PossibleApprover, "mobile"> & { sharesNumber: boolean })[];
  policy: { approveWorkingDaysBefore: number; yearlyReturnMonths: number };
  /** What a publication may have to wait for: the annual accounts that are not finished, the newest first. */
  accounts: { id: string; period: FilingPeriod }[];
  /** When the accounts of which years were adopted, of a publication; what was said last goes first. */
  adoptions: { yearEnd: PlainDate; on: PlainDate }[];
  /** The document of which this becomes a new version. */
  replaces: {
    id: string;
    stream: Stream;
    label: string | null;
    period: FilingPeriod;
    state: FilingState;
  } | null;
};

/** Uploads of one organisation that are ready to be confirmed; null when one is gone or was used. */
export async function preparedUploads(
  ctx: Scoped<Staff>,
  organisationId: string,
  ids: { attachment: string; data: string | null; annexes: string[]; replaces: string | null },
  stream: Stream | null,
): Promise<Prepared | null> {
  const attachment = await file(ctx, organisationId, ids.attachment, ["pdf", "html"]);
  if (!attachment) return null;
  const found = ids.data ? await findUpload(ctx, organisationId, ids.data) : null;
  if (ids.data && found?.kind !== "xbrl") return null;
  const annexes = await Promise.all(ids.annexes.map((id) => file(ctx, organisationId, id, ["annex"])));
  if (annexes.some((annex) => annex === null)) return null;
  // Written by the upload route and never changed since.
  const reading = found ? (found.reading as Reading) : null;
  const chosen = stream ?? reading?.stream ?? null;
  const replaces = ids.replaces ? await filingOf(ctx, organisationId, ids.replaces) : null;
  if (ids.replaces && !replaces) return null;
  const twin =
    reading && chosen
      ? await duplicateOf(
          ctx,
          organisationId,
          { stream: chosen, period: reading.period, label: reading.unity ? "fiscale eenheid" : null },
          ids.replaces,
        )
      : false;
  const people = chosen ? await possibleApprovers(ctx, organisationId, chosen) : [];
  return {
    attachment,
    data: found && { id: found.id, name: found.name, kind: found.kind, pages: found.pages },
    annexes: annexes.filter((annex) => annex !== null),
    reading,
    questions: [
      ...(reading?.questions ?? []),
      ...(reading && chosen ? kindQuestions(reading, chosen) : []),
      ...(twin ? (["duplicate-period"] as const) : []),
    ],
    approvers: people.map(({ mobile, ...person }) => ({
      ...person,
      sharesNumber: people.filter((other) => mobile !== null && other.mobile === mobile).length > 1,
    })),
    policy: await deadlinePolicy(ctx),
    accounts: chosen === "filingAccounts" ? await openAccounts(ctx, organisationId) : [],
    adoptions: chosen === "filingAccounts" ? await adoptionsOf(ctx, organisationId) : [],
    replaces,
  };
}

async function file(
  ctx: Scoped<Staff>,
  organisationId: string,
  id: string,
  kinds: PreparedFile["kind"][],
): Promise<PreparedFile | null> {
  const upload = await findUpload(ctx, organisationId, id);
  if (!upload || !kinds.includes(upload.kind)) return null;
  return { id: upload.id, name: upload.name, kind: upload.kind, pages: upload.pages };
}

async function openAccounts(ctx: Scoped<Staff>, organisationId: string): Promise<Prepared["accounts"]> {
  const rows = await ctx.db
    .select({ id: filings.id, start: filings.periodStart, end: filings.periodEnd })
    .from(filings)
    .where(
      and(
        eq(filings.firmId, ctx.actor.firmId),
        eq(filings.organisationId, organisationId),
        eq(filings.stream, "annualAccounts"),
        inArray(filings.state, ["open", "readyToSend", "rejected"]),
      ),
    )
    .orderBy(desc(filings.periodEnd), desc(filings.id));
  return rows.map(({ id, ...period }) => ({ id, period }));
}

async function filingOf(
  ctx: Scoped<Staff>,
  organisationId: string,
  id: string,
): Promise<Prepared["replaces"]> {
  const [row] = await ctx.db
    .select({
      id: filings.id,
      stream: filings.stream,
      label: filings.label,
      start: filings.periodStart,
      end: filings.periodEnd,
      state: filings.state,
    })
    .from(filings)
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .where(
      and(
        eq(filings.firmId, ctx.actor.firmId),
        eq(filings.organisationId, organisationId),
        eq(filings.id, id),
      ),
    );
  if (!row) return null;
  const { start, end, ...rest } = row;
  return { ...rest, period: { start, end } };
}
