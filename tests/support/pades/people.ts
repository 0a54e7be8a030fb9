import type { Change, SignatureReport } from "@/lib/pades/shapes";
import { verifyPdf } from "@/lib/pades/verify/verify";
import { aCertificate, KEYS } from "./certificates";
import { aSignature, aStamp, type Odd } from "./signatures";
import { aPaper, type Paper, revised, signed } from "./signed-pdf";

/** The root that is trusted in these tests, and who has a certificate under it. */
export const ROOT = aCertificate({ name: "Wortel", key: KEYS.p256, usage: 0x06 });
export const FIRM = aCertificate({ name: "Jan Noorderlicht", issuer: ROOT, usage: 0xc0 });
export const CLIENT = aCertificate({ name: "Bakker", issuer: ROOT, key: KEYS.p384 });
export const CLOCK = aCertificate({
  name: "Klok",
  issuer: ROOT,
  key: KEYS.other,
  usage: 0x80,
  purposes: ["1.3.6.1.5.5.7.3.8"],
});
export const NOW = new Date("2026-06-01T12:00:00Z");

export function reportOf(bytes: Uint8Array, { changes = [] as Change[], now = NOW } = {}) {
  return verifyPdf(bytes, [ROOT.der], now, async () => changes);
}

/** What is said of the one signature of a file. */
export async function signatureOf(bytes: Uint8Array): Promise<SignatureReport> {
  const { signatures } = await reportOf(bytes);
  const [only, ...more] = signatures;
  if (!only || more.length > 0) throw new Error(`${signatures.length} signatures`);
  return only;
}

/** A paper that the firm signed, or another, in one odd way or another. */
export function aSignedPaper(odd: Odd = {}, { by = FIRM, paper = aPaper(), ...more }: Partial<More> = {}) {
  return signed(paper, { ...more, make: (pieces) => aSignature(by, pieces, odd) });
}

/** A form in which somebody filled in another figure after it was signed, which the signature left room for. */
export async function aFilledPaper(...signature: Parameters<typeof aSignedPaper>): Promise<Paper> {
  const [odd, more] = signature;
  const figure = (value: string) =>
    `<< /Type /Annot /Subtype /Widget /FT /Tx /T (Winst) /V (${value}) /F 4 /P 3 0 R /Rect [60 700 260 730] >>`;
  const form = revised({ ...aPaper(), next: 6, fields: [5] }, { 5: figure("1.000") });
  const paper = await aSignedPaper(odd, { ...more, paper: form });
  return revised(paper, { 5: figure("9.999.999") });
}

type More = { by: typeof FIRM; paper: Paper } & Omit<Parameters<typeof signed>[1], "make">;

/** With a time stamp over all of it. */
export function withDocumentStamp(paper: Paper, at: string, by = CLOCK): Promise<Paper> {
  return signed(paper, {
    field: `Tijd ${paper.next}`,
    subFilter: "ETSI.RFC3161",
    rect: "[0 0 0 0]",
    make: (pieces) => aStamp(by, at, pieces),
  });
}
