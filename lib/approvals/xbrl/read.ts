import type { Result } from "@/lib/shared/result";
import { InstanceBuilder } from "./builder";
import type { XbrlInstance } from "./instance";
import { readXml, type XmlRefusal } from "./xml";

export type XbrlRefusal = XmlRefusal | "not-xbrl";

/**
 * Reads an XBRL 2.1 instance.
 *
 * Takes the bytes of one file. Gives its schema reference, contexts, units and facts; relations with the taxonomy
 * are not checked. Refuses, and never throws on, anything else, within the limits of xml.ts. The Dutch filing rules
 * ask for UTF-8.
 */
export function readXbrl(bytes: Uint8Array): Result<{ instance: XbrlInstance }, XbrlRefusal> {
  const read = readXml<InstanceBuilder, "not-xbrl">(
    bytes,
    (resolve, stop) => new InstanceBuilder(resolve, () => stop("not-xbrl")),
  );
  return read.ok ? { ok: true, instance: read.handler.finish() } : read;
}
