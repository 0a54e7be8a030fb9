import { randomBytes, randomInt } from "node:crypto";
import { appearance, type Look } from "@/lib/pades/appearance/appearance";
import { embedHands } from "@/lib/pades/appearance/hands";
import { formOf } from "@/lib/pades/changes/form";
import { holds, lockOf, permissionOf } from "@/lib/pades/changes/permission";
import {
  catalogOf,
  type Field,
  openPdf,
  type Pdf,
  type PdfValue,
  pageAt,
  signatureFields,
} from "@/lib/pades/document/document";
import {
  addUnseenField,
  allBut,
  markSigned,
  pageOf,
  setAppearance,
  sizeOfWidget,
} from "@/lib/pades/document/fields";
import { increment } from "@/lib/pades/document/increment";
import {
  dict,
  name,
  number,
  PdfArray,
  type PdfDict,
  type PdfRef,
  pdfDate,
  raw,
  text,
} from "@/lib/pades/document/write";
import { digest } from "./algorithms";
import { type DigestAlgorithm, RefusedDocument, SignatureTooLarge } from "./shapes";

/** What is written beside a signature, and how it looks. */
export type SignatureText = {
  /** The full name of the field that is signed. */
  field: string;
  /** Who signs. */
  name: string;
  reason?: string;
  location?: string;
  at: Date;
  look: Look | null;
};

/**
 * A document as it was, and what stands behind it for a signature that is still to be made. Of the tail only the gap
 * may be written any more, and the digest is over everything but the gap.
 */
export type OpenSignature = {
  before: Uint8Array;
  tail: Uint8Array;
  /** Where it lies in the tail, in bytes, with its angle brackets. */
  gap: { start: number; length: number };
  digest: Uint8Array;
};

export type Room = { algorithm: DigestAlgorithm /** For the signature, in bytes. */; reserve: number };

/** Of one certificate chain with a time stamp within it, as they are; what is larger asks for its own. */
const ROOM: Room = { algorithm: "SHA-256", reserve: 20_000 };

/**
 * Appends everything of a signature but the signature itself. The first one that is put certifies: from then on
 * nothing is allowed but to sign (DocMDP, P=2), and no other field may be filled in (FieldMDP).
 *
 * @throws RefusedDocument
 */
export async function openSignature(
  bytes: Uint8Array,
  written: SignatureText,
  room: Partial<Room> = {},
): Promise<OpenSignature> {
  const pdf = await openPdf(bytes);
  const fields = signatureFields(pdf);
  const signed = fields.filter((one) => one.signature);
  const field = fields.find((one) => one.name === written.field);
  if (pdf.isEncrypted) throw new RefusedDocument(signed.length > 0 ? "signed-and-encrypted" : "encrypted");
  if (!field) throw new RefusedDocument("field-missing", written.field);
  if (field.signature) throw new RefusedDocument("field-signed", written.field);
  if (signed.length > 0 && isForbidden(pdf, written.field)) throw new RefusedDocument("no-changes-allowed");

  const signature = dict({
    Type: name("Sig"),
    Filter: name("Adobe.PPKLite"),
    SubFilter: name("ETSI.CAdES.detached"),
    Name: text(written.name),
    M: pdfDate(written.at),
  });
  if (written.reason) signature.set("Reason", text(written.reason));
  if (written.location) signature.set("Location", text(written.location));
  const ref = pdf.register(signature);
  const references = [...certifying(pdf, signed, ref), ...locking(pdf, field, fields)];
  if (references.length > 0) signature.set("Reference", new PdfArray(references));
  field.dict.set("V", ref);
  markSigned(pdf);
  if (written.look) await draw(pdf, field, written.look);
  return withGap(pdf, bytes, signature, { ...ROOM, ...room });
}

/** Appends everything of a time stamp over the whole document but the time stamp itself. @throws RefusedDocument */
export async function openDocumentTimestamp(
  bytes: Uint8Array,
  fieldName: string,
  room: Partial<Room> = {},
): Promise<OpenSignature> {
  const pdf = await openPdf(bytes);
  const stamp = dict({
    Type: name("DocTimeStamp"),
    Filter: name("Adobe.PPKLite"),
    SubFilter: name("ETSI.RFC3161"),
  });
  addUnseenField(pdf, fieldName).set("V", pdf.register(stamp));
  return withGap(pdf, bytes, stamp, { ...ROOM, ...room });
}

/** Whether the gap that was left is wide enough for this signature. */
export function fits({ gap }: OpenSignature, cms: Uint8Array): boolean {
  return cms.length * 2 <= gap.length - 2;
}

