import { and, eq, ne } from "drizzle-orm";
import { deliveries } from "@/db/schema/delivery";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Answer } from "@/lib/outbox/job";
import { type Asked, askedInVain, type Row } from "./asked";
import { ask, claimed, claimFailed, handedOver, isStillClaimed } from "./outcome";
import { couldBe, nextQuestion } from "./rules";

/** Whether another delivery of the firm has this kenmerk: what the recipient took under it is one delivery. */
export async function hasAnother(ctx: Scoped, id: string, processReference: string): Promise<boolean> {
  const own = and(eq(deliveries.firmId, ctx.actor.firmId), ne(deliveries.id, id));
  const [other] = await ctx.db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(own, eq(deliveries.processReference, processReference)))
    .limit(1);
  return other !== undefined;
}

/** A person gave it a kenmerk, which the recipient has not confirmed yet. */
export function isClaimed({ state, fault }: Row): boolean {
  return state === "unknown" && fault === claimed;
}

/**
 * Whether a kenmerk that a person gave can be of this delivery: the recipient knows it as this client's and of this kind
 * of message, and it did not begin before we sent ours. A kenmerk that was mistyped, or that another program got, would
 * otherwise end as an acceptance of what nobody received.
 * @param round how often that was asked before
 */
export async function settleClaim(
  { row, kvk, channel, messageType, identityType, authorised }: Asked,
  round: number,
): Promise<Answer> {
  const processReference = row.processReference ?? "";
  // An answer is about the kenmerk that was asked about: one that was given since has a question of its own.
  const unlessCorrected = (follows: (ctx: Scoped<System>) => Promise<void>): Answer => ({
    outcome: "done",
    follows: async (ctx) => {
      if (await isStillClaimed(ctx, row)) await follows(ctx);
    },
  });
  const disproved = (reason: string) => unlessCorrected((ctx) => claimFailed(ctx, row, reason));
  if (!kvk || !row.sentAt) return disproved("claim-other");
  const known = await channel.processes({
    messageType,
    interestedParty: { number: kvk, type: identityType },
    ...authorised,
  });
  if (known.outcome !== "processes") return askedInVain(known);
  if (!known.processes.some((one) => one.processReference === processReference))
    return disproved("claim-other");
  const told = await channel.statuses({ processReference, ...authorised });
  if (told.outcome !== "statuses") return askedInVain(told);
  const [first] = told.statuses;
  if (first && !couldBe(first.at, row.sentAt)) return disproved("claim-earlier");
  if (first) {
    return unlessCorrected(async (ctx) => {
      // Two who gave it at the same moment could not see each other then.
      if (await hasAnother(ctx, row.id, processReference)) await claimFailed(ctx, row, "kenmerk-taken");
      else await handedOver(ctx, row.id, { processReference, signedAnswer: null });
    });
  }
  // It is known, and nothing was told of it yet.
  const { seconds, late } = nextQuestion(round);
  if (seconds === null || late) return disproved("no-answer");
  return unlessCorrected((ctx) => ask(ctx, row, round + 1, seconds));
}
