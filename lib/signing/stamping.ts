import type { Timestamper, TimestampFailure } from "@/lib/pades/shapes";
import { timestamperBy } from "@/lib/pades/timestamps/timestamper";
import { readToken } from "@/lib/pades/timestamps/token";
import { now } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";
import { timestampService } from "@/lib/ports/timestamp/chosen";

/** When something was there, and who says so. */
export type Stamped = { at: Date; by: string };

/** Asks for time stamps, and knows what the last one said. */
export type Stamping = { timestamp: Timestamper; last: () => Stamped | null };

/** Null when this portal has no service for time stamps. */
export async function stamping(): Promise<Stamping | null> {
  const service = timestampService();
  if (!service) return null;
  const ask = timestamperBy((request) => service.ask(request), await service.anchors(), now);
  let last: Stamped | null = null;
  return {
    timestamp: async (digest, algorithm) => {
      const token = await ask(digest, algorithm);
      last = { at: readToken(token).info.at, by: service.name };
      return token;
    },
    last: () => last,
  };
}

/** So long a time stamp is waited for, and so often asked for, before one goes on without. */
const PATIENCE = { hours: 6, tries: 8 } as const;

/**
 * Whether to try again later after a failure. A service that is away for an hour is waited for; one that is away for a
 * day must not keep a client from what was signed. What is put without is written down as that.
 * @param since when it could have been done first
 * @param tries of this job, this one included
 */
export function waitsForStamp(failure: TimestampFailure, since: Date, tries: number): boolean {
  const waited = now().getTime() - since.getTime() >= PATIENCE.hours * 3_600_000;
  const waits = !(waited && tries >= PATIENCE.tries);
  log().warn({ err: failure, fault: failure.fault, waits }, "no time stamp came");
  return waits;
}
