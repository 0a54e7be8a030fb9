/**
 * What this part of the house is about: PDFs that are signed by PAdES (ETSI EN 319 142-1), and what is told of them.
 *
 * Beside this file stand the doors: `examine`, `prepare`, `sign`, `append`, `archive`, `repair` and `verify-file`. What a
 * signature is made of, each on the one before: `asn1`, `certificates`, `cms`, `timestamps`. How a PDF is read and
 * appended to: `document`, `appearance`. How a signed one is judged: `verify` (who signed what, and when) and `changes`
 * (what was done to it since). `thread` is where a stranger's file is opened.
 */

export type DigestAlgorithm = "SHA-256" | "SHA-384" | "SHA-512";

/**
 * Who signs: a certificate and something that can sign for it. Whether the key lies in a PKCS#12, in a hardware module
 * or with a service is its own business.
 */
export type Signer = {
  /** DER. */
  certificate: Uint8Array;
  /** DER of its issuers, the root left out or not. */
  chain: Uint8Array[];
  keyType: "RSA" | "EC";
  /**
   * Hashes and signs these bytes: RSASSA-PKCS1-v1_5, or ECDSA with the signature in DER.
   * @throws when the key cannot be reached
   */
  sign(bytes: Uint8Array, algorithm: DigestAlgorithm): Promise<Uint8Array>;
};

/** Asks for a time stamp (RFC 3161) over this digest and answers the token in DER. @throws TimestampFailure */
export type Timestamper = (digest: Uint8Array, algorithm: DigestAlgorithm) => Promise<Uint8Array>;

/** Points on the page as it is looked at: from its upper left corner, turned and cut as its reader does. */
export type Place = { page: number; x: number; y: number; width: number; height: number };

/** A line of the pen: points in 0..1 of the pad, from its upper left corner. */
export type Stroke = readonly (readonly [x: number, y: number])[];

/** How a person's hand looks: drawn, or the name as it was typed. */
export type Hand =
  | { kind: "drawn"; strokes: readonly Stroke[]; ratio: number }
  | { kind: "typed"; name: string };

/** Why a document cannot be signed here. */
export type DocumentRefusal =
  | "damaged" // a cross-reference table that is broken, or objects that cannot be read
  | "no-pages"
  | "locked" // asks for a password to be opened
  | "encrypted" // not signed; whoever prepares it can decrypt it
  | "signed-and-encrypted"
  | "no-changes-allowed" // a certifying signature with P=1, or a lock over our field
  | "field-signed"
  | "field-missing";

export class RefusedDocument extends Error {
  constructor(
    readonly reason: DocumentRefusal,
    readonly detail = "",
  ) {
    super(detail ? `${reason}: ${detail}` : reason);
  }
}

/** What the key's keeper and the service for time stamps gave is more than a PDF has room for. */
export class SignatureTooLarge extends Error {
  constructor(bytes: number) {
    super(`a signature of ${bytes} bytes does not fit`);
  }
}

/** What a service that gives time stamps did wrong; whatever it is, its answer is not used. */
export type TimestampFault =
  | "unreachable"
  | "refused" // an answer with a status other than granted
  | "unreadable"
  | "other-digest"
  | "other-nonce"
  | "not-its-signature"
  | "not-for-time-stamps" // its certificate is no time stamping certificate
  | "untrusted"
  | "off-by-minutes"; // a time that our clock contradicts

export class TimestampFailure extends Error {
  constructor(
    readonly fault: TimestampFault,
    detail = "",
  ) {
    super(detail ? `${fault}: ${detail}` : fault);
  }
}

/** What we know of whom a certificate is of. */
export type CertificateName = {
  /** The common name, or the whole subject where there is none. */
  name: string;
  organisation: string | null;
  /** The common name of its issuer. */
  issuer: string;
  /** Upper-case hex. */
  serial: string;
  notBefore: Date;
  notAfter: Date;
};

/**
 * valid: these bytes are what was signed, with the key of this certificate. broken: they are not. unjudged: signed in
 * a way that is not judged here (SHA-1, an old kind of signature, one that cannot be read); never shown as valid.
 */
export type Verdict = "valid" | "broken" | "unjudged";

export type Fault =
  | "bytes-changed" // the digest differs
  | "not-its-key"
  | "wrong-range" // the signed range leaves out more than the signature itself
  | "other-certificate" // the signed attribute names another
  | "weak-algorithm"
  | "unknown-kind"
  | "unreadable"
  | "several-signers"
  | "timestamp-broken";

/** Why a certificate is not trusted; null: it is. */
export type Distrust = "expired" | "not-yet" | "no-root" | "not-for-this" | "revoked" | null;

export type Moment = {
  at: Date;
  /** Who says so: a time stamp, or the signer's own clock (which proves nothing). */
  source: "timestamp" | "claimed";
  /** The common name of the time stamp's certificate. */
  by: string | null;
  distrust: Distrust;
};

/** What was done to the document after a signature. Allowed is what signing and archiving do. */
export type Change = {
  allowed: boolean;
  kind:
    | "signature-added"
    | "signature-field-added"
    | "archive-data" // DSS, document time stamps, extensions
    | "form-filled"
    | "annotation-added"
    | "annotation-changed"
    | "annotation-removed"
    | "page-changed"
    | "pages-added"
    | "pages-removed"
    | "document-changed" // in the catalog: names, scripts, layers, attachments
    | "unreadable";
  /** From 1; null when it is of the whole document. */
  page: number | null;
  /** A field's or an entry's name, as it stands in the file. */
  name: string | null;
};

export type SignatureReport = {
  /** The full name of its field. */
  field: string;
  kind: "signature" | "document-timestamp";
  verdict: Verdict;
  fault: Fault | null;
  signer: CertificateName | null;
  distrust: Distrust;
  time: Moment | null;
  /** As the signature's dictionary says; proves nothing by itself. */
  claimed: { name: string | null; reason: string | null; location: string | null };
  /** Where its field stands; null when it is not seen. */
  place: Place | null;
  /** The number of bytes up to the end of the signed revision. */
  revisionEnd: number;
  /** Nothing stands behind it. */
  coversAll: boolean;
  /** The certifying signature's permission (DocMDP); null: it does not certify. */
  permission: 1 | 2 | 3 | null;
  /** What was changed after it; empty when it covers all. */
  changes: Change[];
};

/** What is said of a whole file. */
export type DocumentReport = {
  pages: number;
  signatures: SignatureReport[];
  /** Data for the long term: certificates and revocation lists in the file, and a time stamp over them. */
  archived: boolean;
};
