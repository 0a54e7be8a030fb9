import { and, eq, inArray } from "drizzle-orm";
import { deliveries } from "@/db/schema/delivery";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Answer, Job } from "@/lib/outbox/job";
import { askedInVain, openFor } from "./asked";
import { beganAt } from "./began";
import { lookFor } from "./outcome";
import { likeliest } from "./rules";

/** More than these are not offered: nobody would recognise one of them. */
const mostCandidates = 50;
/** No more than these are looked into, far more than a client has of one kind, and no longer: so a search has an end. */
const mostLookedInto = 500;
const longestLook = 15_000;

/**
 * Looks for a delivery of which nobody knows whether it arrived: what the recipient knows of this client and kind of
 * message, that we do not, and that began after we sent ours. A person decides what it is; nothing is sent again by
 * itself.
 * @param longest how long it goes on asking when they began, in milliseconds
 * @param each milliseconds that there are for each answer, where that may be less than the channel allows
 */
export async function searchDelivery(
  actor: System,
  job: Job,
  longest = longestLook,
  each?: number,
): Promise<Answer> {
  const id = String(job.payload.delivery);
  const found = await inScope(actor, (ctx) => openFor(ctx, id, each));
  if (found === "no-channel") return { outcome: "retry", reason: "settings" };
  if (found?.row.state !== "unknown" || found.row.processReference || !found.kvk) return { outcome: "done" };
  const { row, kvk, channel, messageType, identityType, authorised } = found;
  const answer = await channel.processes({
    messageType,
    interestedParty: { number: kvk, type: identityType },
    ...authorised,
  });
  if (answer.outcome !== "processes") return askedInVain(answer);
  const listed = answer.processes.map(({ processReference }) => processReference);
  const ours = await inScope(actor, (ctx) => ownAmong(ctx, listed));
  const strange = listed.filter((reference) => !ours.has(reference));
  const looked: { processReference: string; began: Date | null }[] = [];
  const until = performance.now() + longest;
  // The last ones first: of what there was no time for nobody knows when it began.
  for (const processReference of strange.slice(-mostLookedInto).reverse()) {
    const inTime = performance.now() < until;
    const told = inTime ? await beganAt(found, processReference) : untold;
    if (told.outcome !== "began") return askedInVain(told);
    looked.push({ processReference, began: told.at });
  }
  const candidates = likeliest(looked, row.sentAt, mostCandidates);
  return {
    outcome: "done",
    follows: async (ctx) => {
      const own = and(eq(deliveries.firmId, ctx.actor.firmId), eq(deliveries.id, id));
      await ctx.db
        .update(deliveries)
        .set({ candidates })
        .where(and(own, eq(deliveries.state, "unknown")));
    },
  };
}

/** For days nobody answered: it is looked for again tomorrow, for as long as nobody knows. */
export async function searchedForDays(ctx: Scoped<System>, job: Job): Promise<void> {
  const [row] = await ctx.db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.firmId, ctx.actor.firmId), eq(deliveries.id, String(job.payload.delivery))));
  if (row?.state === "unknown" && !row.processReference) await lookFor(ctx, row, 86_400);
}

const untold = { outcome: "began", at: null } as const;

/** Those that the firm's own deliveries have, of whichever client: what was claimed for one is not offered for another. */
async function ownAmong(ctx: Scoped, listed: string[]): Promise<Set<string | null>> {
  const rows = await ctx.db
    .select({ processReference: deliveries.processReference })
    .from(deliveries)
    .where(and(eq(deliveries.firmId, ctx.actor.firmId), inArray(deliveries.processReference, listed)));
  return new Set(rows.map(({ processReference }) => processReference));
}
