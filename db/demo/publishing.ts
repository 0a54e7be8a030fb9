import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { datesOf, surprises } from "@/lib/approvals/deadlines";
import type { Publication } from "@/lib/approvals/publication";
import { publishFiling } from "@/lib/approvals/publish";
import { type Reading, readFor } from "@/lib/approvals/reading";
import type { Stream } from "@/lib/approvals/shapes";
import { recordUpload } from "@/lib/dossier/files";
import { now } from "@/lib/ports/clock";
import { storage } from "@/lib/ports/storage";
import { type PlainDate, today } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { publishToSign } from "@/lib/staff/publish-to-sign";

/** An organisation of the story, and who of the firm publishes for it. */
export type ForWhom = {
  firmId: string;
  firmName: string;
  organisationId: string;
  organisationName: string;
  by: string;
};

export type DocumentWish = ForWhom & {
  stream: Stream;
  /** What its files are called. */
  name: string;
  pdf: Uint8Array;
  /** The XBRL or XML; without one the period is in `rest`, and the figures are typed. */
  data?: { name: string; bytes: Uint8Array };
  /** What is not as it comes by itself. */
  rest?: Partial<Publication>;
};

/** A document of the story, by the same commands that staff use, at the moment that the clock shows. @returns its id */
export async function aDocument(wish: DocumentWish): Promise<string> {
  const { firmId, organisationId, stream, data, rest = {} } = wish;
  const actor = systemOf(firmId, "demo-story");
  const reading = data ? await readingOf(wish, data.bytes) : null;
  const attachment = await anUpload(wish, {
    kind: "pdf",
    name: `${wish.name}.pdf`,
    bytes: wish.pdf,
    reading: null,
  });
  const dataId = data
    ? await anUpload(wish, { kind: "xbrl", name: data.name, bytes: data.bytes, reading })
    : null;
  const period = reading?.period ?? rest.period;
  if (!period) throw new Error("A document of the story is of no period");
  const { approveBy, fileBy } = reading ?? datesOf(stream, period, today(now()));
  const publication: Publication = {
    organisationId,
    stream,
    attachment,
    data: dataId,
    annexes: [],
    period,
    label: null,
    typed: {},
    details: {},
    signing: null,
    approveBy,
    fileBy,
    expiresOn: null,
    waitsFor: null,
    paymentReference: null,
    approvers: "anyone",
    note: null,
    confirmed: [...(reading?.questions ?? surprises(stream, period, today(now()))), "duplicate-period"],
    replaces: null,
    ...rest,
  };
  const { signing } = publication;
  const by = { accountId: wish.by };
  const published = signing
    ? await publishToSign(actor, { ...publication, signing }, by)
    : await inScope(actor, (ctx) => publishFiling(ctx, publication, by));
  if (!published.ok) throw new Error(`${wish.name} of the story was refused: ${published.reason}`);
  return published.id;
}

/** What the portal reads in a file of the story, which has to be in order. */
export async function readingOf(whom: ForWhom, bytes: Uint8Array): Promise<Reading> {
  const actor = systemOf(whom.firmId, "demo-story");
  const read = await inScope(actor, (ctx) => readFor(ctx, whom.organisationId, bytes));
  if (!read.ok) throw new Error(`A file of the story cannot be read: ${read.reason}`);
  return read.reading;
}

async function anUpload(
  { firmId, organisationId, by }: ForWhom,
  upload: { kind: "pdf" | "xbrl"; name: string; bytes: Uint8Array; reading: Reading | null },
): Promise<string> {
  const id = newId();
  const { kind, name, bytes, reading } = upload;
  const stored = await storage().put({ firmId, fileId: id }, once(bytes), { maxBytes: bytes.length });
  await inScope(systemOf(firmId, "demo-story"), (ctx) =>
    recordUpload(ctx, {
      id,
      organisationId,
      accountId: by,
      kind,
      name,
      mime: kind === "pdf" ? "application/pdf" : "application/xml",
      pages: kind === "pdf" ? 1 : null,
      reading,
      stored,
    }),
  );
  return id;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** @param kind what it is put before its reader for */
export function paperOf(
  { firmName, organisationName }: ForWhom,
  date: PlainDate,
  kind = "Concept ter goedkeuring",
) {
  return { sender: firmName, kind, organisationName, date };
}
