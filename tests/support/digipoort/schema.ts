import { kids, textOf } from "./dom";

export const KV = "http://logius.nl/digipoort/koppelvlakservices/1.2/";
const MAX_CONTENT = 20_971_520;

type Part = { name: string; optional?: true; many?: true } & (
  | { max: number }
  | { parts: Part[] }
  | { kind: "bytes" | "moment" }
);
const text = (name: string, max: number): Part => ({ name, max });
const optional = (part: Part): Part => ({ ...part, optional: true });
const identity = (name: string): Part => ({ name, parts: [text("nummer", 35), text("type", 20)] });
const content = (name: string): Part => ({
  name,
  parts: [text("mimeType", 255), text("bestandsnaam", 80), { name: "inhoud", kind: "bytes" }],
});
const period: Part[] = ["tijdstempelVanaf", "tijdstempelTot"].map((name) =>
  optional({ name, kind: "moment" }),
);
const authorisation = optional(text("autorisatieAdres", 255));
const process = [text("kenmerk", 40), authorisation, ...period];

/** The requests of the XSD that the two services take: sequences, in their order. */
export const REQUESTS: Record<string, Part[]> = {
  aanleverRequest: [
    optional(text("kenmerk", 40)),
    text("berichtsoort", 80),
    optional(text("aanleverkenmerk", 40)),
    optional(text("eerderAanleverkenmerk", 40)),
    identity("identiteitBelanghebbende"),
    text("rolBelanghebbende", 40),
    optional(identity("identiteitOntvanger")),
    optional(text("rolOntvanger", 40)),
    content("berichtInhoud"),
    optional({ name: "berichtBijlagen", parts: [{ ...content("bijlage"), many: true }] }),
    authorisation,
  ],
  getStatussenProcesRequest: process,
  getNieuweStatussenProcesRequest: process,
  getNieuweStatussenRequest: [
    text("berichtsoort", 80),
    identity("identiteitBelanghebbende"),
    authorisation,
    ...period,
  ],
  getProcessenRequest: [text("berichtsoort", 80), identity("identiteitBelanghebbende"), authorisation],
  getBerichtsoortenRequest: [identity("identiteitBelanghebbende"), authorisation],
};

/** What the XSD does not allow about a request, in a sentence; null when it is valid. */
export function schemaViolation(request: Element): string | null {
  const parts = REQUESTS[request.localName];
  return parts ? sequenceViolation(request, parts) : `onbekend element ${request.localName}`;
}

function sequenceViolation(element: Element, parts: Part[]): string | null {
  const left = kids(element);
  for (const part of parts) {
    let seen = 0;
    while (left[0]?.localName === part.name && left[0].namespaceURI === KV && (seen === 0 || part.many)) {
      const violation = partViolation(left.shift() as Element, part);
      if (violation) return violation;
      seen++;
    }
    if (seen === 0 && !part.optional) return `${part.name} ontbreekt of staat op de verkeerde plaats`;
  }
  return left[0] ? `${left[0].localName} hoort hier niet` : null;
}

function partViolation(element: Element, part: Part): string | null {
  if ("parts" in part) return sequenceViolation(element, part.parts);
  if (kids(element).length > 0) return `${part.name} mag geen elementen bevatten`;
  if ("kind" in part && part.kind === "bytes") return bytesViolation(element.textContent ?? "");
  const value = textOf(element);
  if ("kind" in part)
    return /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)?$/.test(value) ? null : `${part.name} is geen dateTime`;
  return [...value].length > part.max ? `${part.name} is langer dan ${part.max} tekens` : null;
}

function bytesViolation(base64: string): string | null {
  const compact = /\s/.test(base64) ? base64.replace(/\s/g, "") : base64;
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return "inhoud is geen base64";
  return Buffer.byteLength(compact, "base64") > MAX_CONTENT
    ? `inhoud is groter dan ${MAX_CONTENT} bytes`
    : null;
}
