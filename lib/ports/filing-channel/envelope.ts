import { createHash } from "node:crypto";
import { type HashAlgorithm, SignedXml } from "xml-crypto";
import type { Checked } from "./config";
import type { RequestBody } from "./delivery";
import {
  ANONYMOUS,
  BASE64_BINARY,
  DIGEST_ALGORITHMS,
  EXCLUSIVE_C14N,
  SIGNATURE_ALGORITHMS,
  SOAP,
  WSA,
  WSSE,
  WSU,
  X509V3,
} from "./names";
import { escapeText } from "./xml";

type Message = { to: string; action: string; messageId: string; createdAt: Date; expiresAt: Date };

// Where `unsigned` below puts what has to be signed: the Timestamp, the four headers after Security, the Body. Paths by
// place, for the evaluation of others takes longer than all the rest.
const SECURITY = "/*/*[1]/*[1]";
const SIGNED = [
  `${SECURITY}/*[1]`,
  "/*/*[1]/*[2]",
  "/*/*[1]/*[3]",
  "/*/*[1]/*[4]",
  "/*/*[1]/*[5]",
  "/*/*[2]",
];

/**
 * A signed SOAP 1.1 request as the WSDLs' policy asks: Body, Timestamp and every WS-Addressing header signed,
 * exclusive c14n, the certificate in a BinarySecurityToken, and no other header.
 *
 * The base64 of up to 28 MB per content never passes through a document tree: xml-crypto signs the message with
 * `<inhoud/>` empty, and what belongs there, which canonicalisation would not change, is put in where it takes the
 * digest, and in the bytes that go out. (Escaped text cannot hold `<inhoud/>`.)
 */
export function signedEnvelope(message: Message, body: RequestBody, config: Checked): Buffer {
  const contents = body.contents.map(base64);
  const digestUri = DIGEST_ALGORITHMS[config.digestAlgorithm];
  const signature = new SignedXml({
    idMode: "wssecurity",
    privateKey: config.key,
    signatureAlgorithm: SIGNATURE_ALGORITHMS[config.signatureAlgorithm],
    canonicalizationAlgorithm: EXCLUSIVE_C14N,
    getKeyInfoContent: () =>
      `<wsse:SecurityTokenReference xmlns:wsse="${WSSE}"><wsse:Reference URI="#token" ValueType="${X509V3}"/></wsse:SecurityTokenReference>`,
  });
  signature.HashAlgorithms = {
    [digestUri]: hashWith(config.digestAlgorithm, digestUri, contents),
  };
  for (const xpath of SIGNED)
    signature.addReference({ xpath, digestAlgorithm: digestUri, transforms: [EXCLUSIVE_C14N] });
  signature.computeSignature(unsigned(message, body.xml, config.token), {
    location: { reference: SECURITY, action: "append" },
  });
  return Buffer.concat(filled(signature.getSignedXml(), "<inhoud/>", contents));
}

function unsigned(message: Message, body: string, token: string): string {
  const header = (id: string, name: string, value: string) =>
    `<wsa:${name} wsu:Id="${id}">${escapeText(value)}</wsa:${name}>`;
  return [
    `<soap:Envelope xmlns:soap="${SOAP}" xmlns:wsa="${WSA}" xmlns:wsse="${WSSE}" xmlns:wsu="${WSU}"><soap:Header>`,
    `<wsse:Security soap:mustUnderstand="1"><wsu:Timestamp wsu:Id="timestamp">`,
    `<wsu:Created>${message.createdAt.toISOString()}</wsu:Created>`,
    `<wsu:Expires>${message.expiresAt.toISOString()}</wsu:Expires></wsu:Timestamp>`,
    `<wsse:BinarySecurityToken EncodingType="${BASE64_BINARY}" ValueType="${X509V3}" wsu:Id="token">`,
    `${token}</wsse:BinarySecurityToken></wsse:Security>`,
    header("to", "To", message.to),
    header("action", "Action", message.action),
    header("message-id", "MessageID", message.messageId),
    `<wsa:ReplyTo wsu:Id="reply-to"><wsa:Address>${ANONYMOUS}</wsa:Address></wsa:ReplyTo>`,
    `</soap:Header><soap:Body wsu:Id="body">${body}</soap:Body></soap:Envelope>`,
  ].join("");
}

/** xml-crypto's kind of digest, over canonical text with the contents in their places. */
function hashWith(algorithm: string, uri: string, contents: readonly Buffer[]): new () => HashAlgorithm {
  return class {
    getAlgorithmName = () => uri;
    getHash = (canonical: string) => {
      const hash = createHash(algorithm);
      for (const piece of filled(canonical, "<inhoud></inhoud>", contents)) hash.update(piece);
      return hash.digest("base64");
    };
  };
}

/** A text in UTF-8, in pieces, with one of `contents` in each empty `<inhoud>`. */
function filled(xml: string, empty: string, contents: readonly Buffer[]): Buffer[] {
  const [start = "", ...rest] = xml.split(empty);
  const pieces: Buffer[] = [Buffer.from(start)];
  rest.forEach((piece, index) => {
    pieces.push(
      Buffer.from("<inhoud>"),
      contents[index] ?? Buffer.alloc(0),
      Buffer.from(`</inhoud>${piece}`),
    );
  });
  return pieces;
}

function base64({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(Buffer.from(buffer, byteOffset, byteLength).toString("base64"), "latin1");
}
