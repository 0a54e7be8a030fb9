import { randomUUID, X509Certificate } from "node:crypto";
import type { Identity } from "@/lib/pades/certificates/authority";
import { inDer } from "@/lib/ports/signing-key/service-algorithms";
import { type Answer, type Asked, type StandIn, standIn } from "../stand-in";
import { signHash } from "./sign-hash";

const HASHES: Record<string, number> = {
  "2.16.840.1.101.3.4.2.1": 32,
  "2.16.840.1.101.3.4.2.2": 48,
  "2.16.840.1.101.3.4.2.3": 64,
};
const RSA = { alone: "1.2.840.113549.1.1.1", named: "1.2.840.113549.1.1.11" };
const EC = { alone: "1.2.840.10045.2.1", named: "1.2.840.10045.4.3.2" };

export type KeyServiceServer = StandIn & {
  credential: string;
  token: string;
  pin: string;
  /** What it does otherwise than it should, from now on. */
  settings: Settings;
};

type Settings = {
  authMode: "implicit" | "explicit" | "oauth2code";
  keyStatus: "enabled" | "disabled";
  /** The key that really signs. */
  key: Identity["key"];
  certificates: string[];
  ecdsa: "der" | "numbers";
  tokenExpired: boolean;
};

/**
 * A service with one key, by the API of the Cloud Signature Consortium (version 1.0.4.0): credentials/info (11.5),
 * credentials/authorize (11.6) and signatures/signHash (11.9).
 */
export async function keyService(identity: Identity, chain: Uint8Array[]): Promise<KeyServiceServer> {
  const [credential, token, pin] = [randomUUID(), randomUUID(), "12345678"];
  const settings: Settings = {
    authMode: "explicit",
    keyStatus: "enabled",
    key: identity.key,
    certificates: [identity.certificate, ...chain].map((der) => Buffer.from(der).toString("base64")),
    ecdsa: "der",
    tokenExpired: false,
  };
  /** Which hash an activation is for; it can be used once. */
  const activations = new Map<string, string>();
  const { asymmetricKeyType: type } = identity.key;
  const algorithms = type === "ec" ? EC : RSA;

  const answer = ({ method, path, headers, body }: Asked): Answer => {
    if (settings.tokenExpired) return error(401, "invalid_token");
    if (headers.authorization !== `Bearer ${token}`) return error(401, "invalid_token");
    if (method !== "POST") return error(405, "invalid_request");
    const asked = JSON.parse(body);
    if (asked.credentialID !== credential) return error(400, "invalid_request");
    if (path === "/csc/v1/credentials/info") return { status: 200, body: info() };
    if (path === "/csc/v1/credentials/authorize") return authorize(asked);
    if (path === "/csc/v1/signatures/signHash") return signed(asked);
    return error(404, "invalid_request");
  };

  const info = () => ({
    description: "Stand-in",
    key: { status: settings.keyStatus, algo: [algorithms.named, algorithms.alone], len: 2048 },
    cert: {
      status: "valid",
      certificates: settings.certificates,
      subjectDN: new X509Certificate(identity.certificate).subject,
    },
    authMode: settings.authMode,
    SCAL: "2",
    ...(settings.authMode === "explicit"
      ? { PIN: { presence: "true", label: "PIN", format: "N" }, OTP: { presence: "false" } }
      : {}),
    multisign: 1,
    lang: "nl-NL",
  });

  const authorize = (asked: { numSignatures?: number; hash?: string[]; PIN?: string }) => {
    if (settings.authMode === "oauth2code" || asked.numSignatures !== 1 || asked.hash?.length !== 1)
      return error(400, "invalid_request");
    if (settings.authMode === "explicit" && asked.PIN !== pin) return error(400, "invalid_pin");
    const SAD = randomUUID();
    activations.set(SAD, asked.hash[0] ?? "");
    return { status: 200, body: { SAD, expiresIn: 300 } };
  };

  const signed = (asked: { SAD?: string; hash?: string[]; signAlgo?: string; hashAlgo?: string }) => {
    const [hash = ""] = asked.hash ?? [];
    if (settings.authMode !== "oauth2code" && activations.get(asked.SAD ?? "") !== hash)
      return error(400, "invalid_request");
    activations.delete(asked.SAD ?? "");
    const isNamed = asked.signAlgo === algorithms.named;
    const hashOid = isNamed ? "2.16.840.1.101.3.4.2.1" : (asked.hashAlgo ?? "");
    const bytes = Buffer.from(hash, "base64");
    if (!isNamed && asked.signAlgo !== algorithms.alone) return error(400, "invalid_request");
    if (bytes.length !== HASHES[hashOid]) return error(400, "invalid_request");
    const value = signHash(settings.key, bytes, hashOid);
    const sent = type === "ec" && settings.ecdsa === "der" ? inDer(value) : value;
    return { status: 200, body: { signatures: [sent.toString("base64")] } };
  };

  const failures = { "server error": error(500, "server_error"), "too many": error(429, "server_error") };
  return { ...(await standIn(answer, failures)), credential, token, pin, settings };
}

function error(status: number, name: string): Answer {
  return { status, body: { error: name, error_description: "What was wrong" } };
}
