import { and, eq } from "drizzle-orm";
import {
  filingAnnexes,
  filingApprovers,
  filings,
  filingVersions,
  type SignatureField,
} from "@/db/schema/approvals";
import { accounts } from "@/db/schema/identity";
import type { Scoped } from "@/db/scope";
import type { Staff, System } from "@/lib/access/actor";
import { type AuditEvent, record } from "@/lib/audit/record";
import type { Upload } from "@/lib/dossier/files";
import { enqueue } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import type { FilingPeriod } from "@/lib/shared/dates";
import { manifestHash } from "@/lib/shared/manifest";
import { adoptedBefore } from "./adopted";
import type { Seating } from "./approvers";
import type { Publication } from "./publication";
import { referenceOf } from "./reference";
import { releasedBy } from "./released-by";
import type { Figures } from "./shapes";
import { forgetHands } from "./signing/keep";
import { placed } from "./signing/seating";
import { streams } from "./streams";
import { takeBackAdoption } from "./taken-back";
import { searchTextOf } from "./title";

type Filing = typeof filings.$inferSelect;

/** A publication of which everything was looked at. */
export type Writing = {
  id: string;
  input: Publication;
  before: Filing | null;
  /** What it would wait for, were that not complete already. */
  releasedAfter: string | null;
  period: FilingPeriod;
  label: string | null;
  figures: Figures;
  attachment: Upload;
  data: Upload | null;
  annexes: Upload[];
  seats: Seating;
  set: string | null;
  by: { accountId: string; at?: Date; fields?: readonly SignatureField[] };
};

/** Writes the document, its version, its seats and what others must hear of it. */
export async function writePublication(ctx: Scoped<Staff | System>, writing: Writing): Promise<void> {
  const {
    id,
    input,
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
  } = writing;
  const { firmId } = ctx.actor;
  const { organisationId, stream, paymentReference, details } = input;
  const at = by.at ?? now();
  const traits = streams[stream];
  const version = (before?.version ?? 0) + 1;
  const { amount } = figures;
  // Whoever gets money back, or an assessment first, has nothing to pay now.
  const due = traits.paid === "on-return" ? input.fileBy : (details.payBy ?? null);
  const payBy = amount !== null && amount > 0 ? due : null;
  // The words of earlier versions too, for whatever was seen stays findable (F61).
  const found = (reference: string) =>
    searchTextOf(titled, reference, [attachment.name, ...Object.values(details), before?.searchText ?? ""]);
  const name = await nameOf(ctx, by.accountId);
  const titled = { stream, period, label };
  const title = { label, periodStart: period.start, periodEnd: period.end };
  const changing = {
    ...title,
    year: Number(period.end.slice(0, 4)),
    version,
    state: traits.approvers === "nobody" ? ("toRead" as const) : ("open" as const),
    amount,
    approveBy: input.approveBy,
    fileBy: input.fileBy,
    payBy,
    expiresOn: input.expiresOn,
    waitsFor: input.waitsFor,
    ...(await releasedBy(ctx, releasedAfter)),
    // Accounts that were adopted before their publication is put ready.
    adoptedOn: await adoptedBefore(ctx, { organisationId, stream, period }),
    signingSet: set,
    publishedBy: by.accountId,
    publishedByName: name,
    publishedAt: at,
    changedAt: at,
    completedAt: null,
  };
  const undone: AuditEvent[] = [];
  if (before) {
    await ctx.db
      .update(filings)
      .set({ ...changing, searchText: found(before.reference) })
      .where(and(eq(filings.firmId, firmId), eq(filings.id, id), eq(filings.version, before.version)));
    await forgetHands(ctx, id);
    undone.push(...(await takeBackAdoption(ctx, before)));
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
  const seated = placed(seats.seats, by.fields);
  const hash = manifestHash({
    filing: id,
    version,
    ...title,
    attachment: attachment.sha256,
    data: data?.sha256 ?? null,
    annexes: annexes.map(({ sha256 }) => sha256),
    figures,
    amount,
    payBy,
    paymentReference,
    details,
    ...(input.signing ? { signing: seated.map(({ turn: _, ...seat }) => seat) } : {}),
  });
  const place = { firmId, filingId: id, version, organisationId, stream };
  await ctx.db.insert(filingVersions).values({
    ...place,
    ...title,
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
    signing: input.signing !== null,
    adopts: stream === "annualAccounts" && (input.signing?.adopts ?? false),
    createdBy: by.accountId,
    createdByName: name,
    createdAt: at,
  });
  if (annexes.length > 0) {
    await ctx.db
      .insert(filingAnnexes)
      .values(annexes.map((annex, index) => ({ ...place, fileId: annex.id, place: index })));
  }
  if (seated.length > 0) {
    await ctx.db
      .insert(filingApprovers)
      .values(seated.map((seat, index) => ({ ...place, ...seat, seat: index })));
  }
  await enqueue(ctx, {
    kind: "filing.published",
    payload: { filing: id, version },
    subject: `filing:${id}`,
    idempotencyKey: `filing.published:${id}:${version}`,
  });
  if (before) {
    // About the version before: whoever goes on with its approval has to stop.
    await enqueue(ctx, {
      kind: "filing.replaced",
      payload: { filing: id, version: before.version },
      subject: `filing:${id}`,
      idempotencyKey: `filing.replaced:${id}:${before.version}`,
    });
  }
  const event = {
    action: before ? "filing.replaced" : "filing.published",
    subject: `filing:${id}`,
    accountId: by.accountId,
    data: { version, manifest: hash, organisation: organisationId, stream },
  };
  await record(ctx, event, ...undone);
}

async function nameOf(ctx: Scoped, accountId: string): Promise<string> {
  const where = and(eq(accounts.firmId, ctx.actor.firmId), eq(accounts.id, accountId));
  const [row] = await ctx.db.select({ name: accounts.name }).from(accounts).where(where);
  return row?.name ?? "";
}
