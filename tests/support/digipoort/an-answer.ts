import { type Answer, readAnswer } from "@/lib/ports/filing-channel/answer";
import { checkConfig, type WusConfig } from "@/lib/ports/filing-channel/config";
import { OPERATIONS } from "@/lib/ports/filing-channel/names";
import { type Reply, signedReply } from "./answers";
import { makeCertificates, SERVICE_NUMBER } from "./certificates";
import { KV } from "./schema";

const sha1 = {
  signature: "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
  digest: "http://www.w3.org/2000/09/xmldsig#sha1",
};

/** Answers to one delivery, and their reader, without a server in between. */
export function anAnswer() {
  const certificates = makeCertificates();
  const at = new Date();
  const messageId = "urn:uuid:0d5bd3a2-6a0e-4b0b-8f0e-3a1f5b1f8f11";
  const operation = OPERATIONS.deliver;
  const settings: WusConfig = {
    deliverUrl: "https://digipoort.invalid/",
    statusUrl: "https://digipoort.invalid/",
    clientCertificate: certificates.client,
    signatureAlgorithm: "rsa-sha1",
    digestAlgorithm: "sha1",
    timestampTtlSeconds: 300,
    timeoutMs: 1000,
    trustedResponseSigners: {
      authorities: certificates.authority,
      subjectSerialNumbers: [SERVICE_NUMBER],
    },
  };
  const usual = checkConfig(settings);
  const signed = (other: Partial<Reply> = {}) =>
    signedReply({
      action: operation.responseAction,
      relatesTo: messageId,
      body: `<aanleverResponse xmlns="${KV}"><kenmerk>signed</kenmerk></aanleverResponse>`,
      createdAt: at,
      signer: certificates.server,
      algorithms: sha1,
      ...other,
    });
  const read = (
    xml: string | Buffer,
    other: { status?: number; at?: Date; contentType?: string; settings?: Partial<WusConfig> } = {},
  ): Answer => {
    const { status = 200, contentType = "text/xml" } = other;
    const answered = { kind: "answered" as const, status, contentType, body: Buffer.from(xml) };
    const config = other.settings ? checkConfig({ ...settings, ...other.settings }) : usual;
    return readAnswer(answered, { messageId, operation, at: other.at ?? at }, config);
  };
  return { certificates, at, messageId, operation, settings, signed, read };
}

/** The kenmerk in what was read, if it was taken for an answer. */
export function kenmerkIn(answer: Answer): string | null {
  return answer.kind === "response" ? (answer.element.children[0]?.text ?? null) : null;
}