/** Writes a signature into the gap that was left for it. @returns the tail @throws SignatureTooLarge */
export function closeSignature(opened: OpenSignature, cms: Uint8Array): Uint8Array {
  if (!fits(opened, cms)) throw new SignatureTooLarge(cms.length);
  const { tail, gap } = opened;
  tail.set(Buffer.from(Buffer.from(cms).toString("hex"), "latin1"), gap.start + 1);
  return tail;
}

/** By what a later judge goes by as well. */
function isForbidden(pdf: Pdf, field: string): boolean {
  const { level, locked } = permissionOf(pdf, formOf(pdf).values());
  return level === 1 || locked(field);
}

function certifying(pdf: Pdf, signed: readonly Field[], ref: PdfRef): PdfDict[] {
  if (signed.length > 0) return [];
  catalogOf(pdf).set("Perms", dict({ DocMDP: ref }));
  const parameters = dict({ Type: name("TransformParams"), V: name("1.2"), P: number(2) });
  return [dict({ Type: name("SigRef"), TransformMethod: name("DocMDP"), TransformParams: parameters })];
}

function locking(pdf: Pdf, field: Field, fields: readonly Field[]): PdfDict[] {
  const root = pdf.context.info.trailer.getRef("Root");
  if (!root) return [];
  const parameters = { Type: name("TransformParams"), V: name("1.2"), ...closing(pdf, field, fields) };
  return [
    dict({
      Type: name("SigRef"),
      TransformMethod: name("FieldMDP"),
      Data: root,
      TransformParams: dict(parameters),
    }),
  ];
}

/**
 * What the field's lock says, as preparing put it there. In a document that others signed a field may have none, or one
 * that leaves open what can be filled in: then the signature closes more than its field says, in which nothing may change.
 */
function closing(pdf: Pdf, field: Field, fields: readonly Field[]): Record<string, PdfValue> {
  const lock = lockOf(pdf, field.dict);
  if (lock?.action === "All") return { Action: name("All") };
  const names = new Set(fields.map((one) => one.name));
  const listed = [...(lock?.fields ?? [])];
  if (lock?.action === "Exclude" && listed.every((one) => names.has(one))) return allBut(listed);
  const open = fields.filter((one) => !one.signature && !(lock && holds(lock, one.name)));
  return allBut(open.map((one) => one.name));
}

async function draw(pdf: Pdf, field: Field, look: Look): Promise<void> {
  const page = pageOf(pdf, field.widget);
  const { rotate } = pageAt(pdf, Math.max(0, page));
  const size = sizeOfWidget(pdf, field.widget, rotate);
  if (size.width < 1 || size.height < 1) return;
  const fonts = await embedHands(pdf, look.hand);
  const drawing = appearance(size, look, fonts);
  const used = { F: fonts.regular, H: fonts.hand };
  const refs = Object.entries(used).flatMap(([key, font]) =>
    drawing.includes(`/${key} `) ? [[key, pdf.context.getFontRef(font)] as const] : [],
  );
  setAppearance(pdf, field.widget, rotate, drawing, Object.fromEntries(refs));
}

/**
 * As wide as the widest that will stand there, so that nothing moves when it does; of digits that nobody can know, so that
 * nothing that is written beside it can look like it.
 */
function anyRange(): string {
  const number = () =>
    String(randomInt(2 ** 47))
      .padStart(15, "1")
      .slice(0, 15);
  return `[0 ${number()} ${number()} ${number()}]`;
}

function withGap(pdf: Pdf, before: Uint8Array, signature: PdfDict, room: Room): OpenSignature {
  // Drawn at random, so that nothing that is written beside it can look like it.
  const marker = randomBytes(16).toString("hex");
  const placeholder = anyRange();
  signature.set("ByteRange", raw(placeholder));
  signature.set("Contents", raw(`<${marker.padEnd(room.reserve * 2, "0")}>`));
  const tail = increment(pdf, before);
  const start = tail.indexOf(`<${marker}`, 0, "latin1");
  const range = tail.indexOf(placeholder, 0, "latin1");
  if (start < 0 || range < 0) throw new Error("the gap is lost");
  const length = room.reserve * 2 + 2;
  const end = start + length;
  const signed = [0, before.length + start, before.length + end, tail.length - end];
  tail.write(`[${signed.join(" ")}]`.padEnd(placeholder.length), range, "latin1");
  tail.fill("0", start + 1, end - 1, "latin1");
  const over = digest(room.algorithm, before, tail.subarray(0, start), tail.subarray(end));
  return { before, tail, gap: { start, length }, digest: over };
}
