import { and, eq, inArray } from "drizzle-orm";
import { filingAnnexes, filingApprovers, filings, filingVersions } from "@/db/schema/approvals";
import { uploads } from "@/db/schema/files";
import { accounts } from "@/db/schema/identity";
import { organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Staff, System } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { findUpload, keepUpload, type Upload } from "@/lib/dossier/files";
import { enqueue } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { type FilingPeriod, today } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { type Seating, seatsFor } from "./approvers";
import { surprises } from "./deadlines";
import { manifestHash } from "./manifest";
import type { Publication } from "./publication";
import { deadlinePolicy, duplicateOf, type Reading, type ReadingQuestion } from "./reading";
import { referenceOf } from "./reference";
import { after, type StateRefusal } from "./rules";
import type { Figures } from "./shapes";
import { streams } from "./streams";
import { filingTitle } from "./title";

/** A refusal for want of an answer says to which questions. */
export type Published =
  | { ok: false; reason: "confirm-first"; questions: ReadingQuestion[] }
  | Result<{ id: string }, PublishRefusal>;

type PublishRefusal =
  | "not-found"
  | "upload-used"
  | "other-stream"
  | "other-period"
  | "no-period"
  | "approver-unknown"
  | "nothing-to-wait-for"
  | StateRefusal;

/**
 * Puts a document before its approvers, or before its readers: the files become readable, and the mails are enqueued
 * with it. As a new version of an earlier one it voids every approval of that (B13).
 */
export async function publishFiling(
  ctx: Scoped<Staff | System>,
  input: Publication,
  by: { accountId: string; at?: Date },
): Promise<Published> {
  const { firmId } = ctx.actor;
  const { organisationId, stream } = input;
  const own = and(eq(organisations.firmId, firmId), eq(organisations.id, organisationId));
  const [organisation] = await ctx.db.select({ id: organisations.id }).from(organisations).where(own);
  if (!organisation) return refuse("not-found");
  // Held until the end, always in the same order: of two who publish one upload, the second finds it used.
  const ids = [input.attachment, input.data, ...input.annexes].filter((id) => id !== null);
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
  // Written by the upload route and never changed since.
  const reading = data ? (data.reading as Reading) : null;
  if (reading && !fits(reading.stream, stream)) return refuse("other-stream");
  const before = input.replaces ? await lockFiling(ctx, organisationId, input.replaces) : null;
  if (input.replaces && (!before || before.stream !== stream)) return refuse("not-found");
  // A version is of the same period as the one before it; the day of a letter may have been a slip of the pen.
  const fixed = before && streams[stream].period !== "day" ? periodOf(before) : null;
  const period = reading?.period ?? fixed ?? input.period;
  if (!period) return refuse("no-period");
  if (fixed && (fixed.start !== period.start || fixed.end !== period.end)) return refuse("other-period");
  const allowed = before ? after(before.state, "replace") : null;
  if (allowed && !allowed.ok) return allowed;
  const seats = await seatsFor(ctx, organisationId, stream, input.approvers);
  if (!seats) return refuse("approver-unknown");
  if (input.waitsFor && !(await lockFiling(ctx, organisationId, input.waitsFor)))
    return refuse("nothing-to-wait-for");
  const label = input.label ?? (reading?.unity ? "fiscale eenheid" : null);
  // A period that was typed can surprise as well as one that was read; that of an earlier version was answered then.
  const typed = !reading && !fixed && streams[stream].approvers !== "nobody";
  const asked: ReadingQuestion[] = typed
    ? surprises(stream, period, today(now()), await deadlinePolicy(ctx))
    : [...(reading?.questions ?? [])];
  if (await duplicateOf(ctx, organisationId, { stream, period, label }, input.replaces))
    asked.push("duplicate-period");
  if (seats.sharedNumber) asked.push("shared-number");
  const open = asked.filter((question) => !input.confirmed.includes(question));
  if (open.length > 0) return { ok: false, reason: "confirm-first", questions: open };

  for (const upload of [attachment, ...(data ? [data] : []), ...annexes]) {
    if (!(await keepUpload(ctx, upload, stream))) return refuse("upload-used");
  }
  const id = before?.id ?? newId();
  const figures = figuresOf(input, reading);
  await write(ctx, { id, input, before, period, label, figures, attachment, data, annexes, seats, by });
  return { ok: true, id };
}

type Writing = {
  id: string;
  input: Publication;
  before: typeof filings.$inferSelect | null;
  period: FilingPeriod;
  label: string | null;
  figures: Figures;
  attachment: Upload;
  data: Upload | null;
  annexes: Upload[];
  seats: Seating;
  by: { accountId: string; at?: Date };
};

