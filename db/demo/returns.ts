import { and, eq } from "drizzle-orm";
import { decisions, filingApprovers, filings, filingVersions } from "@/db/schema/approvals";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { publishFiling } from "@/lib/approvals/publish";
import { readFor } from "@/lib/approvals/reading";
import { sentenceOf, whatIsDecided } from "@/lib/approvals/shown";
import { record } from "@/lib/audit/record";
import { recordUpload } from "@/lib/dossier/files";
import { setClock } from "@/lib/ports/clock";
import { storage } from "@/lib/ports/storage";
import { type FilingPeriod, formatPeriod, type PlainDate } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { vatReturnPdf } from "./documents/vat-return-pdf";
import { type DemoBoxes, vatReturnXbrl } from "./documents/vat-return-xbrl";

export type ReturnWish = {
  firmId: string;
  firmName: string;
  organisationId: string;
  organisationName: string;
  obNumber: string;
  period: FilingPeriod;
  boxes: DemoBoxes;
  paymentReference?: string;
  publishedOn: PlainDate;
  by: string;
  /** Who approved it and when; left out for one that is still open. */
  approved?: { accountId: string; name: string; on: PlainDate };
};

/** One VAT return of the story, made by the same commands that staff use, on the day on which it happened. */
export async function aVatReturn(wish: ReturnWish): Promise<string> {
  const actor = systemOf(wish.firmId, "demo-story");
  const at = new Date(`${wish.publishedOn}T09:14:00Z`);
  setClock(() => at);
  const xml = Buffer.from(vatReturnXbrl({ obNumber: wish.obNumber, period: wish.period, boxes: wish.boxes }));
  const read = await inScope(actor, (ctx) => readFor(ctx, wish.organisationId, xml));
  if (!read.ok) throw new Error(`The story's own return cannot be read: ${read.reason}`);
  const { reading } = read;
  if (reading.figures.kind !== "vat") throw new Error("The story's own return is no VAT return");
  const pdf = Buffer.from(
    await vatReturnPdf({
      firmName: wish.firmName,
      organisationName: wish.organisationName,
      period: wish.period,
      figures: reading.figures,
      date: wish.publishedOn,
    }),
  );
  const name = `Aangifte OB ${formatPeriod(wish.period, "nl")}`;
  const pdfId = await anUpload(wish, { kind: "pdf", name: `${name}.pdf`, bytes: pdf, reading: null });
  const xbrlId = await anUpload(wish, { kind: "xbrl", name: `${name}.xbrl`, bytes: xml, reading });
  const published = await inScope(actor, (ctx) =>
    publishFiling(
      ctx,
      {
        organisationId: wish.organisationId,
        stream: "vat",
        attachment: pdfId,
        data: xbrlId,
        annexes: [],
        period: null,
        label: null,
        typed: {},
        details: {},
        approveBy: reading.approveBy,
        fileBy: reading.fileBy,
        expiresOn: null,
        waitsFor: null,
        paymentReference: wish.paymentReference ?? null,
        approvers: "anyone",
        note: null,
        confirmed: [...reading.questions, "duplicate-period"],
        replaces: null,
      },
      { accountId: wish.by },
    ),
  );
  if (!published.ok) throw new Error(`The story's return was refused: ${published.reason}`);
  if (wish.approved) await anApproval(wish, published.id, wish.approved);
  setClock(() => new Date());
  return published.id;
}

async function anUpload(
  wish: ReturnWish,
  upload: { kind: "pdf" | "xbrl"; name: string; bytes: Buffer; reading: unknown },
): Promise<string> {
  const id = newId();
  const { firmId, organisationId } = wish;
  const stored = await storage().put({ firmId, fileId: id }, once(upload.bytes), {
    maxBytes: upload.bytes.length,
  });
  await inScope(systemOf(firmId, "demo-story"), (ctx) =>
    recordUpload(ctx, {
      id,
      organisationId,
      accountId: wish.by,
      kind: upload.kind,
      name: upload.name,
      mime: upload.kind === "pdf" ? "application/pdf" : "application/xml",
      pages: upload.kind === "pdf" ? 1 : null,
      reading: upload.reading,
      stored,
    }),
  );
  return id;
}

/** The past of the story: what an approval would have left behind on that day. */
async function anApproval(
  wish: ReturnWish,
  filingId: string,
  by: { accountId: string; name: string; on: PlainDate },
) {
  const at = new Date(`${by.on}T12:08:00Z`);
  setClock(() => at);
  const { firmId, organisationId } = wish;
  const client = {
    kind: "client",
    firmId,
    accountId: by.accountId,
    reach: "organisation",
    organisationId,
  } as const;
  await inScope(client, async (ctx) => {
    const where = and(eq(filingVersions.firmId, firmId), eq(filingVersions.filingId, filingId));
    const [version] = await ctx.db.select().from(filingVersions).where(where);
    if (!version) throw new Error("A published return has no version");
    await ctx.db
      .update(filingApprovers)
      .set({ turn: "approved", actedBy: by.accountId, actedAt: at })
      .where(and(eq(filingApprovers.firmId, firmId), eq(filingApprovers.filingId, filingId)));
    await ctx.db
      .update(filings)
      .set({ state: "completed", completedAt: at, changedAt: at })
      .where(and(eq(filings.firmId, firmId), eq(filings.id, filingId)));
    const id = newId();
    const { amount, manifestHash, attachmentSha256 } = version;
    const shown = whatIsDecided({ stream: "vat", period: wish.period, amount }, "approved", "nl");
    await ctx.db.insert(decisions).values({
      firmId,
      id,
      organisationId,
      stream: "vat",
      filingId,
      version: 1,
      seat: 0,
      decision: "approved",
      answers: {},
      accountId: by.accountId,
      accountName: by.name,
      capacity: "director",
      method: "sms",
      challengeId: newId(),
      manifestHash,
      attachmentSha256,
      shownText: sentenceOf(shown),
      ip: "127.0.0.1",
      userAgent: "demo",
      at,
    });
    await record(ctx, {
      action: "filing.approved",
      subject: `filing:${filingId}`,
      data: {
        decisions: [id],
        version: 1,
        manifest: manifestHash,
        attachment: attachmentSha256,
        method: "sms",
      },
    });
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
