import type { PdfDict } from "@libpdf/core";
import { digest } from "@/lib/pades/algorithms";
import type { Certificate } from "@/lib/pades/certificates/certificate";
import { checkSigned } from "@/lib/pades/cms/check";
import { readSignedData } from "@/lib/pades/cms/read";
import { type Field, nameOf, type Pdf } from "@/lib/pades/document/document";
import type { Fault, SignatureReport } from "@/lib/pades/shapes";
import { checkStamp, type Stamp, stampsOf } from "@/lib/pades/timestamps/stamp";
import type { SignedRange } from "./signed-range";

/** A signature by its bytes and its key; whom it is of, and whether that is trusted, is not looked at yet. */
export type Judged = {
  field: Field & { signature: PdfDict };
  kind: SignatureReport["kind"];
  fault: Fault | null;
  range: SignedRange | null;
  certificate: Certificate | null;
  /** All that came with it, in DER. */
  certificates: Buffer[];
  crls: Buffer[];
  /** The time stamps over it; for a document time stamp itself. */
  stamps: Stamp[];
};

/** @param others certificates in the file, for signatures that come without their own */
export function judge(
  pdf: Pdf,
  field: Judged["field"],
  range: SignedRange | null,
  others: Certificate[],
): Judged {
  const subFilter = nameOf(pdf, field.signature.get("SubFilter"));
  const kind = subFilter === "ETSI.RFC3161" ? "document-timestamp" : "signature";
  if (!range) return { field, kind, range, ...nothing("wrong-range") };
  try {
    const parts = kind === "signature" ? judgeSignature(subFilter, range, others) : judgeStamp(range, others);
    return { field, kind, range, ...parts };
  } catch {
    return { field, kind, range, ...nothing("unreadable") };
  }
}

type Parts = Omit<Judged, "field" | "kind" | "range">;

function nothing(fault: Fault): Parts {
  return { fault, certificate: null, certificates: [], crls: [], stamps: [] };
}

function judgeStamp({ contents, pieces }: SignedRange, others: Certificate[]): Parts {
  const stamp = checkStamp(contents, (algorithm) => digest(algorithm, ...pieces), others);
  const { fault, certificate, certificates } = stamp;
  return { fault, certificate, certificates, crls: [], stamps: [stamp] };
}

function judgeSignature(subFilter: string | undefined, range: SignedRange, others: Certificate[]): Parts {
  // A bare signature over SHA-1, with the certificate elsewhere.
  if (subFilter === "adbe.x509.rsa_sha1") return nothing("weak-algorithm");
  const signed = readSignedData(range.contents);
  const cades = subFilter === "ETSI.CAdES.detached";
  const { fault, certificate, signer } = checkSigned(signed, range.pieces, { named: cades, others });
  const { certificates, crls } = signed;
  const answer = { certificate, certificates, crls, stamps: [] };
  if (subFilter === "adbe.pkcs7.sha1") return { ...answer, fault: "weak-algorithm" };
  if (!cades && subFilter !== "adbe.pkcs7.detached") return { ...answer, fault: "unknown-kind" };
  // Detached means that the content is the file, and nothing else.
  if (signed.content) return { ...answer, fault: "unknown-kind" };
  if (fault || !signer) return { ...answer, fault };
  const stamps = stampsOf(signer, others);
  return { ...answer, fault: stampFault(stamps), stamps };
}

/** A stamp that is over something else, or altered, was tampered with; one that cannot be judged is not believed. */
function stampFault(stamps: Stamp[]): Fault | null {
  const faults = stamps.flatMap(({ fault }) => fault ?? []);
  const [first = null] = faults;
  if (faults.some((fault) => ["bytes-changed", "not-its-key", "other-certificate"].includes(fault))) {
    return "timestamp-broken";
  }
  return first;
}
