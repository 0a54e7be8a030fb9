import { randomUUID } from "node:crypto";
import { z } from "zod";
import { readCertificates } from "@/lib/pades/certificates/certificate";
import type { Signer } from "@/lib/pades/shapes";
import { now } from "@/lib/ports/clock";
import { type SigningKeyRefusal, signingFacts } from "@/lib/ports/signing-key/facts";
import { signerFromService } from "@/lib/ports/signing-key/service";
import { type KeyService, SigningServiceFailure } from "@/lib/ports/signing-key/service-call";
import { notPublic, publicLookup } from "@/lib/ports/webhook/public-lookup";
import { isStandIn, parseTarget, type TargetFault } from "@/lib/ports/webhook/target";
import { certificateDers, pemOf } from "@/lib/shared/pem";
import { type Result, refuse } from "@/lib/shared/result";
import { isSelfSigned } from "./facts";
import type { Opened, ServiceAddress } from "./shapes";

/** What a service lets us in with; the PIN where the credential asks for one. */
export type ServiceSecret = { token: string; pin?: string | undefined };

export type ServiceRefusal =
  | (SigningKeyRefusal | "self-signed")
  | TargetFault
  | "service-unreachable"
  | "service-token"
  | "service-refused"
  | "service-unreadable"
  | "service-does-not-sign";

const secret = z.object({ token: z.string(), pin: z.string().optional() });

/**
 * Asks a service for the certificate of a key, once, and has it sign something that says that it is a trial: a wrong PIN
 * shows here, and not when the first client has signed. What it answers can be kept.
 */
export async function openService(
  address: ServiceAddress,
  access: ServiceSecret,
): Promise<Result<{ opened: Opened }, ServiceRefusal>> {
  const service = serviceAt(address, access);
  if (!service.ok) return service;
  try {
    const found = await signerFromService(service.service, now());
    if (!found.ok) return found;
    const { certificate, chain } = found.signer;
    const pem = [certificate, ...chain].map((der) => pemOf(der, "CERTIFICATE")).join("");
    if (isSelfSigned(pem)) return refuse("self-signed");
    const reason = await whyItDoesNotSign(found.signer);
    if (reason) return refuse(reason);
    const opened = {
      certificate: pem,
      key: JSON.stringify(access),
      service: address,
      notAfter: found.facts.notAfter,
    };
    return { ok: true, opened };
  } catch (error) {
    if (!(error instanceof SigningServiceFailure)) throw error;
    return refuse(refusalOf(error));
  }
}

/** The last of what it says stands with the PIN: the service knew the token and the key a moment ago. */
async function whyItDoesNotSign(signer: Signer): Promise<ServiceRefusal | null> {
  try {
    await signer.sign(Buffer.from(`Trial of a signing key: ${randomUUID()}`), "SHA-256");
    return null;
  } catch (error) {
    if (!(error instanceof SigningServiceFailure)) throw error;
    return error.fault === "unreachable" ? "service-unreachable" : "service-does-not-sign";
  }
}

/**
 * Who signs with a key at a service, by the certificate that was kept of it: the service is asked for nothing before it
 * has to sign.
 * @param pem its issuers behind it
 */
export function serviceSigner(address: ServiceAddress, pem: string, access: ServiceSecret): Signer {
  const [certificate, ...issuers] = readCertificates(certificateDers(pem));
  if (!certificate) throw new Error("A certificate was kept that cannot be read");
  return {
    certificate: certificate.der,
    chain: issuers.map(({ der }) => der),
    keyType: signingFacts(certificate).keyType,
    async sign(bytes, algorithm) {
      const service = serviceAt(address, access);
      if (!service.ok) throw new SigningServiceFailure("refused", service.reason);
      const found = await signerFromService(service.service, now());
      if (!found.ok) throw new SigningServiceFailure("refused", found.reason);
      // Everything was laid out for the certificate that was kept.
      if (!certificate.der.equals(found.signer.certificate))
        throw new SigningServiceFailure("not-its-signature", "the service has another certificate now");
      return found.signer.sign(bytes, algorithm);
    },
  };
}

/** What was sealed of a service. */
export function readSecret(text: string): ServiceSecret {
  return secret.parse(JSON.parse(text));
}

function serviceAt(
  { url, credential }: ServiceAddress,
  { token, pin }: ServiceSecret,
): Result<{ service: KeyService }, TargetFault> {
  const target = parseTarget(url);
  if (!target.ok) return target;
  const service: KeyService = {
    base: url,
    token: async () => token,
    credential,
    ...(pin ? { pin } : {}),
    lookup: isStandIn(target.url) ? undefined : publicLookup,
  };
  return { ok: true, service };
}

function refusalOf({ fault, message }: SigningServiceFailure): ServiceRefusal {
  if (message.endsWith(notPublic)) return "url-private";
  if (fault === "unreachable") return "service-unreachable";
  if (fault === "token-expired") return "service-token";
  return fault === "refused" ? "service-refused" : "service-unreadable";
}
