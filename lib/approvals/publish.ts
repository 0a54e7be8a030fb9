import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { filings, filingVersions } from "@/db/schema/approvals";
import { uploads } from "@/db/schema/files";
import { organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Staff, System } from "@/lib/access/actor";
import { record } from "@/lib/audit/record";
import { findUpload, keepUpload } from "@/lib/dossier/files";
import { enqueue } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { parseDay } from "@/lib/shared/dates";
import { sha256Hex } from "@/lib/shared/hash";
import { newId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { manifestHash } from "./manifest";
import { checkPaymentReference } from "./payment-reference";
import { questionsAbout, type VatReading } from "./reading";

const day = z.string().refine((text) => parseDay(text) !== null, "day");

export const publishInput = z
  .object({
    organisatie: z.uuid("choose-organisation"),
    pdf: z.uuid("choose-pdf"),
    xbrl: z.uuid("choose-xbrl"),
    goedkeurenUiterlijk: day,
    indienenUiterlijk: day,
    betalingskenmerk: z.string().max(40).default(""),
    /** Surprises that the member of staff has answered "yes, it is right" to. */
    bevestigd: z.union([z.string(), z.array(z.string())]).optional(),
  })
  .transform((form, issues) => {
    const reference =
      form.betalingskenmerk.trim() === "" ? null : checkPaymentReference(form.betalingskenmerk);
    if (reference && !reference.ok) {
      issues.addIssue({ code: "custom", path: ["betalingskenmerk"], message: "payment-reference" });
    }
    if (form.goedkeurenUiterlijk > form.indienenUiterlijk) {
      issues.addIssue({ code: "custom", path: ["goedkeurenUiterlijk"], message: "approve-after-file" });
    }
    return {
      organisationId: form.organisatie,
      pdf: form.pdf,
      xbrl: form.xbrl,
      approveBy: form.goedkeurenUiterlijk,
      fileBy: form.indienenUiterlijk,
      paymentReference: reference?.ok ? reference.value : null,
      confirmed: [form.bevestigd ?? []].flat(),
    };
  });

export type PublishFiling = z.output<typeof publishInput>;
export type Published = Result<{ id: string }, "not-found" | "upload-used" | "confirm-first">;

/** Puts a VAT return before its approvers: the files become readable, and the mails are enqueued with it. */
export async function publishFiling(
  ctx: Scoped<Staff | System>,
  input: PublishFiling,
  by: { accountId: string; at?: Date },
): Promise<Published> {
  const { firmId } = ctx.actor;
  const { organisationId } = input;
  const own = and(eq(organisations.firmId, firmId), eq(organisations.id, organisationId));
  const [organisation] = await ctx.db.select().from(organisations).where(own);
  if (!organisation) return refuse("not-found");
  // Held until the end, always in the same order: of two who publish one upload, the second finds it used.
  await ctx.db
    .select({ id: uploads.id })
    .from(uploads)
    .where(and(eq(uploads.firmId, firmId), inArray(uploads.id, [input.pdf, input.xbrl])))
    .orderBy(uploads.id)
    .for("update");
  const pdf = await findUpload(ctx, organisationId, input.pdf);
  const xbrl = await findUpload(ctx, organisationId, input.xbrl);
  if (pdf?.kind !== "pdf" || xbrl?.kind !== "xbrl") return refuse("upload-used");
  const reading = xbrl.reading as VatReading;
  const questions = await questionsAbout(ctx, organisationId, reading);
  if (questions.some((question) => !input.confirmed.includes(question))) return refuse("confirm-first");

  if (!(await keepUpload(ctx, pdf, "vat")) || !(await keepUpload(ctx, xbrl, "vat")))
    return refuse("upload-used");
  const id = newId();
  const at = by.at ?? now();
  const { figures, period } = reading;
  const payBy = figures.amount > 0 ? input.fileBy : null;
  const { paymentReference } = input;
  await ctx.db.insert(filings).values({
    firmId,
    id,
    organisationId,
    stream: "vat",
    reference: `OB-${period.end.slice(0, 7)}-${sha256Hex(id).slice(0, 5).toUpperCase()}`,
    periodStart: period.start,
    periodEnd: period.end,
    state: "open",
    version: 1,
    amount: figures.amount,
    approveBy: input.approveBy,
    fileBy: input.fileBy,
    payBy,
    publishedBy: by.accountId,
    publishedAt: at,
  });
  const hash = manifestHash({
    filing: id,
    version: 1,
    pdf: pdf.sha256,
    xbrl: xbrl.sha256,
    figures,
    amount: figures.amount,
    payBy,
    paymentReference,
  });
  await ctx.db.insert(filingVersions).values({
    firmId,
    filingId: id,
    version: 1,
    organisationId,
    stream: "vat",
    pdfFileId: pdf.id,
    xbrlFileId: xbrl.id,
    figures,
    paymentReference,
    manifestHash: hash,
    createdBy: by.accountId,
    createdAt: at,
  });
  await enqueue(ctx, {
    kind: "filing.published",
    payload: { filing: id },
    subject: `filing:${id}`,
    idempotencyKey: `filing.published:${id}:1`,
  });
  await record(ctx, {
    action: "filing.published",
    subject: `filing:${id}`,
    accountId: by.accountId,
    data: { version: 1, manifest: hash, organisation: organisationId },
  });
  return { ok: true, id };
}
