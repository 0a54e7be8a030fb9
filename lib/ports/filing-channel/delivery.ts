import type { Content, Delivery, DeliveryRefusal, Identity } from "./channel";
import { KV, OPERATIONS } from "./names";
import { escapeText } from "./xml";

/** XSD: `maxLength` of base64Binary counts bytes. */
const MAX_CONTENT_BYTES = 20_971_520;

/** `xml` with `<inhoud/>` where the base64 of each of `contents` belongs, in that order. */
export type RequestBody = { xml: string; contents: Uint8Array[] };

/** Raised by what is checked below; never leaves this file. */
class Refusal extends Error {
  constructor(readonly refusal: DeliveryRefusal) {
    super(refusal.reason);
  }
}

/** An `aanleverRequest` in the order and lengths of the XSD, or the first thing that is wrong with it. */
export function deliverRequest(delivery: Delivery): ({ ok: true } & RequestBody) | DeliveryRefusal {
  return orRefusal(() => {
    const contents: Uint8Array[] = [];
    const content = (field: string, name: string, { mimeType, fileName, bytes }: Content) => {
      if (bytes.byteLength === 0) refuse("empty", `${field}.bytes`);
      if (bytes.byteLength > MAX_CONTENT_BYTES) refuse("too-large", `${field}.bytes`, MAX_CONTENT_BYTES);
      contents.push(bytes);
      const names = `${text(`${field}.mimeType`, "mimeType", 255, mimeType)}${text(`${field}.fileName`, "bestandsnaam", 80, fileName)}`;
      return `<${name}>${names}<inhoud/></${name}>`;
    };
    // The order of `contents` is that of the document: the main one stands before its attachments.
    const main = content("content", "berichtInhoud", delivery.content);
    const attachments = (delivery.attachments ?? []).map((one, index) =>
      content(`attachments.${index}`, "bijlage", one),
    );
    const xml = wrapped(OPERATIONS.deliver.request, [
      optional("processReference", "kenmerk", 40, delivery.processReference),
      text("messageType", "berichtsoort", 80, delivery.messageType),
      optional("deliveryReference", "aanleverkenmerk", 40, delivery.deliveryReference),
      optional("earlierDeliveryReference", "eerderAanleverkenmerk", 40, delivery.earlierDeliveryReference),
      identity("interestedParty", "identiteitBelanghebbende", delivery.interestedParty),
      text("interestedPartyRole", "rolBelanghebbende", 40, delivery.interestedPartyRole),
      delivery.recipient ? identity("recipient", "identiteitOntvanger", delivery.recipient) : "",
      optional("recipientRole", "rolOntvanger", 40, delivery.recipientRole),
      main,
      attachments.length > 0 ? `<berichtBijlagen>${attachments.join("")}</berichtBijlagen>` : "",
      optional("authorisationAddress", "autorisatieAdres", 255, delivery.authorisationAddress),
    ]);
    return { xml, contents };
  });
}

/** The question of one of the status service's operations, in the order of the XSD. */
export function statusRequest(
  element: string,
  asked: {
    processReference?: string;
    messageType?: string;
    interestedParty?: Identity;
    authorisationAddress?: string;
    since?: Date;
    until?: Date;
  },
): ({ ok: true } & RequestBody) | DeliveryRefusal {
  return orRefusal(() => {
    const moment = (name: string, at: Date | undefined) =>
      at ? `<${name}>${at.toISOString()}</${name}>` : "";
    const xml = wrapped(element, [
      optional("processReference", "kenmerk", 40, asked.processReference),
      optional("messageType", "berichtsoort", 80, asked.messageType),
      asked.interestedParty
        ? identity("interestedParty", "identiteitBelanghebbende", asked.interestedParty)
        : "",
      optional("authorisationAddress", "autorisatieAdres", 255, asked.authorisationAddress),
      moment("tijdstempelVanaf", asked.since),
      moment("tijdstempelTot", asked.until),
    ]);
    return { xml, contents: [] };
  });
}

function orRefusal<Made extends object>(make: () => Made): ({ ok: true } & Made) | DeliveryRefusal {
  try {
    return { ok: true, ...make() };
  } catch (error) {
    if (error instanceof Refusal) return error.refusal;
    throw error;
  }
}

function wrapped(element: string, parts: string[]): string {
  return `<${element} xmlns="${KV}">${parts.join("")}</${element}>`;
}

function identity(field: string, element: string, { number, type }: Identity): string {
  return `<${element}>${text(`${field}.number`, "nummer", 35, number)}${text(`${field}.type`, "type", 20, type)}</${element}>`;
}

function optional(field: string, element: string, limit: number, value: string | undefined): string {
  return value === undefined ? "" : text(field, element, limit, value);
}

// What the schema would collapse, what XML 1.0 cannot hold, and what an XML 1.1 parser reads as a line end.
const notPlain = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]|^ | $| {2}/u;

function text(field: string, element: string, limit: number, value: string): string {
  if (!value) refuse("missing", field);
  if (notPlain.test(value)) refuse("not-plain-text", field);
  // XSD counts characters, not the halves that JavaScript counts.
  if ([...value].length > limit) refuse("too-long", field, limit);
  return `<${element}>${escapeText(value)}</${element}>`;
}

function refuse(reason: DeliveryRefusal["reason"], field: string, limit?: number): never {
  throw new Refusal({ ok: false, reason, field, ...(limit === undefined ? {} : { limit }) });
}
