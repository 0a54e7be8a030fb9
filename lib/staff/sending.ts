import { and, desc, eq, inArray, lt, ne, or } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { accounts } from "@/db/schema/identity";
import { organisations } from "@/db/schema/organisations";
import { type JobStatus, outbox } from "@/db/schema/outbox";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import type { Stream } from "@/lib/approvals/shapes";
import { telephoneOf } from "@/lib/identity/text-number";
import type { MailFacts, MailTemplate } from "@/lib/notifications/template";
import { mailWords } from "@/lib/notifications/words";
import { type Fault, faultOf } from "@/lib/outbox/rules";
import type { FilingPeriod, Language } from "@/lib/shared/dates";
import { isId } from "@/lib/shared/ids";

const pageSize = 50;

/** The states of a job, as they stand in the address of the page. */
export const sendingStates = {
  wacht: "waiting",
  bezig: "running",
  verstuurd: "done",
  mislukt: "failed",
  onbekend: "unknown",
  verlopen: "expired",
} as const satisfies Record<string, JobStatus>;

export type SentDocument = { id: string; stream: Stream; label: string | null; period: FilingPeriod };

export type Sending = {
  id: string;
  kind: string;
  /** What the mail says in its subject, or what the code is for; null when its kind says it all. */
  title: string | null;
  organisation: string | null;
  /** What it is about, when that is one document. */
  document: SentDocument | null;
  to: { name: string; lastDigits: string | null } | null;
  status: JobStatus;
  createdAt: Date;
  attempts: number;
  /** Since when somebody is at it, when it is tried again, when it was over: as far as it has come. */
  takenAt: Date | null;
  nextAt: Date | null;
  doneAt: Date | null;
  fault: Fault | null;
  /** Whether a person may send it again, or say that it arrived. */
  retryable: boolean;
};

/** Where the list goes on: the last row that was shown. */
export type SendingCursor = { at: Date; id: string };

export function parseSendingCursor(text: string | string[] | undefined): SendingCursor | null {
  const [at = "", id = ""] = (typeof text === "string" ? text : "").split("_");
  return /^\d{1,14}$/.test(at) && isId(id) ? { at: new Date(Number(at)), id } : null;
}

/** What leaves the house, newest first, as far as this colleague reaches; by key and never by counting. Two statements. */
export async function sendings(
  ctx: Scoped<Staff>,
  firmName: string,
  status: JobStatus | null = null,
  after: SendingCursor | null = null,
): Promise<{ rows: Sending[]; next: string | null }> {
  const { firmId } = ctx.actor;
  const found = await ctx.db
    .select({
      id: outbox.id,
      kind: outbox.kind,
      payload: outbox.payload,
      subject: outbox.subject,
      organisation: organisations.name,
      name: accounts.name,
      mobile: accounts.mobile,
      language: accounts.language,
      status: outbox.status,
      createdAt: outbox.createdAt,
      attempts: outbox.attempts,
      takenAt: outbox.takenAt,
      runAfter: outbox.runAfter,
      doneAt: outbox.doneAt,
      lastError: outbox.lastError,
      retryable: outbox.retryable,
    })
    .from(outbox)
    .leftJoin(
      organisations,
      and(eq(organisations.firmId, outbox.firmId), eq(organisations.id, outbox.organisationId)),
    )
    .leftJoin(accounts, and(eq(accounts.firmId, outbox.firmId), eq(accounts.id, outbox.accountId)))
    .where(
      and(
        eq(outbox.firmId, firmId),
        status ? eq(outbox.status, status) : undefined,
        // Once an hour, and nobody at the firm can do anything about it: it would hide what they look for.
        ne(outbox.lane, "anchor"),
        after
          ? or(lt(outbox.createdAt, after.at), and(eq(outbox.createdAt, after.at), lt(outbox.id, after.id)))
          : undefined,
      ),
    )
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(pageSize + 1);
  const shown = found.slice(0, pageSize);
  const last = shown.at(-1);
  const documents = await documentsOf(ctx, shown);
  const next = found.length > pageSize && last ? `${last.createdAt.getTime()}_${last.id}` : null;
  return {
    rows: shown.map(({ payload, subject, name, mobile, language, runAfter, lastError, ...row }) => ({
      ...row,
      document: documents.get(filingIn(subject) ?? "") ?? null,
      title: titleOf(row.kind, payload, language ?? "nl", firmName),
      to: row.kind.startsWith("webhook.")
        ? { name: String(payload.name), lastDigits: null }
        : name === null
          ? null
          : { name, lastDigits: row.kind === "sms" ? (telephoneOf(mobile)?.slice(-2) ?? null) : null },
      takenAt: row.status === "running" ? row.takenAt : null,
      nextAt: row.status === "waiting" ? runAfter : null,
      fault: lastError === null ? null : faultOf(lastError),
    })),
    next,
  };
}

function filingIn(subject: string | null): string | null {
  const id = /^filing:(.*)$/.exec(subject ?? "")?.[1] ?? "";
  return isId(id) ? id : null;
}

/** The documents that these jobs are about, by id, as far as this colleague reaches. */
async function documentsOf(
  ctx: Scoped<Staff>,
  jobs: readonly { subject: string | null }[],
): Promise<Map<string, SentDocument>> {
  const ids = [...new Set(jobs.flatMap(({ subject }) => filingIn(subject) ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({
      id: filings.id,
      stream: filings.stream,
      label: filings.label,
      start: filings.periodStart,
      end: filings.periodEnd,
    })
    .from(filings)
    .where(and(eq(filings.firmId, ctx.actor.firmId), inArray(filings.id, ids)));
  return new Map(rows.map(({ start, end, ...row }) => [row.id, { ...row, period: { start, end } }]));
}

function titleOf(
  kind: string,
  payload: Record<string, unknown>,
  language: Language,
  firm: string,
): string | null {
  if (kind === "sms") return (payload.about as { title?: string } | undefined)?.title ?? null;
  if (kind !== "mail") return null;
  try {
    const words = mailWords[payload.template as MailTemplate]?.[language];
    return words?.({ firm, ...(payload.facts as Omit<MailFacts, "firm">) }).subject ?? null;
  } catch {
    // Written before the words were what they are now.
    return null;
  }
}
