import { z } from "zod";
import type { Job } from "@/lib/outbox/job";
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

/** For what no time stamp came, since when, and how often it was asked for; remembered with the job that asks. */
type Unstamped = { what: string; since: string; tries: number };

const unstampedShape = z.object({ what: z.string(), since: z.iso.datetime(), tries: z.number() });

/**
 * What the next try has to know when a time stamp did not come; null when one goes on without. A service that is away for
 * an hour is waited for; one that is away for a day must not keep a client from what was signed. What is put without is
 * written down as that. What was waited for before, such as a certificate, does not count.
 * @param what a time stamp is asked for, within the job
 */
export function waitsForStamp(
  failure: TimestampFailure,
  job: Job,
  what: string,
): { unstamped: Unstamped } | null {
  const before = unstampedShape.safeParse(job.remembered?.unstamped).data;
  const known = before?.what === what ? before : { what, since: now().toISOString(), tries: 0 };
  const unstamped = { ...known, tries: known.tries + 1 };
  const hours = (now().getTime() - Date.parse(known.since)) / 3_600_000;
  const waits = hours < PATIENCE.hours || unstamped.tries < PATIENCE.tries;
  log().warn({ err: failure, fault: failure.fault, waits }, "no time stamp came");
  return waits ? { unstamped } : null;
}
