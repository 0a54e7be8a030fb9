import { type KeyObject, verify } from "node:crypto";
import { digest, nodeDigest } from "@/lib/pades/algorithms";
import { readCertificates } from "@/lib/pades/certificates/certificate";
import type { DigestAlgorithm, Signer } from "@/lib/pades/shapes";
import { type Result, refuse } from "@/lib/shared/result";
import { refusalOf, type SigningFacts, type SigningKeyRefusal, signingFacts } from "./facts";
import { algorithmFor, inDer } from "./service-algorithms";
import { authorizeAnswer, credentialAnswer, signHashAnswer } from "./service-answers";
import { type KeyService, SigningServiceFailure, serviceCall } from "./service-call";

/**
 * Who signs with a key that lies with a service, by the API of the Cloud Signature Consortium (version 1.0.4.0): its
 * hash leaves the house, and the document does not.
 *
 * @param at when the certificate must be valid
 * @throws SigningServiceFailure when the service does not answer, or with nonsense
 */
export async function signerFromService(
  service: KeyService,
  at: Date,
): Promise<Result<{ signer: Signer; facts: SigningFacts }, SigningKeyRefusal>> {
  const asked = { credentialID: service.credential, certificates: "chain", certInfo: true, authInfo: true };
  const { key, cert, authMode } = await serviceCall(service, "credentials/info", asked, credentialAnswer);
  const [der, ...chain] = cert.certificates.map((one) => Buffer.from(one, "base64"));
  const [certificate] = readCertificates(der ? [der] : []);
  if (!certificate) return refuse(der ? "unreadable" : "no-certificate");
  if (key.status !== "enabled") return refuse("no-key");
  if (cert.status === "expired") return refuse("expired");
  const reason = refusalOf(certificate, at);
  if (reason) return refuse(reason);
  const facts = signingFacts(certificate);
  const sign = async (bytes: Uint8Array, algorithm: DigestAlgorithm): Promise<Uint8Array> => {
    const hash = digest(algorithm, bytes).toString("base64");
    const request = {
      credentialID: service.credential,
      ...(await activation(service, authMode, hash)),
      hash: [hash],
      ...algorithmFor(key.algo, facts.keyType, algorithm),
    };
    const { signatures } = await serviceCall(service, "signatures/signHash", request, signHashAnswer);
    return ownSignature(Buffer.from(signatures[0], "base64"), certificate.x509.publicKey, bytes, algorithm);
  };
  return { ok: true, signer: { certificate: certificate.der, chain, keyType: facts.keyType, sign }, facts };
}

/** The data that lets the key sign this one hash (11.6); a token from OAuth's own page for it is that by itself. */
async function activation(service: KeyService, authMode: string, hash: string): Promise<{ SAD?: string }> {
  if (authMode === "oauth2code") return {};
  const asked = {
    credentialID: service.credential,
    numSignatures: 1,
    hash: [hash],
    ...(service.pin ? { PIN: service.pin } : {}),
  };
  const { SAD } = await serviceCall(service, "credentials/authorize", asked, authorizeAnswer);
  return { SAD };
}

/**
 * What the service sends is used only when the certificate says that it is right. ECDSA is sent in DER by some, and as
 * two numbers by others.
 */
function ownSignature(
  signature: Buffer,
  key: KeyObject,
  bytes: Uint8Array,
  algorithm: DigestAlgorithm,
): Uint8Array {
  const isRight = (dsaEncoding: "der" | "ieee-p1363") => {
    try {
      return verify(nodeDigest(algorithm), bytes, { key, dsaEncoding }, signature);
    } catch {
      return false;
    }
  };
  if (isRight("der")) return signature;
  if (key.asymmetricKeyType === "ec" && isRight("ieee-p1363")) return inDer(signature);
  throw new SigningServiceFailure("not-its-signature");
}
