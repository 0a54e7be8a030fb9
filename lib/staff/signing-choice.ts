import { and, desc, eq, inArray } from "drizzle-orm";
import { filingApprovers, filings, filingVersions } from "@/db/schema/approvals";
import { inScope, type Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { type PossibleApprover, possibleAccountants, possibleApprovers } from "@/lib/approvals/approvers";
import { undecided } from "@/lib/approvals/rules";
import type { Stream } from "@/lib/approvals/shapes";
import { findUpload, openUpload } from "@/lib/dossier/files";
import { type DocumentRefusal, type Place, RefusedDocument } from "@/lib/pades/shapes";
import { DocumentTooHeavy } from "@/lib/pades/thread/lane";
import type { FilingPeriod } from "@/lib/shared/dates";
import { canSign } from "@/lib/signing/certificates";
import { examineUpload } from "@/lib/signing/prepare";

/** What the PDF is like, for whoever says where it is signed; or why it cannot be signed at all. */
export type ToSign =
  | {
      ok: true;
      /** Points, of each page as it is looked at. */
      pages: { width: number; height: number }[];
      /** Fields for a signature that nobody used. */
      fields: { name: string; place: Place }[];
      /** How many others signed it already: then no page can be added. */
      signed: number;
    }
  | { ok: false; reason: DocumentRefusal | "too-heavy" | "upload-used" | "not-a-pdf" };

/** Who signed, or has to, another document; what a form begins with. */
export type EarlierSigners = {
  accountId: string;
  step: number;
  deputyFor: string | null;
}[];

/** Everything that the step "Ondertekening" shows. */
export type SigningChoice = {
  pdf: ToSign;
  clients: Omit<PossibleApprover, "mobile">[];
  accountants: { accountId: string; name: string }[];
  /** Documents of the same client that are still to be signed: this one can be signed in one go with them. */
  open: { id: string; stream: Stream; label: string | null; period: FilingPeriod }[];
  /** Of the document that it is signed with, or of the version before. */
  earlier: EarlierSigners | null;
  /** Without a certificate nothing that is signed gets into the file. */
  canSign: boolean;
};

/**
 * What there is to choose from for a document that is going to be signed. The PDF is opened in a thread of its own, and
 * outside any transaction.
 * @param like the document whose signers are proposed again
 */
export async function signingChoice(
  actor: Staff,
  organisationId: string,
  wish: { attachment: string; stream: Stream; like: string | null },
): Promise<SigningChoice> {
  const { found, ...rest } = await inScope(actor, async (ctx) => {
    const upload = await findUpload(ctx, organisationId, wish.attachment);
    const people = await possibleApprovers(ctx, organisationId, wish.stream);
    return {
      found: upload && { kind: upload.kind, file: await openUpload(ctx, upload) },
      clients: people.map(({ mobile: _, ...person }) => person),
      accountants: await possibleAccountants(ctx),
      open: await openToSign(ctx, organisationId),
      earlier: wish.like ? await signersOf(ctx, organisationId, wish.like) : null,
      canSign: (await canSign(ctx)).firm,
    };
  });
  return { ...rest, pdf: await toSign(found) };
}

type Found = { kind: string; file: Parameters<typeof examineUpload>[0] } | null;

async function toSign(found: Found): Promise<ToSign> {
  if (!found) return { ok: false, reason: "upload-used" };
  if (found.kind !== "pdf") return { ok: false, reason: "not-a-pdf" };
  try {
    const { pages, fields, encrypted, forbidden } = await examineUpload(found.file);
    const signed = fields.filter((field) => field.signed).length;
    if (signed > 0 && encrypted) return { ok: false, reason: "signed-and-encrypted" };
    if (!forbidden) return { ok: false, reason: "no-changes-allowed" };
    const free = fields.flatMap(({ name, signed: used, place }) =>
      used || !place || forbidden.includes(name) ? [] : [{ name, place }],
    );
    return { ok: true, pages, fields: free, signed };
  } catch (error) {
    if (error instanceof RefusedDocument) return { ok: false, reason: error.reason };
    if (error instanceof DocumentTooHeavy) return { ok: false, reason: "too-heavy" };
    throw error;
  }
}

/** Documents of one client that somebody still has to sign, the newest first. */
async function openToSign(ctx: Scoped<Staff>, organisationId: string): Promise<SigningChoice["open"]> {
  const rows = await ctx.db
    .select({
      id: filings.id,
      stream: filings.stream,
      label: filings.label,
      start: filings.periodStart,
      end: filings.periodEnd,
    })
    .from(filings)
    .innerJoin(
      filingVersions,
      and(
        eq(filingVersions.firmId, filings.firmId),
        eq(filingVersions.filingId, filings.id),
        eq(filingVersions.version, filings.version),
      ),
    )
    .where(
      and(
        eq(filings.firmId, ctx.actor.firmId),
        eq(filings.organisationId, organisationId),
        eq(filingVersions.signing, true),
        inArray(filings.state, [...undecided]),
      ),
    )
    .orderBy(desc(filings.publishedAt), desc(filings.id))
    .limit(20);
  return rows.map(({ start, end, ...row }) => ({ ...row, period: { start, end } }));
}

async function signersOf(
  ctx: Scoped<Staff>,
  organisationId: string,
  filingId: string,
): Promise<EarlierSigners | null> {
  const rows = await ctx.db
    .selectDistinct({
      accountId: filingApprovers.accountId,
      step: filingApprovers.step,
      deputyFor: filingApprovers.deputyFor,
    })
    .from(filingApprovers)
    .innerJoin(
      filings,
      and(
        eq(filings.firmId, filingApprovers.firmId),
        eq(filings.id, filingApprovers.filingId),
        eq(filings.version, filingApprovers.version),
      ),
    )
    .innerJoin(
      filingVersions,
      and(
        eq(filingVersions.firmId, filings.firmId),
        eq(filingVersions.filingId, filings.id),
        eq(filingVersions.version, filings.version),
      ),
    )
    .where(
      and(
        eq(filingApprovers.firmId, ctx.actor.firmId),
        eq(filingApprovers.filingId, filingId),
        eq(filings.organisationId, organisationId),
        eq(filingVersions.signing, true),
      ),
    );
  const named = rows.flatMap(({ accountId, ...rest }) => (accountId ? [{ accountId, ...rest }] : []));
  return named.length > 0 ? named : null;
}

/** The file behind an upload, for the page on which staff say where it is signed; null when it is no PDF of theirs. */
export async function uploadToShow(ctx: Scoped<Staff>, organisationId: string, id: string) {
  const upload = await findUpload(ctx, organisationId, id);
  return upload?.kind === "pdf" ? openUpload(ctx, upload) : null;
}
