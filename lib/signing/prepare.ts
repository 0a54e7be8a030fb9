import type { SignatureField } from "@/db/schema/approvals";
import { inScope } from "@/db/scope";
import type { Staff, System } from "@/lib/access/actor";
import { findUpload, openUpload, readFile, recordUpload, type StoredFile } from "@/lib/dossier/files";
import type { Examined } from "@/lib/pades/examine";
import type { Preparation } from "@/lib/pades/prepare";
import { mended } from "@/lib/pades/repair";
import { type DocumentRefusal, type Place, RefusedDocument } from "@/lib/pades/shapes";
import { DocumentTooHeavy, Lane } from "@/lib/pades/thread/lane";
import { now } from "@/lib/ports/clock";
import { storage } from "@/lib/ports/storage";
import { trustedRoots } from "@/lib/ports/trusted-roots";
import { collected } from "@/lib/shared/collected";
import { newId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { isAddedTo } from "./judgement";
import { linesOf, type Signs } from "./lines";

const MB = 1024 * 1024;
/** As much as an attachment may be, and what is added to it. */
const most = 60 * MB;

const lane = new Lane();

export type ToPrepare = {
  organisationId: string;
  /** The upload. */
  attachment: string;
  /** One for each signature; `place` where it was chosen on the page. */
  seats: (Signs & { place?: Place | null })[];
  where: "page" | "found" | "placed";
  /** Of the page for signatures. */
  title: string;
  /**
   * What staff know and want all the same: a signature that is not judged here, one after which something was filled in,
   * a file that was damaged and mended.
   */
  confirmed: readonly string[];
};

export type PrepareRefusal =
  | DocumentRefusal
  | "upload-used"
  | "too-heavy"
  | "no-place-to-sign"
  | "signature-broken"
  | "changed-since"
  | PrepareQuestion;

/** What staff are asked first. */
export type PrepareQuestion = "signatures-unjudged" | "added-to-since" | "pdf-mended";

/** The upload that is published instead, and where each signs in it, in the order of the seats. */
export type PreparedForSigning = { attachment: string; fields: SignatureField[] };

/**
 * Gives a PDF its signature fields before anybody is asked to sign: on a page that is added, in those that it has, or at
 * places that were chosen. What others signed already is judged first, and stays as it is. The uploaded file is kept as
 * it came; what comes out is an upload beside it.
 */
export async function prepareForSigning(
  actor: Staff | System,
  wish: ToPrepare,
  by: string,
): Promise<Result<PreparedForSigning, PrepareRefusal>> {
  const found = await inScope(actor, async (ctx) => {
    const upload = await findUpload(ctx, wish.organisationId, wish.attachment);
    return upload?.kind === "pdf" ? { upload, file: await openUpload(ctx, upload) } : null;
  });
  if (!found) return refuse("upload-used");
  try {
    const bytes = await bytesOf(found.file);
    const { sound, examined } = await soundOf(bytes);
    // Of a damaged file something may be lost, which only a person sees who knows what was in it.
    if (sound !== bytes && !wish.confirmed.includes("pdf-mended")) return refuse("pdf-mended");
    const judged = await whyNot(sound, examined, wish.confirmed);
    if (judged) return refuse(judged);
    const planned = plan(wish, examined);
    if (!planned) return refuse("no-place-to-sign");
    const { fields, add, page } = planned;
    const own = wish.where === "found" ? fields : [];
    const made = await withFields(sound, { fields: add, page, found: own });
    const after = await lane.ask("examine", made.slice(), fields);
    // Before anybody is asked to sign, and not when the first has.
    const { forbidden } = after;
    if (!forbidden || fields.some((name) => forbidden.includes(name))) return refuse("no-changes-allowed");
    const placed = fields.map((name) => {
      const field = after.fields.find((one) => one.name === name);
      return field && !field.signed ? { name, place: field.place } : null;
    });
    if (placed.some((one) => one === null)) return refuse("no-place-to-sign");
    const id = await keep(actor, found, made, after.pages.length, by);
    return { ok: true, attachment: id, fields: placed as SignatureField[] };
  } catch (error) {
    if (error instanceof RefusedDocument) return refuse(error.reason);
    if (error instanceof DocumentTooHeavy) return refuse("too-heavy");
    throw error;
  }
}

/** What staff see of an upload before they say where it is signed. @throws RefusedDocument | DocumentTooHeavy */
export async function examineUpload(file: StoredFile): Promise<Examined> {
  return (await soundOf(await bytesOf(file))).examined;
}

async function bytesOf(file: StoredFile): Promise<Uint8Array> {
  const bytes = await collected(await readFile(file), most);
  if (!bytes) throw new DocumentTooHeavy();
  return bytes;
}

/** The document, or what could be made of a damaged one that nobody signed. @throws RefusedDocument */
async function soundOf(bytes: Uint8Array): Promise<{ sound: Uint8Array; examined: Examined }> {
  try {
    return { sound: bytes, examined: await lane.ask("examine", bytes.slice()) };
  } catch (error) {
    const sound = await mended(bytes, error, "damaged");
    return { sound, examined: await lane.ask("examine", sound.slice()) };
  }
}

/** With its fields; decrypted first where its author let everybody read it and nobody change it. @throws RefusedDocument */
async function withFields(sound: Uint8Array, preparation: Preparation): Promise<Uint8Array> {
  try {
    return await lane.ask("prepare", sound.slice(), preparation);
  } catch (error) {
    return lane.ask("prepare", await mended(sound, error, "encrypted"), preparation);
  }
}

async function whyNot(
  bytes: Uint8Array,
  { fields }: Examined,
  confirmed: readonly string[],
): Promise<PrepareRefusal | null> {
  if (!fields.some(({ signed }) => signed)) return null;
  const { signers, timestamps } = await trustedRoots();
  const { signatures } = await lane.ask("verifyFile", bytes.slice(), signers, now(), timestamps);
  if (signatures.some(({ verdict }) => verdict === "broken")) return "signature-broken";
  if (signatures.some(({ changes }) => changes.some(({ allowed }) => !allowed))) return "changed-since";
  const unjudged = signatures.some(({ verdict }) => verdict === "unjudged");
  if (unjudged && !confirmed.includes("signatures-unjudged")) return "signatures-unjudged";
  // Their signature left room for it, and with it the document can say something else than what they signed.
  return isAddedTo(signatures) && !confirmed.includes("added-to-since") ? "added-to-since" : null;
}

/** The names of the fields, one for each seat, and what has to be added for them; null when there is no place for all. */
function plan({ seats, where, title }: ToPrepare, { fields: there, pages }: Examined) {
  const none = { add: [], page: null };
  if (where === "found") {
    const open = there.filter(({ signed, name }) => !signed && canBeKept(name));
    const chosen = seats.map(({ place }) => open.find((field) => isAt(field.place, place))?.name ?? null);
    // Whoever was given none gets the next that is nobody's.
    const left = open.map(({ name }) => name).filter((name) => !chosen.includes(name));
    const fields = chosen.flatMap((name) => name ?? left.shift() ?? []);
    return new Set(fields).size < seats.length ? null : { ...none, fields };
  }
  const fields = namesFor(seats.length, new Set(there.map(({ name }) => name)));
  const named = seats.map((seat, index) => ({ field: fields[index] ?? "", seat }));
  if (where === "page") {
    const signers = named.map(({ field, seat }) => ({ field, lines: linesOf(seat) }));
    return { fields, add: [], page: { title: "Ondertekening", about: title, signers } };
  }
  const add = named.flatMap(({ field, seat: { place } }) =>
    place && isOn(pages[place.page - 1], place) ? [{ name: field, place }] : [],
  );
  return add.length < seats.length ? null : { ...none, fields, add };
}

/** Names of real forms, with all that they stand in, have some dozens of letters. */
const mostLetters = 500;

/**
 * Whether a field is found again by its name when it is signed: not by one that the database gives back as another, or
 * that is longer than whoever judges a document reads.
 */
function canBeKept(name: string): boolean {
  return name.length <= mostLetters && !/\p{Surrogate}/u.test(name) && !name.includes("\0");
}

/** Whether a field that the PDF has is the one that was pointed out, to the point. */
function isAt(field: Place | null, place: Place | null | undefined): boolean {
  if (!field || !place || field.page !== place.page) return false;
  return (["x", "y", "width", "height"] as const).every((side) => Math.abs(field[side] - place[side]) < 1);
}

function isOn(page: Examined["pages"][number] | undefined, { x, y, width, height }: Place): boolean {
  return page !== undefined && x + width <= page.width && y + height <= page.height;
}

function namesFor(count: number, taken: ReadonlySet<string>): string[] {
  const names: string[] = [];
  for (let number = 1; names.length < count; number++) {
    const name = `Handtekening ${number}`;
    if (!taken.has(name)) names.push(name);
  }
  return names;
}

async function keep(
  actor: Staff | System,
  { upload }: { upload: { organisationId: string; name: string } },
  bytes: Uint8Array,
  pages: number,
  by: string,
): Promise<string> {
  const id = newId();
  const { organisationId, name } = upload;
  const stored = await storage().put({ firmId: actor.firmId, fileId: id }, once(bytes), { maxBytes: most });
  const row = { id, organisationId, accountId: by, kind: "pdf" as const, name, mime: "application/pdf" };
  try {
    await inScope(actor, (ctx) => recordUpload(ctx, { ...row, pages, reading: null, stored }));
  } catch (error) {
    await storage().remove(stored.storageKey);
    throw error;
  }
  return id;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
