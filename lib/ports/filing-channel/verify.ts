import { DOMParser } from "@xmldom/xmldom";
import { SignedXml } from "xml-crypto";
import type { UnknownReason } from "./channel";
import type { Checked } from "./config";
import {
  ANONYMOUS,
  DIGEST_ALGORITHMS,
  DSIG,
  EXCLUSIVE_C14N,
  NONE,
  SIGNATURE_ALGORITHMS,
  SOAP,
  WSA,
  WSSE,
  WSU,
  X509V3,
} from "./names";
import { trustedSigner } from "./trust";
import { collapsed, onlyChild, parseXml, type XmlElement } from "./xml";

/** What a trusted signer signed, read from the very bytes that the digests were taken of. */
export type SignedParts = { body: XmlElement; timestamp: XmlElement; headers: Map<string, XmlElement> };

const MAX_REFERENCES = 16;
const REQUIRED = ["To", "Action", "MessageID", "RelatesTo"];

/**
 * Checks the signature of an answer against everything that wrapping attacks do: Envelope, Header, Security,
 * Timestamp and Body stand in their places, ids are unique, the Body, the Timestamp and every header in those places
 * have an id that a reference names, nothing but exclusive c14n comes in between, and what is handed on is parsed
 * from the canonical text that was digested, never from the document around it. What else a service puts into
 * Security is not read.
 *
 * `text` is the document that `envelope` was parsed from.
 */
export function verifySigned(
  text: string,
  envelope: XmlElement,
  signers: Checked["signers"],
  at: Date,
): SignedParts | Extract<UnknownReason, "unsigned" | "bad-signature" | "untrusted-signer"> {
  const places = placesOf(envelope);
  if (!places) return "unsigned";
  const { body, timestamp, token, headers } = places;
  if (!idsAreUnique(envelope)) return "bad-signature";
  const certificate = trustedSigner(token.text, signers, at);
  if (!certificate) return "untrusted-signer";
  const signed = signedTexts(text, certificate.publicKey.export({ type: "spki", format: "pem" }).toString());
  if (!signed) return "bad-signature";
  const read = (element: XmlElement) => {
    const canonical = signed.get(idOf(element) ?? "");
    const found = canonical === undefined ? null : parseXml(canonical);
    return found?.ns === element.ns && found.name === element.name ? found : null;
  };
  const parts = { body: read(body), timestamp: read(timestamp) };
  const readHeaders = headers.map((header) => [header.name, read(header)] as const);
  const whole = readHeaders.every((pair): pair is readonly [string, XmlElement] => pair[1] !== null);
  if (!parts.body || !parts.timestamp || !whole) return "bad-signature";
  return { body: parts.body, timestamp: parts.timestamp, headers: new Map(readHeaders) };
}

/** The elements that have to be signed, each in the only place it may have; null when the message is built otherwise. */
function placesOf(envelope: XmlElement) {
  const [header, body] = envelope.children;
  if (envelope.children.length !== 2 || header?.name !== "Header" || body?.name !== "Body") return null;
  if ([envelope, header, body].some(({ ns }) => ns !== SOAP)) return null;
  const security = onlyChild(header, WSSE, "Security");
  const timestamp = onlyChild(security, WSU, "Timestamp");
  const token = onlyChild(security, WSSE, "BinarySecurityToken");
  const signature = onlyChild(security, DSIG, "Signature");
  if (!security || !timestamp || !token || !signature) return null;
  if (!token.attributes.some(({ name, value }) => name === "ValueType" && value === X509V3)) return null;
  const headers = header.children.filter((child) => child !== security);
  if (headers.some(({ ns }) => ns !== WSA)) return null;
  const names = headers.map(({ name }) => name);
  if (new Set(names).size < names.length || REQUIRED.some((name) => !names.includes(name))) return null;
  // The WSDL: other headers may only say anonymous or none.
  const others = headers.filter(({ name }) => !REQUIRED.includes(name));
  const harmless = [ANONYMOUS, NONE];
  if (others.some((one) => !harmless.includes(collapsed(onlyChild(one, WSA, "Address") ?? one) ?? "")))
    return null;
  const parts = signature.children.map(({ name }) => name).join();
  if (parts !== "SignedInfo,SignatureValue,KeyInfo" && parts !== "SignedInfo,SignatureValue") return null;
  return { body, timestamp, headers, token };
}

/** The canonical text of each reference of a signature that is right, by id; null when anything of it is not. */
function signedTexts(text: string, publicCert: string): Map<string, string> | null {
  try {
    // xmldom reads these two as line ends, as XML 1.1 has it; as references they stay what they are.
    const readable = text.replace(/[\u0085\u2028]/g, (one) => `&#${one.charCodeAt(0)};`);
    const [node, second] = Array.from(
      new DOMParser().parseFromString(readable, "text/xml").getElementsByTagNameNS(DSIG, "Signature"),
    );
    if (!node || second) return null;
    const check = new SignedXml({ idMode: "wssecurity", publicCert, getCertFromKeyInfo: () => null });
    // Each spelling has the whole document searched once more for every reference. Ours is the only one that is read, and
    // that no other attribute of that name says the same, idsAreUnique has seen.
    check.idAttributes = ["Id"];
    check.CanonicalizationAlgorithms = only(check.CanonicalizationAlgorithms, [EXCLUSIVE_C14N]);
    check.SignatureAlgorithms = only(check.SignatureAlgorithms, Object.values(SIGNATURE_ALGORITHMS));
    check.HashAlgorithms = only(check.HashAlgorithms, Object.values(DIGEST_ALGORITHMS));
    check.loadSignature(node);
    if (check.getReferences().length > MAX_REFERENCES || !check.checkSignature(readable)) return null;
    const signed = new Map<string, string>();
    for (const { uri, signedReference } of check.getReferences()) {
      const id = uri.startsWith("#") ? uri.slice(1) : "";
      if (!id || signed.has(id) || signedReference === undefined) return null;
      signed.set(id, signedReference);
    }
    return signed;
  } catch {
    return null;
  }
}

function only<T>(known: Record<string, T>, allowed: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(known).filter(([name]) => allowed.includes(name)));
}

function idOf(element: XmlElement): string | undefined {
  return element.attributes.find(({ ns, name }) => ns === WSU && name === "Id")?.value;
}

function idsAreUnique(envelope: XmlElement): boolean {
  const seen = new Set<string>();
  const walk = (element: XmlElement): boolean =>
    element.attributes.every(({ name, value }) => {
      if (name.toLowerCase() !== "id") return true;
      if (seen.has(value)) return false;
      seen.add(value);
      return true;
    }) && element.children.every(walk);
  return walk(envelope);
}
