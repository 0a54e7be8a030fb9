import { timestamperBy } from "@/lib/pades/timestamps/timestamper";
import { now } from "@/lib/ports/clock";
import { timestampService } from "@/lib/ports/timestamp/chosen";

/** Somebody outside who says when the head of a chain was there. */
export type HeadStamper = {
  /** As it is kept with the anchor. */
  name: string;
  /** Who is trusted for its time stamps; DER. */
  roots(): Promise<Uint8Array[]>;
  /** A time stamp (RFC 3161, DER) over this SHA-256 hash. @throws when there is none, or not one to be believed */
  stamp(hash: Buffer): Promise<Uint8Array>;
};

/** Null: there is no service for time stamps, and chains are not anchored. */
export function headStamper(): HeadStamper | null {
  const service = timestampService();
  if (!service) return null;
  const roots = () => service.anchors();
  return {
    name: service.name,
    roots,
    stamp: async (hash) =>
      timestamperBy((request) => service.ask(request), await roots(), now)(hash, "SHA-256"),
  };
}
