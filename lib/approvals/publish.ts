import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { filings, type SignatureField } from "@/db/schema/approvals";
import { uploads } from "@/db/schema/files";
import { organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Staff, System } from "@/lib/access/actor";
import { findUpload, keepUpload, type Upload } from "@/lib/dossier/files";
import { now } from "@/lib/ports/clock";
import { type FilingPeriod, today } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { seatsFor, signingSeats } from "./approvers";
import { surprises } from "./deadlines";
import { figuresOf } from "./figures-of";
import { type KindRefusal, kindQuestions, refusalOf } from "./kinds";
import type { Publication } from "./publication";
import { writePublication } from "./publish-write";
import { deadlinePolicy, duplicateOf, type Reading, type ReadingQuestion } from "./reading";
import { after, awaitable, type StateRefusal } from "./rules";
import { canJoin, setOf } from "./signing/seating";
import { streams } from "./streams";
import { standingOn } from "./taken-back";

/** A refusal for want of an answer says to which questions. */
export type Published =
  | { ok: false; reason: "confirm-first"; questions: ReadingQuestion[] }
  | Result<{ id: string }, PublishRefusal>;

type Filing = typeof filings.$inferSelect;
type PublishRefusal =
  | "not-found"
  | "upload-used"
  | KindRefusal
  | "other-period"
  | "already-filed"
  | "no-period"
  | "approver-unknown"
  | "cannot-be-signed"
  | "no-place-to-sign"
  | "nothing-to-sign-with"
  | "nothing-to-wait-for"
  | StateRefusal;

/**
 * Puts a document before its approvers, or before its readers: the files become readable, and the mails are enqueued
 * with it. As a new version of an earlier one it voids every approval of that (B13).
 * @param by `fields`: of a document that is signed, where: one for each seat, in their order. The PDF has them already.
 */
