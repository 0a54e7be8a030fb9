import { type Certificate, readCertificates } from "@/lib/pades/certificates/certificate";
import { type Circumstances, distrustOf } from "@/lib/pades/certificates/trust";
import { verdictOf } from "@/lib/pades/cms/check";
import { openPdf, type Pdf, pageCount, signatureFields } from "@/lib/pades/document/document";
import { isArchivedAt, longTermData } from "@/lib/pades/document/long-term";
import { pagesOfWidgets, seenPlace } from "@/lib/pades/document/seen";
import {
  type Change,
  type Distrust,
  type DocumentReport,
  type Moment,
  RefusedDocument,
  type SignatureReport,
} from "@/lib/pades/shapes";
import { claimedMoment, claimsOf, permissionOf } from "./claims";
import { type Judged, judge } from "./judged-signature";
import { signedRanges } from "./signed-range";

/** What was changed in a file behind this number of bytes. */
export type ChangesAfter = (bytes: Uint8Array, revisionEnd: number) => Promise<Change[]>;

/** More than anybody signs with; each costs a digest over the file. */
const MOST_SIGNATURES = 64;
/** Characters. */
const LONGEST_NAME = 1000;
const CLOCKS_DIFFER_MS = 5 * 60_000;

/**
 * Reads and judges all signatures of a PDF, our own and others', in the order of its form.
 * @param anchors DER of the roots that are trusted for whoever signs
 * @param stampAnchors those that are trusted for time stamps, where they are others
 * @param now when a signature has to be valid of which nothing proves that it is older
 * @throws RefusedDocument "damaged", "no-pages" or "locked"
 */
export async function verifyPdf(
  bytes: Uint8Array,
  anchors: Uint8Array[],
  now: Date,
  changesAfter: ChangesAfter,
  stampAnchors = anchors,
): Promise<DocumentReport> {
  const pdf = await openPdf(bytes);
  try {
    return await reportOn(pdf, bytes, { anchors, stampAnchors, now, changesAfter });
  } catch (error) {
    throw new RefusedDocument("damaged", String(error));
  }
}

type Asked = { anchors: Uint8Array[]; stampAnchors: Uint8Array[]; now: Date; changesAfter: ChangesAfter };

async function reportOn(pdf: Pdf, bytes: Uint8Array, asked: Asked): Promise<DocumentReport> {
  const signed = signatureFields(pdf).filter((field): field is Judged["field"] => field.signature !== null);
  // Of those that come after them, which can be millions in a few bytes, one is told of as not judged: it is no sound file.
  const fields = signed.slice(0, MOST_SIGNATURES + 1);
  const judgedFields = fields.slice(0, MOST_SIGNATURES);
  const ranges = await signedRanges(bytes, pdf, judgedFields).catch(() => new Map());
  const store = longTermData(pdf);
  const others = readCertificates(store.certificates);
  const judged = fields.map((field, index) =>
    index < MOST_SIGNATURES
      ? judge(pdf, field, ranges.get(field) ?? null, others)
      : { ...judge(pdf, field, null, []), fault: "unreadable" as const },
  );
  const trust = trusting(asked, others, store.crls);
  const proofs = judged.flatMap((one) => proofOf(one, trust));
  const widgets = pagesOfWidgets(pdf);
  const signatures: SignatureReport[] = [];
  for (const one of judged) {
    const { signature } = one.field;
    const time = momentOf(pdf, one, trust);
    signatures.push({
      field: one.field.name.slice(0, LONGEST_NAME),
      kind: one.kind,
      verdict: verdictOf(one.fault),
      fault: one.fault,
      signer: one.certificate?.name ?? null,
      distrust: signerDistrust(one, time, proofs, trust, asked.now),
      time,
      claimed: claimsOf(pdf, signature),
      place: seenPlace(pdf, one.field.widget, widgets),
      revisionEnd: one.range?.end ?? 0,
      coversAll: one.range?.end === bytes.length,
      permission: permissionOf(pdf, signature),
      changes: await changesOf(bytes, one, asked.changesAfter),
    });
  }
  return { pages: pageCount(pdf), signatures, archived: await isArchived(bytes, proofs) };
}

/** A document time stamp that holds: all of the file up to `end` was there at `at`. */
type Proof = { at: Date; end: number };
type Trust = (certificate: Certificate, of: Judged, at: Date, purpose: Circumstances["purpose"]) => Distrust;

function trusting(
  { anchors: signers, stampAnchors, now }: Asked,
  others: Certificate[],
  crls: Uint8Array[],
): Trust {
  return (certificate, of, at, purpose) => {
    if (purpose === "timestamp" && at.getTime() > now.getTime() + CLOCKS_DIFFER_MS) return "not-yet";
    const ders = [...of.certificates, ...of.stamps.flatMap((stamp) => stamp.certificates)];
    const pool = [...readCertificates(ders), ...others];
    return distrustOf(certificate, {
      ...{ pool, anchors: purpose === "timestamp" ? stampAnchors : signers, at, purpose },
      crls: [...of.crls, ...crls],
    });
  };
}

function proofOf(one: Judged, trust: Trust): Proof[] {
  const [stamp] = one.stamps;
  if (one.kind !== "document-timestamp" || one.fault || !stamp?.at || !stamp.certificate || !one.range)
    return [];
  return trust(stamp.certificate, one, stamp.at, "timestamp") ? [] : [{ at: stamp.at, end: one.range.end }];
}

/** The earliest time stamp that is trusted, else the first that holds, else what the signer's clock says. */
function momentOf(pdf: Pdf, one: Judged, trust: Trust): Moment | null {
  const stamped = one.stamps.flatMap(({ fault, at, certificate }): Moment[] => {
    if (fault || !at || !certificate) return [];
    const distrust = trust(certificate, one, at, "timestamp");
    return [{ at, source: "timestamp", by: certificate.name.name, distrust }];
  });
  const trusted = stamped
    .filter(({ distrust }) => distrust === null)
    .sort((a, b) => Number(a.at) - Number(b.at));
  const best = trusted[0] ?? stamped[0];
  if (best || one.kind === "document-timestamp") return best ?? null;
  const at = claimedMoment(pdf, one.field.signature);
  return at && { at, source: "claimed", by: null, distrust: null };
}

/** At the best time that is known: by its own time stamp, by one over the document with it, or now. */
function signerDistrust(
  one: Judged,
  time: Moment | null,
  proofs: Proof[],
  trust: Trust,
  now: Date,
): Distrust {
  if (!one.certificate) return "no-root";
  if (one.kind === "document-timestamp") return trust(one.certificate, one, time?.at ?? now, "timestamp");
  const stamped = time?.source === "timestamp" && time.distrust === null ? [time.at] : [];
  const { range } = one;
  const covered = range ? proofs.filter(({ end }) => end >= range.end).map(({ at }) => at) : [];
  const at = [...stamped, ...covered].sort((a, b) => Number(a) - Number(b))[0] ?? now;
  return trust(one.certificate, one, at, "document");
}

async function changesOf(
  bytes: Uint8Array,
  { range }: Judged,
  changesAfter: ChangesAfter,
): Promise<Change[]> {
  if (range?.end === bytes.length) return [];
  const unreadable: Change[] = [{ allowed: false, kind: "unreadable", page: null, name: null }];
  return range ? changesAfter(bytes, range.end).catch(() => unreadable) : unreadable;
}

async function isArchived(bytes: Uint8Array, proofs: Proof[]): Promise<boolean> {
  const last = proofs.reduce<Proof | null>((a, b) => (a && a.end > b.end ? a : b), null);
  return last !== null && (await isArchivedAt(bytes, last.end));
}
