import { and, eq } from "drizzle-orm";
import { uploads } from "@/db/schema/files";
import { inScope } from "@/db/scope";
import type { Staff, System } from "@/lib/access/actor";
import { signingSeats } from "@/lib/approvals/approvers";
import type { Publication, SigningWish } from "@/lib/approvals/publication";
import { type Published, publishFiling } from "@/lib/approvals/publish";
import { streams } from "@/lib/approvals/streams";
import { filingTitle } from "@/lib/approvals/title";
import { findUpload, keepUpload } from "@/lib/dossier/files";
import { type PrepareQuestion, type PrepareRefusal, prepareForSigning } from "@/lib/signing/prepare";

export type PublishedToSign =
  | Published
  | { ok: false; reason: "confirm-first"; questions: [PrepareQuestion] }
  | { ok: false; reason: Exclude<PrepareRefusal, PrepareQuestion> };

/**
 * Gives the PDF its signature fields, outside any transaction, and puts it before those who sign it. Who may sign is asked
 * again when it is published: of two that changed meanwhile one is refused.
 */
export async function publishToSign(
  actor: Staff | System,
  input: Publication & { signing: SigningWish },
  by: { accountId: string; at?: Date },
): Promise<PublishedToSign> {
  const { organisationId, stream, signing, attachment, confirmed } = input;
  const seating = await inScope(actor, (ctx) => signingSeats(ctx, organisationId, stream, signing));
  if (!seating) return { ok: false, reason: "approver-unknown" };
  const prepared = await prepareForSigning(
    actor,
    {
      ...{ organisationId, attachment, seats: seating.seats, where: signing.where },
      title: input.period
        ? filingTitle({ stream, label: input.label, period: input.period }, "nl")
        : [streams[stream].name.nl, input.label].filter(Boolean).join(", "),
      confirmed,
    },
    by.accountId,
  );
  if (!prepared.ok) {
    const { reason } = prepared;
    return isQuestion(reason)
      ? { ok: false, reason: "confirm-first", questions: [reason] }
      : { ok: false, reason };
  }
  const { fields } = prepared;
  return inScope(actor, async (ctx) => {
    // Held until the end: of two who publish one upload, the second finds it used, as with any other document.
    const own = and(eq(uploads.firmId, actor.firmId), eq(uploads.id, attachment));
    await ctx.db.select({ id: uploads.id }).from(uploads).where(own).for("update");
    const original = await findUpload(ctx, organisationId, attachment);
    if (!original) return { ok: false, reason: "upload-used" };
    const published = await publishFiling(
      ctx,
      { ...input, attachment: prepared.attachment },
      { ...by, fields },
    );
    // What staff brought stays as it came, where no client has a right.
    if (published.ok) await keepUpload(ctx, original, "withdrawn");
    return published;
  });
}

function isQuestion(reason: PrepareRefusal): reason is PrepareQuestion {
  return reason === "signatures-unjudged" || reason === "added-to-since" || reason === "pdf-mended";
}
