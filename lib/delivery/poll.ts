import { and, eq } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { deliveries, deliveryStatuses } from "@/db/schema/delivery";
import { organisations } from "@/db/schema/organisations";
import { inScope, type Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Answer, Job } from "@/lib/outbox/job";
import { now } from "@/lib/ports/clock";
import type { NotSent, Refused, Status, Unknown } from "@/lib/ports/filing-channel/channel";
import { meaningOf } from "@/lib/ports/filing-channel/status-codes";
import { log } from "@/lib/ports/log";
import { channelFor, openChannel } from "./channels";
import { accepted, ask, lost, refused } from "./outcome";
import { nextQuestion, verdictOf } from "./rules";

type Row = typeof deliveries.$inferSelect;

/** Asks the recipient how far a delivery is, and goes on asking until it has ended. */
export async function pollDelivery(actor: System, job: Job): Promise<Answer> {
  const id = String(job.payload.delivery);
  const round = Number(job.payload.round ?? 0);
  const found = await inScope(actor, (ctx) => open(ctx, id));
  if (found === "no-channel") return { outcome: "retry", reason: "settings" };
  if (found?.row.state !== "underway" || !found.row.processReference) return { outcome: "done" };
  const { row, channel, authorisationAddress, terminalCode } = found;
  const answer = await channel.statuses({
    processReference: row.processReference ?? "",
    ...(authorisationAddress ? { authorisationAddress } : {}),
  });
  // Asking does no harm: whatever was no proof is asked again.
  if (answer.outcome !== "statuses") {
    return { outcome: "retry", reason: noStatus(answer) };
  }
  const { statuses, signedAnswer } = answer;
  const verdict = verdictOf(statuses, terminalCode, now(), meaningOf);
  return {
    outcome: "done",
    follows: async (ctx) => {
      await note(ctx, row, statuses);
      if (verdict.outcome === "accepted") return accepted(ctx, id, verdict.code, signedAnswer);
      if (verdict.outcome === "refused") {
        const last = statuses.findLast(({ code }) => code === verdict.code);
        const words = [last?.description, last?.errorCode, last?.errorDescription]
          .filter(Boolean)
          .join(" · ");
        return refused(ctx, id, verdict.code, words, signedAnswer);
      }
      const seconds = nextQuestion(round);
      return seconds === null ? lost(ctx, id, "no-end", null) : ask(ctx, row, round + 1, seconds);
    },
  };
}

/**
 * Looks for a delivery of which nobody knows whether it arrived: what the recipient knows of this client and kind of
 * message, and we do not. A person decides what it is; nothing is sent again by itself.
 */
export async function searchDelivery(actor: System, job: Job): Promise<Answer> {
  const id = String(job.payload.delivery);
  const found = await inScope(actor, (ctx) => open(ctx, id));
  if (found === "no-channel") return { outcome: "retry", reason: "settings" };
  if (found?.row.state !== "unknown" || !found.kvk) return { outcome: "done" };
  const { row, channel, messageType, identityType, authorisationAddress } = found;
  const answer = await channel.processes({
    messageType,
    interestedParty: { number: found.kvk, type: identityType },
    ...(authorisationAddress ? { authorisationAddress } : {}),
  });
  if (answer.outcome !== "processes") {
    return { outcome: "retry", reason: noStatus(answer) };
  }
  return {
    outcome: "done",
    follows: async (ctx) => {
      const known = await ctx.db
        .select({ processReference: deliveries.processReference })
        .from(deliveries)
        .where(
          and(eq(deliveries.firmId, ctx.actor.firmId), eq(deliveries.organisationId, row.organisationId)),
        );
      const ours = new Set(known.map(({ processReference }) => processReference));
      const candidates = answer.processes
        .map(({ processReference }) => processReference)
        .filter((reference) => !ours.has(reference));
      await ctx.db
        .update(deliveries)
        .set({ candidates })
        .where(
          and(
            eq(deliveries.firmId, ctx.actor.firmId),
            eq(deliveries.id, id),
            eq(deliveries.state, "unknown"),
          ),
        );
    },
  };
}

/** The code of a fault is theirs, and could be any: it is marked as the answer to a question, which does no harm. */
function noStatus(answer: Refused | NotSent | Unknown): string {
  return answer.outcome === "refused" ? `status ${answer.faultCode}` : answer.reason;
}

async function open(ctx: Scoped<System>, id: string) {
  const { firmId } = ctx.actor;
  const [row] = await ctx.db
    .select({ delivery: deliveries, label: filings.label, kvk: organisations.kvkNumber })
    .from(deliveries)
    .innerJoin(filings, and(eq(filings.firmId, deliveries.firmId), eq(filings.id, deliveries.filingId)))
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, deliveries.firmId), eq(organisations.id, deliveries.organisationId)),
    )
    .where(and(eq(deliveries.firmId, firmId), eq(deliveries.id, id)));
  if (!row) return null;
  const recipient = row.delivery.stream === "creditReport" ? (row.label ?? "") : "";
  const found = await channelFor(ctx, row.delivery.stream, recipient);
  if (!found) {
    log().error({ delivery: id }, "the channel of a delivery is gone");
    return "no-channel" as const;
  }
  const { authorisationAddress, terminalCode, messageType, identityType } = found.settings;
  return {
    row: row.delivery,
    kvk: row.kvk,
    channel: openChannel(found),
    authorisationAddress,
    terminalCode,
    messageType,
    identityType,
  };
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
