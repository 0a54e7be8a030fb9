import { randomUUID } from "node:crypto";
import { SignedXml } from "xml-crypto";
import type { Identity } from "./certificates";
import { type Algorithms, NAMES } from "./inspect";

const ANONYMOUS = `${NAMES.wsa}/anonymous`;
const TOKEN = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";

export type Reply = {
  action: string;
  relatesTo: string;
  /** The element in the Body. */
  body: string;
  createdAt: Date;
  signer: Identity;
  algorithms: Algorithms;
};

/** An answer built as the real ones are: w_25 the Timestamp, w_21 to w_24 the headers, w_20 the Body. */
export function signedReply(reply: Reply): string {
  const { signer, algorithms } = reply;
  const token = `SecurityToken-${randomUUID()}`;
  const signature = new SignedXml({
    idMode: "wssecurity",
    privateKey: signer.key,
    signatureAlgorithm: algorithms.signature,
    canonicalizationAlgorithm: NAMES.c14n,
    getKeyInfoContent: () =>
      `<wsse:SecurityTokenReference xmlns:wsse="${NAMES.wsse}"><wsse:Reference URI="#${token}" ValueType="${TOKEN}x509-token-profile-1.0#X509v3"/></wsse:SecurityTokenReference>`,
  });
  for (const id of ["w_25", "w_21", "w_22", "w_23", "w_24", "w_20"])
    signature.addReference({
      xpath: `//*[@*[local-name()='Id']='${id}']`,
      digestAlgorithm: algorithms.digest,
      transforms: [NAMES.c14n],
    });
  signature.computeSignature(envelope(reply, security(token, signer, reply.createdAt)), {
    location: { reference: "//*[local-name()='Security']", action: "append" },
  });
  return signature.getSignedXml();
}

export function unsignedReply(reply: Omit<Reply, "signer" | "algorithms">): string {
  return envelope(reply, "");
}

/** A fault as Digipoort gives it: without a signature. */
export function faultReply(
  of: { action: string; relatesTo: string | null; element: string },
  fault: Fault,
): string {
  const detail = `<fault:${of.element} xmlns:fault="http://logius.nl/digipoort/koppelvlakservices/1.2/"><fault:foutcode>${fault.code}</fault:foutcode><fault:foutbeschrijving>${escaped(fault.description)}</fault:foutbeschrijving></fault:${of.element}>`;
  const id = of.relatesTo ?? `urn:uuid:${randomUUID()}`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="${NAMES.soap}" xmlns:wsa="${NAMES.wsa}"><soapenv:Header><wsa:To>${ANONYMOUS}</wsa:To><wsa:MessageID>${id}</wsa:MessageID><wsa:Action>${of.action}</wsa:Action><wsa:RelatesTo>${id}</wsa:RelatesTo></soapenv:Header><soapenv:Body><soapenv:Fault><faultcode>soapenv:Client</faultcode><faultstring>Algemene fout</faultstring><faultactor>Verantwoordingsplichtige</faultactor><detail>${detail}</detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>`;
}

export type Fault = { code: string; description: string };

export function element(name: string, value: string | undefined): string {
  return value === undefined ? "" : `<${name}>${escaped(value)}</${name}>`;
}

function envelope(reply: Omit<Reply, "signer" | "algorithms">, securityXml: string): string {
  const header = (id: string, name: string, value: string) =>
    `<wsa:${name} wsu:Id="${id}" xmlns:wsu="${NAMES.wsu}">${escaped(value)}</wsa:${name}>`;
  return [
    `<soapenv:Envelope xmlns:soapenv="${NAMES.soap}" xmlns:wsa="${NAMES.wsa}"><soapenv:Header>`,
    securityXml,
    header("w_21", "To", ANONYMOUS),
    header("w_22", "MessageID", `urn:uuid:${randomUUID()}`),
    header("w_23", "Action", reply.action),
    header("w_24", "RelatesTo", reply.relatesTo),
    `</soapenv:Header><soapenv:Body wsu:Id="w_20" xmlns:wsu="${NAMES.wsu}">${reply.body}</soapenv:Body></soapenv:Envelope>`,
  ].join("");
}

function security(token: string, { certificate }: Identity, createdAt: Date): string {
  const der = certificate.replace(/-----[^-]+-----|\s/g, "");
  const expires = new Date(createdAt.getTime() + 600_000);
  return [
    `<s:Security soapenv:mustUnderstand="1" xmlns:s="${NAMES.wsse}" xmlns:u="${NAMES.wsu}">`,
    `<u:Timestamp u:Id="w_25"><u:Created>${createdAt.toISOString()}</u:Created>`,
    `<u:Expires>${expires.toISOString()}</u:Expires></u:Timestamp>`,
    `<wsse:BinarySecurityToken wsu:Id="${token}" EncodingType="${TOKEN}soap-message-security-1.0#Base64Binary"`,
    ` ValueType="${TOKEN}x509-token-profile-1.0#X509v3" xmlns:wsu="${NAMES.wsu}" xmlns:wsse="${NAMES.wsse}">`,
    `${der}</wsse:BinarySecurityToken></s:Security>`,
  ].join("");
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
