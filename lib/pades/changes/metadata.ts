import { inflateSync } from "node:zlib";
import { isStream, type PdfValue } from "@/lib/pades/document/document";

/** Bytes; more is not looked into. */
const MOST = 2 ** 20;

const PROPERTIES =
  "xmp:ModifyDate|xmp:MetadataDate|xmp:CreatorTool|pdf:Producer|xmpMM:InstanceID|xap:ModifyDate|xap:MetadataDate|xapMM:InstanceID";
const ELEMENT = new RegExp(`<(${PROPERTIES})>[^<]*</\\1>|<(?:${PROPERTIES})/>`, "g");
const ATTRIBUTE = new RegExp(`\\s(?:${PROPERTIES})=("[^"<]*"|'[^'<]*')`, "g");

/**
 * Whether two metadata streams (XMP, ISO 16684-1) say the same of the document, but for what every program that writes
 * the file keeps in them: when it did, what it is called, the number of the copy. Streams of more than a megabyte, or
 * packed in another way than with deflate, are not the same.
 */
export function sameButForDates(was: PdfValue | undefined, now: PdfValue | undefined): boolean {
  const [before, after] = [textOf(was), textOf(now)];
  return before !== null && before === after;
}

function textOf(value: PdfValue | undefined): string | null {
  if (!isStream(value) || value.getName("Subtype")?.value !== "XML" || value.data.length > MOST) return null;
  if (value.has("DecodeParms") || value.has("F")) return null;
  const filter = value.get("Filter");
  const packed = filter?.type === "name" && filter.value === "FlateDecode";
  if (filter && !packed) return null;
  try {
    const bytes = packed ? inflateSync(value.data, { maxOutputLength: MOST }) : Buffer.from(value.data);
    const text = bytes.toString("latin1").replace(ELEMENT, "").replace(ATTRIBUTE, "");
    return text.replace(/\s+/g, " ").replace(/> </g, "><").trim();
  } catch {
    return null;
  }
}
