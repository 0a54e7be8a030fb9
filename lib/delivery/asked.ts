import { and, eq } from "drizzle-orm";
import { filingVersions } from "@/db/schema/approvals";
import { deliveries } from "@/db/schema/delivery";
import { organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Answer } from "@/lib/outbox/job";
import type { FilingChannel } from "@/lib/ports/filing-channel/channel";
import { log } from "@/lib/ports/log";
import { channelFor, openChannel } from "./channels";

export type Row = typeof deliveries.$inferSelect;

/** A delivery of which something is asked, and whom it is asked of. */
export type Asked = {
  row: Row;
  /** Of the organisation; without one nothing can be looked for. */
  kvk: string | null;
  channel: FilingChannel;
  /** Which firm's channel it is, and what it speaks to: what one of them was told is never the answer of another. */
  place: readonly string[];
  terminalCode: string;
  messageType: string;
  identityType: string;
  authorised: { authorisationAddress?: string };
};

/**
 * Opens the channel of a delivery; null when there is no such delivery.
 * @param longest milliseconds that there are for each answer, where that may be less than the channel allows
 */
export async function openFor(
  ctx: Scoped<System>,
  id: string,
  longest?: number,
): Promise<Asked | "no-channel" | null> {
  const { firmId } = ctx.actor;
  const [row] = await ctx.db
    .select({ delivery: deliveries, label: filingVersions.label, kvk: organisations.kvkNumber })
    .from(deliveries)
    .innerJoin(
      filingVersions,
      and(
        eq(filingVersions.firmId, deliveries.firmId),
        eq(filingVersions.filingId, deliveries.filingId),
        eq(filingVersions.version, deliveries.version),
      ),
    )
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, deliveries.firmId), eq(organisations.id, deliveries.organisationId)),
    )
    .where(and(eq(deliveries.firmId, firmId), eq(deliveries.id, id)));
  if (!row) return null;
  const found = await channelFor(ctx, row.delivery.stream, row.label);
  if (!found) {
    log().error({ delivery: id }, "the channel of a delivery is gone");
    return "no-channel";
  }
  const { statusUrl, authorisationAddress, terminalCode, messageType, identityType } = found.settings;
  return {
    row: row.delivery,
    kvk: row.kvk,
    channel: openChannel(found, longest),
    place: [firmId, found.id, statusUrl, authorisationAddress ?? ""],
    terminalCode,
    messageType,
    identityType,
    authorised: authorisationAddress ? { authorisationAddress } : {},
  };
}

/**
 * Asking does no harm: whatever was no proof is asked again. The code of a fault is theirs, and could be any: it is
 * marked as the answer to a question.
 */
export function askedInVain(
  answer: { outcome: "refused"; faultCode: string } | { outcome: "not-sent" | "unknown"; reason: string },
): Answer {
  return {
    outcome: "retry",
    reason: answer.outcome === "refused" ? `status ${answer.faultCode}` : answer.reason,
  };
}
