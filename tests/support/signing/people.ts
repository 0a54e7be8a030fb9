import { type CertificateRequest, type Identity, makeIdentity } from "@/lib/pades/certificates/authority";
import { keySigner } from "@/lib/pades/certificates/key-signer";
import type { Signer, Timestamper } from "@/lib/pades/shapes";
import { timestampReply } from "@/lib/pades/timestamps/responder";
import { timestamperBy } from "@/lib/pades/timestamps/timestamper";

const year = 365 * 86_400_000;

/** Certificates as a test needs them: valid from a year ago to a year ahead, of a small key, unless told otherwise. */
export function aCertificate(
  commonName: string,
  request: Partial<CertificateRequest> = {},
): Promise<Identity> {
  return makeIdentity({
    subject: { commonName, organisation: "Kantoor Voorbeeld", country: "NL" },
    purpose: "document-signing",
    from: new Date(Date.now() - year),
    to: new Date(Date.now() + year),
    keyType: "EC",
    ...request,
  });
}

export type TestAuthority = {
  root: Identity;
  issuing: Identity;
  /** A certificate below the issuing authority. */
  issue(commonName: string, request?: Partial<CertificateRequest>): Promise<Identity>;
  /** Somebody who signs with it. */
  signer(commonName: string, request?: Partial<CertificateRequest>): Promise<Signer>;
};

export async function anAuthority(request: Partial<CertificateRequest> = {}): Promise<TestAuthority> {
  const root = await aCertificate("Testwortel", { purpose: "root", ...request });
  const issuing = await aCertificate("Testuitgever", { ...request, purpose: "issuing", issuer: root });
  const issue: TestAuthority["issue"] = (name, more = {}) =>
    aCertificate(name, { issuer: issuing, ...request, ...more });
  return {
    root,
    issuing,
    issue,
    async signer(name, more) {
      const { key, certificate } = await issue(name, more);
      return keySigner(key, certificate, [issuing.certificate]);
    },
  };
}

/** Certificates of nobody, in DER, of at least so many bytes together. */
export async function strangers(bytes: number): Promise<Buffer[]> {
  const made: Buffer[] = [];
  for (let left = bytes; left > 0; left -= made.at(-1)?.length ?? 0)
    made.push((await aCertificate(`Vreemde ${made.length}`)).certificate);
  return made;
}

/**
 * Time stamps of this authority, as a service gives them.
 * @param comeAlong certificates that it puts into each beside its own
 */
export async function aTimestamper(
  { root, signer }: TestAuthority,
  comeAlong: readonly Uint8Array[] = [],
): Promise<Timestamper> {
  const own = await signer("Testtijd", { purpose: "time-stamping" });
  const clock = { ...own, chain: [...own.chain, ...comeAlong] };
  return timestamperBy(
    (request) => timestampReply(request, clock, new Date()),
    [root.certificate],
    () => new Date(),
  );
}
