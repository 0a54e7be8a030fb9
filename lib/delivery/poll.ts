import { and, eq } from "drizzle-orm";
import { deliveries, deliveryStatuses } from "@/db/schema/delivery";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Answer, Job } from "@/lib/outbox/job";
import { now } from "@/lib/ports/clock";
import type { Status } from "@/lib/ports/filing-channel/channel";
import { mayGoOn, meaningOf } from "@/lib/ports/filing-channel/status-codes";
import { askedInVain, openFor, type Row } from "./asked";
import { isClaimed, settleClaim } from "./claim";
import { accepted, ask, claimFailed, handedOver, lost, refused } from "./outcome";
import { afterSilence, nextQuestion, verdictOf } from "./rules";

/**
 * Asks the recipient how far a delivery is, and goes on asking until it has ended; also after somebody at the firm was
 * told that it does not end. A kenmerk that a person gave it has to prove itself first, which takes two questions.
 * @param longest milliseconds that there are for each answer, where that may be less than the channel allows
 */
export async function pollDelivery(actor: System, job: Job, longest?: number): Promise<Answer> {
  const id = String(job.payload.delivery);
  const round = Number(job.payload.round ?? 0);
  const found = await inScope(actor, (ctx) => openFor(ctx, id, longest));
  if (found === "no-channel") return { outcome: "retry", reason: "settings" };
  if (!found || !isAsked(found.row, job)) return { outcome: "done" };
  if (isClaimed(found.row)) return settleClaim(found, round);
  const { row, channel, authorised, terminalCode } = found;
  const processReference = row.processReference ?? "";
  const answer = await channel.statuses({ processReference, ...authorised });
  if (answer.outcome !== "statuses") return askedInVain(answer);
  const { statuses, signedAnswer } = answer;
  const verdict = verdictOf(statuses, terminalCode, now(), meaningOf);
  return {
    outcome: "done",
    follows: async (ctx) => {
      await note(ctx, row, statuses);
      if (verdict.outcome === "accepted") return accepted(ctx, id, verdict.code, signedAnswer);
      // What had turned it away is not the last word any more: it is on its way as if it had just been taken.
      if (verdict.outcome === "underway" && statuses.some(({ code }) => code === row.fault))
        return handedOver(ctx, id, { processReference, signedAnswer: null });
      if (verdict.outcome === "refused") {
        const last = statuses.findLast(({ code }) => code === verdict.code);
        const words = [last?.description, last?.errorCode, last?.errorDescription]
          .filter(Boolean)
          .join(" · ");
        await refused(ctx, id, verdict.code, words, signedAnswer);
        const since = row.doneAt ?? now();
        if (!mayGoOn(verdict.code, (now().getTime() - since.getTime()) / 3_600_000)) return;
      }
      if (job.payload.extra === true) return;
      const { seconds, late } = nextQuestion(round);
      if (late) await lost(ctx, id, "no-end", null);
      if (seconds !== null) await ask(ctx, row, round + 1, seconds);
    },
  };
}

/** For days nobody answered. It goes on being asked about, once a day, and a person knows of it. */
export async function askedForDays(ctx: Scoped<System>, job: Job): Promise<void> {
  const id = String(job.payload.delivery);
  const [row] = await ctx.db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.firmId, ctx.actor.firmId), eq(deliveries.id, id)));
  if (!row || !isAsked(row, job) || job.payload.extra === true) return;
  if (isClaimed(row)) return claimFailed(ctx, row, "no-answer");
  await lost(ctx, id, "no-answer", null);
  const round = afterSilence(Number(job.payload.round ?? 0));
  const { seconds } = nextQuestion(round);
  if (seconds !== null) await ask(ctx, row, round, seconds);
}

/** Taken under a kenmerk, and not ended for good. A question about one that was corrected since is nobody's any more. */
function isAsked(row: Row, { payload }: Job): boolean {
  const { state, fault, processReference } = row;
  const { kenmerk = processReference } = payload;
  const open = state === "underway" || state === "unknown" || (state === "refused" && mayGoOn(fault ?? ""));
  return open && processReference !== null && kenmerk === processReference;
}

async function note(ctx: Scoped<System>, row: Row, statuses: Status[]): Promise<void> {
  if (statuses.length === 0) return;
  await ctx.db
    .insert(deliveryStatuses)
    .values(
      statuses.map(({ code, at, description, errorCode, errorDescription }) => ({
        firmId: row.firmId,
        deliveryId: row.id,
        organisationId: row.organisationId,
        stream: row.stream,
        code,
        at,
        description,
        errorCode: errorCode ?? null,
        errorDescription: errorDescription ?? null,
      })),
    )
    .onConflictDoNothing();
}
