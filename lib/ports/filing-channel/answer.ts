import type { UnknownReason } from "./channel";
import type { Checked } from "./config";
import { KV, type Operation, SOAP, WSA, WSSE, WSU } from "./names";
import type { Answered } from "./transport";
import { type SignedParts, verifySigned } from "./verify";
import { childrenOf, collapsed, onlyChild, parseXml, type XmlElement } from "./xml";

/** What an HTTP answer turned out to be. `response`: the one element in a Body that a trusted signer signed. */
export type Answer =
  | { kind: "response"; element: XmlElement }
  | { kind: "fault"; code: string; description: string }
  | { kind: "unknown"; reason: UnknownReason; detail?: string };

// Where an answer does not say itself until when it may be used; the real ones say ten minutes.
const DEFAULT_LIFE_MS = 600_000;

/**
 * Reads the answer to a request of ours.
 *
 * Only a signed answer to this very request is a `response`. A fault is believed without a signature, for Digipoort
 * does not sign them, on three conditions: it came over the TLS connection that the server's certificate
 * authenticated, it names our request, and it carries one of Digipoort's own codes. What a fault may lead to is
 * for the caller to limit: nothing is ever accepted because of one.
 */
export function readAnswer(
  { status, contentType, body }: Answered,
  asked: { messageId: string; operation: Operation; at: Date },
  config: Checked,
): Answer {
  if (status !== 200 && status !== 500) return unknown("http-status", String(status));
  const text = decode(body, contentType);
  const envelope = text === null ? null : parseXml(text);
  if (text === null || envelope?.ns !== SOAP || envelope.name !== "Envelope")
    return status === 200 ? unknown("unreadable") : unknown("http-status", "500");
  const header = onlyChild(envelope, SOAP, "Header");
  if (!header || childrenOf(header, WSSE, "Security").length === 0)
    return unsignedFault(status, envelope, asked);
  const parts = verifySigned(text, envelope, config.signers, asked.at);
  if (typeof parts === "string") return unknown(parts);
  return fromSigned(status, parts, asked, config);
}

function fromSigned(
  status: number,
  { body, timestamp, headers }: SignedParts,
  { messageId, operation, at }: { messageId: string; operation: Operation; at: Date },
  { clockSkewSeconds = 60 }: Checked,
): Answer {
  if (collapsed(headers.get("RelatesTo") ?? null) !== messageId) return unknown("other-message");
  if (!isCurrent(timestamp, at, clockSkewSeconds * 1000)) return unknown("expired-answer");
  const fault = onlyChild(body, SOAP, "Fault");
  if (fault) return faultOf(fault) ?? unknown("not-an-answer");
  const [element] = body.children;
  const expected = element?.ns === KV && element.name === operation.response && body.children.length === 1;
  const action = collapsed(headers.get("Action") ?? null);
  if (status !== 200 || !element || !expected || action !== operation.responseAction)
    return unknown("not-an-answer");
  return { kind: "response", element };
}

function unsignedFault(status: number, envelope: XmlElement, { messageId }: { messageId: string }): Answer {
  const body = onlyChild(envelope, SOAP, "Body");
  const fault = onlyChild(body, SOAP, "Fault");
  if (!fault || body?.children.length !== 1) return unknown("unsigned");
  const header = onlyChild(envelope, SOAP, "Header");
  if (collapsed(onlyChild(header, WSA, "RelatesTo")) !== messageId) return unknown("other-message");
  return (status === 500 ? faultOf(fault) : null) ?? unknown("fault");
}

/** `foutcode` and `foutbeschrijving` in a fault's detail; null when it has none of them. */
function faultOf(fault: XmlElement): Extract<Answer, { kind: "fault" }> | null {
  const [detail] = fault.children.filter(({ name }) => name === "detail");
  const found = detail?.children.find(({ ns, name }) => ns === KV && name.endsWith("Fault")) ?? null;
  const code = collapsed(onlyChild(found, KV, "foutcode"));
  if (!code || !/^[A-Z]{3}\d{3}$/.test(code)) return null;
  return { kind: "fault", code, description: collapsed(onlyChild(found, KV, "foutbeschrijving")) ?? "" };
}

function isCurrent(timestamp: XmlElement, at: Date, skewMs: number): boolean {
  const created = momentOf(onlyChild(timestamp, WSU, "Created"));
  if (!created) return false;
  const ends = onlyChild(timestamp, WSU, "Expires");
  const expires = ends ? momentOf(ends) : new Date(created.getTime() + DEFAULT_LIFE_MS);
  if (!expires) return false;
  return created.getTime() - skewMs <= at.getTime() && at.getTime() < expires.getTime() + skewMs;
}

/** An xsd:dateTime with a time zone. One without says nothing that can be compared: null, as what is no moment. */
export function momentOf(element: XmlElement | null): Date | null {
  const text = collapsed(element) ?? "";
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** UTF-8; where it is not and says so, Latin-1, which the banks' portal announces. */
function decode(bytes: Buffer, contentType: string): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const declaration = bytes.subarray(0, 100).toString("latin1");
    const says = /charset="?iso-8859-1\b/i.test(contentType) || /^<\?xml[^>]+iso-8859-1/i.test(declaration);
    return says ? bytes.toString("latin1") : null;
  }
}

function unknown(reason: UnknownReason, detail?: string): Extract<Answer, { kind: "unknown" }> {
  return { kind: "unknown", reason, ...(detail ? { detail } : {}) };
}
