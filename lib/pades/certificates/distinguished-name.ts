import { BaseStringBlock } from "asn1js";
import { type Element, inside, oidOf } from "@/lib/pades/asn1/ber";
import { onOneLine, withoutNul } from "@/lib/shared/typed";

const SHORT: Record<string, string> = {
  "2.5.4.3": "CN",
  "2.5.4.5": "serialNumber",
  "2.5.4.6": "C",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "2.5.4.4": "SN",
  "2.5.4.42": "GN",
  "1.2.840.113549.1.9.1": "E",
};

/** The parts of a Name (X.501) in its order, whatever kind of string each of them is. @throws Unreadable */
function partsOf(name: Element | undefined): { kind: string; text: string }[] {
  return inside(name)
    .flatMap((set) => inside(set))
    .map((part) => {
      const [type, value] = inside(part);
      const oid = oidOf(type);
      return {
        kind: SHORT[oid] ?? oid,
        text: value instanceof BaseStringBlock ? shown(value.getValue()) : "",
      };
    });
}

/** The common name; the whole name where there is none. */
export function commonName(name: Element | undefined): string {
  return partOf(name, "CN") ?? wholeName(name);
}

/** The last of this kind, which is the nearest; null when there is none in which anything can be read. */
export function partOf(name: Element | undefined, kind: string): string | null {
  return (
    partsOf(name).findLast((part) => part.kind === kind && /[\p{L}\p{N}]/u.test(part.text))?.text ?? null
  );
}

function wholeName(name: Element | undefined): string {
  return partsOf(name)
    .map(({ kind, text }) => `${kind}=${text}`)
    .join(", ");
}

/** As it can be kept and put on a line: a stranger wrote it. */
function shown(text: string): string {
  return onOneLine(withoutNul(text)).slice(0, 300);
}