export async function publishFiling(
  ctx: Scoped<Staff | System>,
  input: Publication,
  by: { accountId: string; at?: Date; fields?: readonly SignatureField[] },
): Promise<Published> {
  const { firmId } = ctx.actor;
  const { organisationId, stream } = input;
  const own = and(eq(organisations.firmId, firmId), eq(organisations.id, organisationId));
  const [organisation] = await ctx.db.select({ id: organisations.id }).from(organisations).where(own);
  if (!organisation) return refuse("not-found");
  // Held until the end, always in the same order: of two who publish one upload, the second finds it used.
  const mandateIds = [...new Set(input.signing?.signers.flatMap(({ mandate }) => mandate ?? []))];
  const ids = [input.attachment, input.data, ...input.annexes, ...mandateIds].filter((id) => id !== null);
  await ctx.db
    .select({ id: uploads.id })
    .from(uploads)
    .where(and(eq(uploads.firmId, firmId), inArray(uploads.id, ids)))
    .orderBy(uploads.id)
    .for("update");
  const attachment = await findUpload(ctx, organisationId, input.attachment);
  const data = input.data ? await findUpload(ctx, organisationId, input.data) : null;
  if (!attachment || !["pdf", "html"].includes(attachment.kind)) return refuse("upload-used");
  if (input.data && data?.kind !== "xbrl") return refuse("upload-used");
  const annexes: Upload[] = [];
  for (const id of input.annexes) {
    const annex = await findUpload(ctx, organisationId, id);
    if (annex?.kind !== "annex") return refuse("upload-used");
    annexes.push(annex);
  }
  const mandates: Upload[] = [];
  for (const id of mandateIds) {
    const mandate = await findUpload(ctx, organisationId, id);
    if (mandate?.kind !== "annex") return refuse("upload-used");
    mandates.push(mandate);
  }
  // Written by the upload route and never changed since.
  const reading = data ? (data.reading as Reading) : null;
  const misfit = reading && refusalOf(reading.stream, stream);
  if (misfit) return refuse(misfit);
  const together = input.signing?.together ?? null;
  const held = await lockFilings(ctx, organisationId, [
    ...[input.replaces, input.waitsFor, together],
    ...(input.replaces ? await standingOn(ctx, input.replaces) : []),
  ]);
  const before = held.find(({ id }) => id === input.replaces) ?? null;
  if (input.replaces && (!before || before.stream !== stream)) return refuse("not-found");
  // What was filed stays what it was: its correction is a document of its own, with an approval of its own.
  if (before?.filedAt) return refuse("already-filed");
  // A version is of the same period as the one before it; the day of a letter may have been a slip of the pen.
  const fixed = before && streams[stream].period !== "day" ? periodOf(before) : null;
  const period = reading?.period ?? fixed ?? input.period;
  if (!period) return refuse("no-period");
  if (fixed && (fixed.start !== period.start || fixed.end !== period.end)) return refuse("other-period");
  const allowed = before ? after(before.state, "replace") : null;
  if (allowed && !allowed.ok) return allowed;
  const { signing } = input;
  const { signed } = streams[stream];
  if (signing ? signed === "never" || attachment.kind !== "pdf" : signed === "always")
    return refuse("cannot-be-signed");
  const seats = signing
    ? await signingSeats(ctx, organisationId, stream, signing)
    : await seatsFor(ctx, organisationId, stream, input.approvers);
  if (!seats) return refuse("approver-unknown");
  if (signing && by.fields?.length !== seats.seats.length) return refuse("no-place-to-sign");
  const partner = held.find(({ id }) => id === together && id !== input.replaces) ?? null;
  if (together && !(partner && (await canJoin(ctx, partner)))) return refuse("nothing-to-sign-with");
  const first = held.find(({ id }) => id === input.waitsFor && id !== input.replaces) ?? null;
  if (input.waitsFor && !canBeWaitedFor(first)) return refuse("nothing-to-wait-for");
  // Completed meanwhile: nothing would ever release what waits for it.
  const completed = first?.state === "completed" ? first : null;
  const waitsFor = completed ? null : input.waitsFor;
  const releasedAfter = waitsFor ? null : (completed?.id ?? before?.releasedAfter ?? null);
  const label = input.label ?? (reading?.unity ? "fiscale eenheid" : null);
  // A period that was typed can surprise as well as one that was read; that of an earlier version was answered then.
  const typed = !reading && !fixed && streams[stream].approvers !== "nobody";
  const asked: ReadingQuestion[] = typed
    ? surprises(stream, period, today(now()), await deadlinePolicy(ctx))
    : [...(reading?.questions ?? []), ...(reading ? kindQuestions(reading, stream) : [])];
  await lockPeriods(ctx, organisationId, stream);
  if (await duplicateOf(ctx, organisationId, { stream, period, label }, input.replaces))
    asked.push("duplicate-period");
  // Asked by a day that is over, nobody would have any time to look at it.
  if (input.approveBy !== null && input.approveBy < today(now())) asked.push("approval-day-passed");
  if (seats.sharedNumber) asked.push("shared-number");
  const open = asked.filter((question) => !input.confirmed.includes(question));
  if (open.length > 0) return { ok: false, reason: "confirm-first", questions: open };

  for (const upload of [attachment, ...(data ? [data] : []), ...annexes, ...mandates]) {
    if (!(await keepUpload(ctx, upload, stream))) return refuse("upload-used");
  }
  const id = before?.id ?? newId();
  const figures = figuresOf(input, reading);
  const said = { ...input, waitsFor };
  const set = partner ? await setOf(ctx, partner) : (before?.signingSet ?? null);
  await writePublication(ctx, {
    ...{
      id,
      input: said,
      before,
      releasedAfter,
      period,
      label,
      figures,
      attachment,
      data,
      annexes,
      seats,
      set,
      by,
    },
  });
  return { ok: true, id };
}

function periodOf({ periodStart, periodEnd }: Filing): FilingPeriod {
  return { start: periodStart, end: periodEnd };
}

/** Those of these documents that are the organisation's, held until the end; always in the same order, as decisions are. */
async function lockFilings(ctx: Scoped, organisationId: string, ids: (string | null)[]): Promise<Filing[]> {
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return [];
  return ctx.db
    .select()
    .from(filings)
    .where(
      and(
        eq(filings.firmId, ctx.actor.firmId),
        inArray(filings.id, wanted),
        eq(filings.organisationId, organisationId),
      ),
    )
    .orderBy(asc(filings.id))
    .for("update");
}

/** Until the end: of two who publish in one stream of a client at one moment, the second sees what the first published. */
async function lockPeriods(ctx: Scoped, organisationId: string, stream: Filing["stream"]): Promise<void> {
  const which = `${ctx.actor.firmId}:${organisationId}:${stream}`;
  await ctx.db.execute(sql`select pg_advisory_xact_lock(7215304, hashtext(${which}))`);
}

/** Annual accounts that are completed, or that somebody will still complete. */
function canBeWaitedFor(filing: Filing | null): boolean {
  return filing?.stream === "annualAccounts" && awaitable.includes(filing.state);
}
