import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

/** PEM. */
export type Identity = { key: string; certificate: string };
export type Authority = {
  certificate: string;
  /** @param names DNS names and IPv4 addresses, for a server; `from` and `to` default to a year around now */
  issue(subject: {
    commonName: string;
    serialNumber?: string;
    names?: string[];
    from?: Date;
    to?: Date;
  }): Identity;
};

// X.509 v3 in DER (RFC 5280), as far as these tests need it.
const OID = {
  sha256WithRsa: "2a864886f70d01010b",
  commonName: "550403",
  serialNumber: "550405",
  basicConstraints: "551d13",
  subjectAltName: "551d11",
};
const day = 86_400_000;

/** An authority that lives as long as the tests: its key stays in here. */
export function makeAuthority(name: string): Authority {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const issuer = nameOf({ commonName: name });
  const make = (certificate: Omit<Certificate, "issuer">) => signed({ issuer, ...certificate }, privateKey);
  return {
    certificate: make({ subject: issuer, publicKey, isAuthority: true }),
    issue({ names, from, to, ...subject }) {
      const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
      return {
        key: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        certificate: make({ subject: nameOf(subject), publicKey: pair.publicKey, names, from, to }),
      };
    },
  };
}

type Certificate = {
  issuer: Buffer;
  subject: Buffer;
  publicKey: KeyObject;
  isAuthority?: boolean;
  names?: string[];
  from?: Date;
  to?: Date;
};

function signed(certificate: Certificate, key: KeyObject): string {
  const { issuer, subject, publicKey, isAuthority = false, names } = certificate;
  const from = certificate.from ?? new Date(Date.now() - day);
  const to = certificate.to ?? new Date(Date.now() + 365 * day);
  const algorithm = sequence(oid(OID.sha256WithRsa), tlv(0x05));
  const extensions = [
    extension(OID.basicConstraints, sequence(...(isAuthority ? [tlv(0x01, Buffer.from([0xff]))] : []))),
    ...(names ? [extension(OID.subjectAltName, sequence(...names.map(generalName)))] : []),
  ];
  const body = sequence(
    tlv(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    issuer,
    sequence(time(from), time(to)),
    subject,
    publicKey.export({ type: "spki", format: "der" }),
    tlv(0xa3, sequence(...extensions)),
  );
  const signature = createSign("sha256").update(body).sign(key);
  const der = sequence(body, algorithm, tlv(0x03, Buffer.from([0]), signature));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

export function fingerprintOf(certificate: string): string {
  const der = Buffer.from(certificate.replace(/-----[^-]+-----|\s/g, ""), "base64");
  return createHash("sha256").update(der).digest("hex");
}

function nameOf({ commonName, serialNumber }: { commonName: string; serialNumber?: string }): Buffer {
  const attribute = (type: string, value: string) =>
    tlv(0x31, sequence(oid(type), tlv(0x0c, Buffer.from(value))));
  return sequence(
    ...(serialNumber ? [attribute(OID.serialNumber, serialNumber)] : []),
    attribute(OID.commonName, commonName),
  );
}

function generalName(name: string): Buffer {
  const isAddress = /^[\d.]+$/.test(name);
  return isAddress ? tlv(0x87, Buffer.from(name.split(".").map(Number))) : tlv(0x82, Buffer.from(name));
}

function extension(type: string, value: Buffer): Buffer {
  return sequence(oid(type), tlv(0x01, Buffer.from([0xff])), tlv(0x04, value));
}

/** UTCTime, as RFC 5280 wants it until 2049. */
function time(at: Date): Buffer {
  return tlv(0x17, Buffer.from(`${at.toISOString().replace(/\D/g, "").slice(2, 14)}Z`));
}

function oid(hex: string): Buffer {
  return tlv(0x06, Buffer.from(hex, "hex"));
}

function integer(bytes: Buffer): Buffer {
  return tlv(0x02, bytes);
}

function sequence(...parts: Buffer[]): Buffer {
  return tlv(0x30, ...parts);
}

function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** Whom the stand-in and its client need: plain texts, so that they can be kept from one start to the next. */
export type Certificates = { authority: string; server: Identity; client: Identity };

/** Stands where an OIN stands in the certificate of the real service. */
export const SERVICE_NUMBER = "00000000000000000001";

export function makeCertificates(): Certificates {
  const authority = makeAuthority("Stand-in authority");
  return {
    authority: authority.certificate,
    server: authority.issue({
      commonName: "localhost",
      serialNumber: SERVICE_NUMBER,
      names: ["localhost", "127.0.0.1"],
    }),
    client: authority.issue({ commonName: "kantoor.example", serialNumber: "00000000000000000002" }),
  };
}
