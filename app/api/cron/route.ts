import { machineRoute } from "@/lib/access/machine";
import { drainFor } from "@/lib/worker/cron";

/** A platform that is about to stop us gives a minute. */
export const maxDuration = 60;

/** Sends what waits, where no worker lives: called by the platform's clock, such as Vercel's, every minute or so. */
export const GET = machineRoute(async () => {
  const answer = await drainFor(45_000);
  return Response.json(answer, { headers: { "cache-control": "no-store" } });
});

export const POST = GET;