async function write(ctx: Scoped<Staff | System>, writing: Writing): Promise<void> {
  const { id, input, before, period, label, figures, attachment, data, annexes, seats, by } = writing;
  const { firmId } = ctx.actor;
  const { organisationId, stream, paymentReference, details } = input;
  const at = by.at ?? now();
  const traits = streams[stream];
  const version = (before?.version ?? 0) + 1;
  const { amount } = figures;
  // Whoever gets money back, or an assessment first, has nothing to pay now.
  const due = traits.paid === "on-return" ? input.fileBy : (details.payBy ?? null);
  const payBy = amount !== null && amount > 0 ? due : null;
  const found = (reference: string) =>
    [
      filingTitle(titled, "nl"),
      filingTitle(titled, "en"),
      reference,
      attachment.name,
      ...Object.values(details),
    ]
      .join(" ")
      .toLowerCase();
  const name = await nameOf(ctx, by.accountId);
  const titled = { stream, period, label };
  const changing = {
    label,
    periodStart: period.start,
    periodEnd: period.end,
    year: Number(period.end.slice(0, 4)),
    version,
    state: traits.approvers === "nobody" ? ("toRead" as const) : ("open" as const),
    stateReason: null,
    amount,
    approveBy: input.approveBy,
    fileBy: input.fileBy,
    payBy,
    expiresOn: input.expiresOn,
    waitsFor: input.waitsFor,
    publishedBy: by.accountId,
    publishedByName: name,
    publishedAt: at,
    changedAt: at,
    completedAt: null,
  };
  if (before) {
    await ctx.db
      .update(filings)
      .set({ ...changing, searchText: found(before.reference) })
      .where(and(eq(filings.firmId, firmId), eq(filings.id, id), eq(filings.version, before.version)));
  } else {
    for (let attempt = 0, made = false; !made; attempt++) {
      const reference = referenceOf(stream, period, id, attempt);
      const values = { ...changing, firmId, id, organisationId, stream, reference };
      // Another of the firm may have the same reference, out of reach for whoever publishes: then the next one.
      const rows = await ctx.db
        .insert(filings)
        .values({ ...values, searchText: found(reference) })
        .onConflictDoNothing({ target: [filings.firmId, filings.reference] })
        .returning({ id: filings.id });
      made = rows.length > 0;
    }
  }
  const hash = manifestHash({
    filing: id,
    version,
    attachment: attachment.sha256,
    data: data?.sha256 ?? null,
    annexes: annexes.map(({ sha256 }) => sha256),
    figures,
    amount,
    payBy,
    paymentReference,
    details,
  });
  const place = { firmId, filingId: id, version, organisationId, stream };
  await ctx.db.insert(filingVersions).values({
    ...place,
    attachmentFileId: attachment.id,
    attachmentName: attachment.name,
    attachmentMime: attachment.mime,
    attachmentBytes: attachment.bytes,
    attachmentPages: attachment.pages,
    attachmentSha256: attachment.sha256,
    dataFileId: data?.id ?? null,
    figures,
    amount,
    payBy,
    paymentReference,
    details,
    note: input.note,
    manifestHash: hash,
    createdBy: by.accountId,
    createdByName: name,
    createdAt: at,
  });
  if (annexes.length > 0) {
    await ctx.db
      .insert(filingAnnexes)
      .values(annexes.map((annex, index) => ({ ...place, fileId: annex.id, place: index })));
  }
  if (seats.seats.length > 0) {
    await ctx.db
      .insert(filingApprovers)
      .values(seats.seats.map((seat, index) => ({ ...place, ...seat, seat: index, turn: "asked" as const })));
  }
  await enqueue(ctx, {
    kind: "filing.published",
    payload: { filing: id, version },
    subject: `filing:${id}`,
    idempotencyKey: `filing.published:${id}:${version}`,
  });
  await record(ctx, {
    action: before ? "filing.replaced" : "filing.published",
    subject: `filing:${id}`,
    accountId: by.accountId,
    data: { version, manifest: hash, organisation: organisationId, stream },
  });
}

/** A file is read as what it is; publication and annual accounts come in the same form, and staff say which. */
function fits(read: Reading["stream"], chosen: Publication["stream"]): boolean {
  const accounts = ["annualAccounts", "filingAccounts", "creditReport"];
  return read === chosen || (accounts.includes(read) && accounts.includes(chosen));
}

function figuresOf(input: Publication, reading: Reading | null): Figures {
  const { typed } = streams[input.stream];
  const read = reading?.figures;
  if (read) {
    // What the file says stands; what it leaves out may be typed beside it.
    if (read.kind === "vat" || !reading.questions.includes("figures-missing")) return read;
    const said = read.lines.map(({ labelKey }) => labelKey);
    const added = typed.flatMap(({ labelKey }) => {
      const cents = input.typed[labelKey];
      return cents === undefined || said.includes(labelKey) ? [] : [{ labelKey, cents }];
    });
    const outcome = input.typed[typed.find(({ amount }) => amount)?.labelKey ?? ""];
    return { ...read, lines: [...read.lines, ...added], amount: read.amount ?? outcome ?? null };
  }
  const lines = typed.flatMap(({ labelKey }) => {
    const cents = input.typed[labelKey];
    return cents === undefined ? [] : [{ labelKey, cents }];
  });
  const amountKey = typed.find(({ amount }) => amount)?.labelKey ?? "";
  return { kind: "typed", lines, amount: input.typed[amountKey] ?? null };
}

function periodOf({ periodStart, periodEnd }: typeof filings.$inferSelect): FilingPeriod {
  return { start: periodStart, end: periodEnd };
}

async function lockFiling(ctx: Scoped, organisationId: string, id: string) {
  const [row] = await ctx.db
    .select()
    .from(filings)
    .where(
      and(
        eq(filings.firmId, ctx.actor.firmId),
        eq(filings.id, id),
        eq(filings.organisationId, organisationId),
      ),
    )
    .for("update");
  return row ?? null;
}

async function nameOf(ctx: Scoped, accountId: string): Promise<string> {
  const where = and(eq(accounts.firmId, ctx.actor.firmId), eq(accounts.id, accountId));
  const [row] = await ctx.db.select({ name: accounts.name }).from(accounts).where(where);
  return row?.name ?? "";
}
