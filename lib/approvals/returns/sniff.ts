import { readXml, type XmlHandler, type XmlRefusal } from "@/lib/approvals/xbrl/xml";
import { type Result, refuse } from "@/lib/shared/result";

/** A qualified name: what an XML file begins with. */
export type Root = { namespace: string; name: string };

/** So far a page names the language of its figures. */
const WINDOW = 64 * 1024;
const INLINE = ["http://www.xbrl.org/2013/inlineXBRL", "http://www.xbrl.org/2008/inlineXBRL"];

/** A zip, whatever is in it. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** Whether the beginning of a file that is no XML, or too much of it, speaks of inline XBRL. */
export function mentionsInlineXbrl(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, WINDOW));
  return head.includes("html") && INLINE.some((text) => head.includes(text));
}

/** The outermost element. What lies within is looked at for its limits alone, by whoever reads it. */
export function rootOf(bytes: Uint8Array): Result<{ root: Root }, XmlRefusal> {
  const found: Root[] = [];
  const read = readXml<XmlHandler, "found">(
    bytes,
    (_, stop) => ({
      open({ uri, local }) {
        found.push({ namespace: uri, name: local });
        stop("found");
      },
      text() {},
      close() {},
    }),
    { latin1: true },
  );
  const [root] = found;
  if (root) return { ok: true, root };
  return refuse(read.ok || read.reason === "found" ? "not-xml" : read.reason);
}
