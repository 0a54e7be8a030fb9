import { type KeyObject, X509Certificate } from "node:crypto";
import { Boolean as Asn1Boolean, BitString, GeneralizedTime, Integer, UTCTime } from "asn1js";
import {
  contentsOf,
  type Element,
  inside,
  octetsOf,
  oidOf,
  rawOf,
  readBer,
  tagOf,
  Unreadable,
} from "@/lib/pades/asn1/ber";
import type { CertificateName } from "@/lib/pades/shapes";
import { commonName, partOf } from "./distinguished-name";

/** What a certificate (RFC 5280) says, as far as it is asked here. */
export type Certificate = {
  der: Buffer;
  x509: X509Certificate;
  /** The names and the number as they stand in it. */
  subject: Buffer;
  issuer: Buffer;
  serial: Buffer;
  /** How it is signed by its issuer. */
  signedBy: Element;
  notBefore: Date;
  notAfter: Date;
  /** Null: it says nothing of being an authority. */
  authority: { allowed: boolean; longest: number } | null;
  /** The bits of its key usage; null: it may be used for all. */
  usage: ((bit: number) => boolean) | null;
  /** The purposes it is for; null: it does not say. */
  purposes: { oids: string[]; critical: boolean } | null;
  keyId: Buffer | null;
  /** Where its issuer tells what was revoked, as it says itself; no more than five. */
  listedAt: string[];
  /** The extensions that whoever does not know them has to refuse it for. */
  critical: string[];
  name: CertificateName;
};

/** The bits of the key usage extension (RFC 5280, 4.2.1.3). */
export const USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const;

/** Always critical, whatever it says itself (RFC 5280, 4.2.1.10). */
const NAME_CONSTRAINTS = "2.5.29.30";

/** @throws Unreadable, or what OpenSSL says of it */
export function readCertificate(der: Uint8Array): Certificate {
  const x509 = new X509Certificate(der);
  const [body, signedBy] = inside(readBer(x509.raw).element);
  const fields = inside(body);
  // A version comes first, unless it is the first.
  const at = fields.findIndex((field) => field instanceof Integer);
  const [serial, , issuer, validity, subject] = at < 0 ? [] : fields.slice(at);
  if (!serial || !issuer || !subject || !signedBy) throw new Unreadable("this is no certificate");
  const [from, to] = inside(validity).map(timeOf);
  if (!from || !to) throw new Unreadable("a certificate without a time");
  const extensions = extensionsOf(fields.slice(at));
  const number = contentsOf(serial).toString("hex").toUpperCase();
  return {
    der: x509.raw,
    x509,
    subject: rawOf(subject),
    issuer: rawOf(issuer),
    serial: rawOf(serial),
    signedBy,
    notBefore: from,
    notAfter: to,
    authority: authorityOf(extensions.get("2.5.29.19")),
    usage: usageOf(extensions.get("2.5.29.15")),
    purposes: purposesOf(extensions.get("2.5.29.37")),
    keyId: keyIdOf(extensions.get("2.5.29.14")),
    listedAt: placesOf(extensions.get("2.5.29.31")),
    critical: [...extensions]
      .filter(([oid, { critical }]) => critical || oid === NAME_CONSTRAINTS)
      .map(([oid]) => oid),
    name: {
      name: commonName(subject),
      organisation: partOf(subject, "O"),
      issuer: commonName(issuer),
      serial: number.replace(/^(00)+(?=..)/, ""),
      notBefore: from,
      notAfter: to,
    },
  };
}

const MOST = 256;

/** Those of them that can be read, each once, and no more than 256 of a stranger's thousands. */
export function readCertificates(ders: Iterable<Uint8Array>): Certificate[] {
  const found = new Map<string, Certificate>();
  for (const der of ders) {
    if (found.size >= MOST) break;
    try {
      const certificate = readCertificate(der);
      found.set(certificate.x509.fingerprint256, certificate);
    } catch {
      // A stranger's certificate that cannot be read helps nobody.
    }
  }
  return [...found.values()];
}

/** Null for a key of a kind that is not known here. */
export function keyOf({ x509 }: Certificate): KeyObject | null {
  try {
    return x509.publicKey;
  } catch {
    return null;
  }
}

type Extension = { critical: boolean; value: Element };

function extensionsOf(fields: Element[]): Map<string, Extension> {
  const list = inside(inside(fields.find((field) => tagOf(field) === 0xa3))[0]);
  const found = new Map<string, Extension>();
  for (const one of list) {
    const [type, ...rest] = inside(one);
    const oid = oidOf(type);
    if (found.has(oid)) throw new Unreadable("an extension twice");
    const critical = rest[0] instanceof Asn1Boolean && rest[0].valueBlock.value;
    found.set(oid, { critical, value: readBer(octetsOf(rest.at(-1))).element });
  }
  return found;
}

function authorityOf(extension: Extension | undefined): Certificate["authority"] {
  if (!extension) return null;
  const [first, second] = inside(extension.value);
  const allowed = first instanceof Asn1Boolean && first.valueBlock.value;
  if (second === undefined) return { allowed, longest: Number.POSITIVE_INFINITY };
  return { allowed, longest: Number.parseInt(contentsOf(second).toString("hex"), 16) };
}

function usageOf(extension: Extension | undefined): Certificate["usage"] {
  if (!extension) return null;
  if (!(extension.value instanceof BitString)) throw new Unreadable("a key usage without bits");
  const bytes = extension.value.valueBlock.valueHexView;
  return (bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;
}

function purposesOf(extension: Extension | undefined): Certificate["purposes"] {
  return extension ? { oids: inside(extension.value).map(oidOf), critical: extension.critical } : null;
}

function keyIdOf(extension: Extension | undefined): Buffer | null {
  return extension ? octetsOf(extension.value) : null;
}

const URI = 0x86;

/** The addresses in its CRL distribution points (RFC 5280, 4.2.1.13): each a full name, in which a URI. */
function placesOf(extension: Extension | undefined): string[] {
  const names = inside(extension?.value)
    .flatMap(inside)
    .filter((part) => tagOf(part) === 0xa0)
    .flatMap(inside)
    .filter((name) => tagOf(name) === 0xa0)
    .flatMap(inside);
  return names
    .filter((name) => tagOf(name) === URI)
    .slice(0, 5)
    .map((name) => contentsOf(name).toString("latin1"));
}

/** UTCTime or GeneralizedTime. @throws Unreadable */
export function timeOf(element: Element): Date {
  const time =
    element instanceof UTCTime || element instanceof GeneralizedTime ? element.toDate() : undefined;
  if (!time || Number.isNaN(time.getTime())) throw new Unreadable("no time");
  return time;
}
