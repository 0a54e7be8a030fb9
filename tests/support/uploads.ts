import { readdirSync } from "node:fs";
import { PDF } from "@libpdf/core";
import { type DemoBoxes, vatReturnXbrl } from "@/db/demo/documents/vat-return-xbrl";
import type { Staff } from "@/lib/access/actor";
import type { Publication } from "@/lib/approvals/publication";
import { receiveUpload, type UploadKind } from "@/lib/approvals/receive";
import { fileStoreDir } from "@/lib/ports/environment";
import type { FilingPeriod } from "@/lib/shared/dates";
import type { Owner } from "./database";

/** A month that is over, with its return due: nothing about it surprises on 24 November 2026. */
const october: FilingPeriod = { start: "2026-10-01", end: "2026-10-31" };
const bakeryNumber = "001000056B01";

export async function organisationOf(owner: Owner, slug: string): Promise<string> {
  const [row] = await owner`select id from organisations where slug = ${slug}`;
  if (!row) throw new Error(`No organisation ${slug}`);
  return row.id;
}

/** A PDF of one page; `word` makes it another one. */
export async function aPdf(word = "Aangifte"): Promise<Buffer> {
  const pdf = PDF.create();
  const page = pdf.addPage({ width: 595, height: 842 });
  page.drawText(word, { x: 50, y: 700 });
  return Buffer.from(await pdf.save());
}

export function anXbrl(wish: { obNumber?: string; period?: FilingPeriod; boxes?: DemoBoxes } = {}): Buffer {
  const boxes = { "1a": { turnover: 1_000_000, vat: 210_000 }, "5b": { vat: 50_000 } };
  return Buffer.from(vatReturnXbrl({ obNumber: bakeryNumber, period: october, boxes, ...wish }));
}

/** Uploads a file as the browser does, in pieces. */
export function upload(
  actor: Staff,
  organisationId: string,
  kind: UploadKind,
  bytes: Uint8Array,
  name = "Aangifte",
) {
  return receiveUpload(actor, { organisationId, kind, name, body: inPieces(bytes) });
}

/** Uploads a PDF and an XBRL that are as they should be; answers their ids. */
export async function uploadBoth(
  actor: Staff,
  organisationId: string,
  xbrl = anXbrl(),
): Promise<{ pdf: string; xbrl: string }> {
  const [first, second] = [
    await upload(actor, organisationId, "pdf", await aPdf(), "Aangifte.pdf"),
    await upload(actor, organisationId, "xbrl", xbrl, "Aangifte.xbrl"),
  ];
  if (!first.ok) throw new Error(`The PDF was refused: ${first.reason}`);
  if (!second.ok) throw new Error(`The XBRL was refused: ${second.reason}`);
  return { pdf: first.id, xbrl: second.id };
}

/** A VAT return as staff publish it, with what was uploaded for it. */
export function aPublication(
  organisationId: string,
  { pdf, xbrl }: { pdf: string; xbrl: string },
): Publication {
  return {
    organisationId,
    stream: "vat",
    attachment: pdf,
    data: xbrl,
    annexes: [],
    period: null,
    label: null,
    typed: {},
    details: {},
    approveBy: "2026-11-26",
    fileBy: "2026-11-30",
    expiresOn: null,
    waitsFor: null,
    paymentReference: null,
    signing: null,
    approvers: "anyone",
    note: null,
    confirmed: [],
    replaces: null,
  };
}

/** What lies on the disk, half files included. */
export function storedFiles(): string[] {
  try {
    return readdirSync(fileStoreDir(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .sort();
  } catch {
    return []; // nothing was ever stored
  }
}

async function* inPieces(bytes: Uint8Array, size = 60_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
