import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { signatureIdentifier } from "@/lib/pades/algorithms";
import { der, explicit, integer, objectId, octets, sequence, setOf, TRUE } from "@/lib/pades/asn1/der";

/** A certificate with its key and its issuer. */
export type Made = {
  der: Buffer;
  key: KeyObject;
  name: Buffer;
  serial: Buffer;
  keyId: Buffer;
  issuer: Made | null;
};

type Wanted = {
  name: string;
  organisation?: string;
  /** Null: by itself. */
  issuer?: Made | null;
  key?: KeyObject;
  from?: string;
  to?: string;
  /** Null: it says nothing of it. */
  authority?: { allowed: boolean; longest?: number } | null;
  /** The byte of its key usage. */
  usage?: number;
  purposes?: string[];
  serial?: number;
  /** Extensions in DER. */
  more?: Buffer[];
};

export const KEYS = {
  rsa: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
  other: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
  p256: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
  p384: generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey,
  p521: generateKeyPairSync("ec", { namedCurve: "P-521" }).privateKey,
};

export function text(value: string, tag = 0x0c): Buffer {
  return der(tag, Buffer.from(value, tag === 0x1e ? "utf16le" : "latin1"));
}

export function nameOf(...parts: [oid: string, value: Buffer][]): Buffer {
  return sequence(...parts.map(([oid, value]) => setOf(sequence(objectId(oid), value))));
}

export function extension(oid: string, value: Buffer, critical = false): Buffer {
  return sequence(objectId(oid), ...(critical ? [TRUE] : []), octets(value));
}

let last = 1000;

/** A certificate; an authority unless it is issued by another, and without any limits unless it is said. */
export function aCertificate(wanted: Wanted): Made {
  const { issuer = null, key = KEYS.rsa, from = "2020-01-01", to = "2040-01-01", usage, purposes } = wanted;
  const authority = wanted.authority === undefined ? (issuer ? null : { allowed: true }) : wanted.authority;
  const organisation = wanted.organisation ?? "Proef B.V.";
  const name = nameOf(
    ["2.5.4.10", der(0x0c, Buffer.from(organisation))],
    ["2.5.4.3", der(0x0c, Buffer.from(wanted.name))],
  );
  const serial = integer(wanted.serial ?? ++last);
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" });
  const keyId = createHash("sha1").update(publicKey).digest();
  const algorithm = signatureIdentifier(typeOf(issuer?.key ?? key), "SHA-256");
  const extensions = [
    extension("2.5.29.14", octets(keyId)),
    ...(authority ? [extension("2.5.29.19", basicConstraints(authority), true)] : []),
    ...(usage === undefined ? [] : [extension("2.5.29.15", der(3, Buffer.from([0, usage])), true)]),
    ...(purposes ? [extension("2.5.29.37", sequence(...purposes.map(objectId)), true)] : []),
    ...(wanted.more ?? []),
  ];
  const body = sequence(
    explicit(0, integer(2)),
    serial,
    algorithm,
    issuer?.name ?? name,
    sequence(time(from), time(to)),
    name,
    publicKey,
    explicit(3, sequence(...extensions)),
  );
  const signature = sign("sha256", body, issuer?.key ?? key);
  const whole = sequence(body, algorithm, der(3, Buffer.from([0]), signature));
  return { der: whole, key, name, serial, keyId, issuer };
}

/** A revocation list of these certificates. */
export function aRevocationList(
  issuer: Made,
  listed: { of: Made; at: string; reason?: number }[],
  key = issuer.key,
): Buffer {
  const algorithm = signatureIdentifier(typeOf(key), "SHA-256");
  const entries = listed.map(({ of, at, reason }) =>
    sequence(
      of.serial,
      time(at),
      ...(reason === undefined ? [] : [sequence(extension("2.5.29.21", der(10, Buffer.from([reason]))))]),
    ),
  );
  const body = sequence(
    integer(1),
    algorithm,
    issuer.name,
    time("2026-01-01"),
    time("2036-01-01"),
    ...(entries.length ? [sequence(...entries)] : []),
  );
  return sequence(body, algorithm, der(3, Buffer.from([0]), sign("sha256", body, key)));
}

export function typeOf(key: KeyObject): "RSA" | "EC" {
  return key.asymmetricKeyType === "ec" ? "EC" : "RSA";
}

/** @param day in ISO 8601, with a time or without */
export function time(day: string): Buffer {
  const digits = new Date(day).toISOString().replace(/[-:T]|\.\d+/g, "");
  return der(0x18, Buffer.from(digits));
}

function basicConstraints({ allowed, longest }: { allowed: boolean; longest?: number }): Buffer {
  return sequence(...(allowed ? [TRUE] : []), ...(longest === undefined ? [] : [integer(longest)]));
}
