import { X509Certificate } from "node:crypto";
import { SignedXml } from "xml-crypto";
import { kid, kids, parsed, textOf } from "./dom";
import { KV, schemaViolation } from "./schema";

export const NAMES = {
  soap: "http://schemas.xmlsoap.org/soap/envelope/",
  wsa: "http://www.w3.org/2005/08/addressing",
  wsse: "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd",
  wsu: "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd",
  dsig: "http://www.w3.org/2000/09/xmldsig#",
  c14n: "http://www.w3.org/2001/10/xml-exc-c14n#",
};
const TOKEN = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";

/** URIs of XML-DSig, such as the WSDL prescribes. */
export type Algorithms = { signature: string; digest: string };
export type Expected = {
  /** The address of the service: `wsa:To`. */
  to: string;
  soapAction: string;
  algorithms: Algorithms;
  /** PEM of who issues certificates to clients. */
  authority: string;
  now: Date;
};
export type Inspected =
  | { messageId: string; request: Element }
  | { messageId: string | null; violation: string };

class Violation extends Error {}

/** Everything that the WSDLs, their policy and the XSD ask of a request; the first thing that is wrong, if any. */
export function inspect(xml: string, expected: Expected): Inspected {
  let messageId: string | null = null;
  try {
    const envelope = parsed(xml);
    if (typeof envelope === "string") throw new Violation(envelope);
    const [header, body, more] = kids(envelope);
    const isEnvelope = envelope.localName === "Envelope" && envelope.namespaceURI === NAMES.soap;
    demand(
      isEnvelope && header?.localName === "Header" && body?.localName === "Body" && !more,
      "geen SOAP 1.1",
    );
    if (!header || !body) throw new Violation("geen SOAP 1.1");
    messageId = textOf(kid(header, "MessageID", NAMES.wsa)) || null;
    addressing(header, expected);
    const security = kid(header, "Security", NAMES.wsse);
    const timestamp = kid(security, "Timestamp", NAMES.wsu);
    if (!security || !timestamp) throw new Violation("wsu:Timestamp ontbreekt");
    lifetime(timestamp, expected.now);
    signature(xml, security, [body, timestamp, ...kids(header).filter((one) => one !== security)], expected);
    const [request, second] = kids(body);
    if (!request || second || request.namespaceURI !== KV) throw new Violation("de Body heeft één element");
    demand(expected.soapAction.endsWith(actionOf(request.localName)), "SOAPAction en Body verschillen");
    const violation = schemaViolation(request);
    if (violation) throw new Violation(violation);
    return { messageId: messageId ?? "", request };
  } catch (error) {
    if (error instanceof Violation) return { messageId, violation: error.message };
    throw error;
  }
}

function actionOf(element: string): string {
  return element === "aanleverRequest" ? "/aanleverenRequest" : `/${element}`;
}

function addressing(header: Element, { to, soapAction }: Expected): void {
  const names = kids(header).map((one) => {
    const known = { [NAMES.wsa]: "wsa", [NAMES.wsse]: "wsse" }[one.namespaceURI ?? ""];
    return `${known}:${one.localName}`;
  });
  const allowed = ["wsse:Security", "wsa:To", "wsa:Action", "wsa:MessageID", "wsa:ReplyTo"];
  demand(
    names.every((name) => allowed.includes(name)) && new Set(names).size === names.length,
    "eigen header velden zijn niet toegestaan",
  );
  demand(textOf(kid(header, "To", NAMES.wsa)) === to, "wsa:To is niet het endpoint");
  demand(textOf(kid(header, "Action", NAMES.wsa)) === soapAction, "wsa:Action is niet de SOAPAction");
  demand(/^(urn:)?uuid:[0-9a-f-]{36}$/i.test(textOf(kid(header, "MessageID", NAMES.wsa))), "wsa:MessageID");
  const replyTo = kid(header, "ReplyTo", NAMES.wsa);
  demand(
    !replyTo || textOf(kid(replyTo, "Address", NAMES.wsa)) === `${NAMES.wsa}/anonymous`,
    "wsa:ReplyTo is niet anonymous",
  );
}

function lifetime(timestamp: Element, now: Date): void {
  const created = Date.parse(textOf(kid(timestamp, "Created", NAMES.wsu)));
  demand(created <= now.getTime() + 60_000, "wsu:Created ontbreekt of ligt in de toekomst");
  const expires = kid(timestamp, "Expires", NAMES.wsu);
  demand(Date.parse(textOf(expires)) > now.getTime(), "het bericht is verlopen (wsu:Expires)");
}

function signature(xml: string, security: Element, parts: Element[], expected: Expected): void {
  const token = kid(security, "BinarySecurityToken", NAMES.wsse);
  const node = kid(security, "Signature", NAMES.dsig);
  if (!token || !node) throw new Violation("de handtekening of het certificaat ontbreekt");
  const types = [token.getAttribute("EncodingType"), token.getAttribute("ValueType")].join(" ");
  demand(
    types === `${TOKEN}soap-message-security-1.0#Base64Binary ${TOKEN}x509-token-profile-1.0#X509v3`,
    "BinarySecurityToken heeft een ander type",
  );
  const certificate = certificateIn(token, expected);
  const check = new SignedXml({ idMode: "wssecurity", publicCert: certificate.toString() });
  const valid = orFalse(() => {
    check.loadSignature(node);
    return check.checkSignature(xml);
  });
  demand(valid, "de handtekening klopt niet");
  const { signature, digest } = expected.algorithms;
  demand(check.signatureAlgorithm === signature, `SignatureMethod is niet ${signature}`);
  demand(check.canonicalizationAlgorithm === NAMES.c14n, `CanonicalizationMethod is niet ${NAMES.c14n}`);
  const references = check.getReferences();
  demand(
    references.every((one) => one.digestAlgorithm === digest),
    `DigestMethod is niet ${digest}`,
  );
  demand(
    references.every((one) => one.transforms.join() === NAMES.c14n),
    "een Transform is niet exclusief",
  );
  const reference = kid(kid(kid(node, "KeyInfo"), "SecurityTokenReference", NAMES.wsse), "Reference");
  demand(
    reference?.getAttribute("URI") === `#${token.getAttributeNS(NAMES.wsu, "Id")}`,
    "KeyInfo wijst niet naar het BinarySecurityToken",
  );
  for (const part of parts) {
    const id = part.getAttributeNS(NAMES.wsu, "Id");
    demand(
      Boolean(id) && references.some(({ uri }) => uri === `#${id}`),
      `${part.localName} is niet ondertekend`,
    );
  }
}

function certificateIn(token: Element, { authority, now }: Expected): X509Certificate {
  const issuer = new X509Certificate(authority);
  const certificate = orFalse(() => new X509Certificate(Buffer.from(textOf(token), "base64")));
  if (!certificate) throw new Violation("het certificaat is niet leesbaar");
  demand(certificate.verify(issuer.publicKey), "het certificaat is niet bekend");
  const isValid = new Date(certificate.validFrom) <= now && now <= new Date(certificate.validTo);
  demand(isValid, "het certificaat is niet geldig");
  return certificate;
}

function orFalse<T>(work: () => T): T | false {
  try {
    return work();
  } catch {
    return false;
  }
}

function demand(holds: boolean, violation: string): void {
  if (!holds) throw new Violation(violation);
}
