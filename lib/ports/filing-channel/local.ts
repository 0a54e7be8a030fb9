import { createHash } from "node:crypto";
import { now } from "@/lib/ports/clock";
import { environment } from "@/lib/ports/environment";
import type { FilingChannel, Status } from "./channel";

/** What happens to a delivery that goes well, and how many seconds after it was taken. */
const story: [string, number, string][] = [
  ["105", 0, "Aanleverproces gestart."],
  ["100", 1, "Aanleveren gelukt."],
  ["110", 2, "Aanleverproces wordt aangeboden."],
  ["200", 3, "Authenticatie gelukt."],
  ["301", 4, "Validatie gelukt."],
  ["405", 6, "Afleveren naar uitvragende partij bezig..."],
  ["400", 8, "Afleveren uitvragende partij gelukt."],
  ["500", 10, "Validatie bij de uitvragende partij gelukt."],
];

/**
 * Demo only: a recipient on this machine that takes everything and finds it in order. It keeps nothing: when a
 * delivery was taken stands in its kenmerk.
 * @throws outside the demo, where nothing may be called delivered that was not
 */
export function localChannel(): FilingChannel {
  if (environment().PORTAL_MODE !== "demo") throw new Error("deliverUrl is missing");
  const statuses = async ({ processReference }: { processReference: string }) => {
    const taken = Number(/^demo-(\d{1,14})-/.exec(processReference)?.[1] ?? Number.NaN);
    if (Number.isNaN(taken))
      return { outcome: "refused", faultCode: "STS100", description: "Onbekend" } as const;
    const told: Status[] = story
      .map(([code, after, description]) => ({ code, at: new Date(taken + after * 1000), description }))
      .filter(({ at }) => at <= now());
    return { outcome: "statuses", statuses: told, signedAnswer: Buffer.alloc(0) } as const;
  };
  return {
    prepareDelivery(delivery, { id, at }) {
      const { messageType, deliveryReference, interestedParty } = delivery;
      const about = { messageType, interestedParty, ...(deliveryReference ? { deliveryReference } : {}) };
      const xml = Buffer.from(JSON.stringify({ ...about, sha256: hash(delivery.content.bytes) }));
      const expiresAt = new Date(at.getTime() + 300_000);
      return { ok: true, prepared: { messageId: `urn:uuid:${id}`, xml, expiresAt, about } };
    },
    async deliver({ messageId }) {
      const at = now();
      const processReference = `demo-${at.getTime()}-${messageId.slice(-8)}`;
      return { outcome: "accepted", processReference, deliveredAt: at, signedAnswer: Buffer.alloc(0) };
    },
    statuses,
    newStatuses: statuses,
    newStatusesOfParty: async () => ({ outcome: "statuses", statuses: [], signedAnswer: Buffer.alloc(0) }),
    processes: async () => ({ outcome: "processes", processes: [] }),
    messageTypes: async () => ({ outcome: "message-types", messageTypes: [] }),
  };
}

function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
