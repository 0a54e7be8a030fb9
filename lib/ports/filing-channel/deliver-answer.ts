import { type Answer, momentOf } from "./answer";
import type { About, DeliveryAnswer } from "./channel";
import { KV } from "./names";
import { collapsed, onlyChild, type XmlElement } from "./xml";

/** ALS100 to ALS170 say that the request was not taken. ALS400 is a technical failure of theirs, at any moment. */
const NOT_TAKEN = /^ALS1[0-7]0$/;

/**
 * What became of a delivery. "accepted" asks for a signed answer to it that gives a kenmerk and repeats what was
 * delivered; a fault is "refused" only where its code excludes that anything was taken.
 */
export function deliveryAnswer(answer: Answer, about: About, signedAnswer: Buffer): DeliveryAnswer {
  if (answer.kind === "unknown") {
    const { reason, detail } = answer;
    return { outcome: "unknown", reason, ...(detail ? { detail } : {}) };
  }
  if (answer.kind === "fault") {
    const { code, description } = answer;
    if (NOT_TAKEN.test(code)) return { outcome: "refused", faultCode: code, description };
    return { outcome: "unknown", reason: "fault", detail: `${code} ${description}`.trim() };
  }
  const { element } = answer;
  const processReference = field(element, "kenmerk");
  const deliveredAt = momentOf(onlyChild(element, KV, "tijdstempelAangeleverd"));
  if (!processReference || processReference.length > 40 || !deliveredAt)
    return { outcome: "unknown", reason: "not-an-answer" };
  if (!repeats(element, about, processReference)) return { outcome: "unknown", reason: "other-process" };
  return { outcome: "accepted", processReference, deliveredAt, signedAnswer };
}

function repeats(element: XmlElement, about: About, processReference: string): boolean {
  const party = onlyChild(element, KV, "identiteitBelanghebbende");
  return (
    field(element, "berichtsoort") === about.messageType &&
    (about.deliveryReference === undefined ||
      field(element, "aanleverkenmerk") === about.deliveryReference) &&
    (about.processReference === undefined || processReference === about.processReference) &&
    field(party, "nummer") === about.interestedParty.number &&
    field(party, "type") === about.interestedParty.type
  );
}

function field(element: XmlElement | null, name: string): string | null {
  return collapsed(onlyChild(element, KV, name));
}
