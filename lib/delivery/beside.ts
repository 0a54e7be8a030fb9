import { and, eq } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { deliveries } from "@/db/schema/delivery";
import type { Scoped } from "@/db/scope";
import { claimed } from "./outcome";

/** Why a delivery that was to be sent stays here. */
export type KeptBack =
  /** Its document was withdrawn. */
  | "withdrawn"
  /** Another attempt of this version is with the recipient, or a person said under which kenmerk and that is asked. */
  | "overtaken"
  /** The recipient has an earlier version and found it in order, and nobody has said since that this one goes too. */
  | "earlier-accepted";

type Attempt = Pick<
  typeof deliveries.$inferSelect,
  "id" | "version" | "channelId" | "state" | "fault" | "doneAt"
>;

/**
 * Looks at what the document and its other deliveries have come to, and holds all of them until the end of the
 * transaction: what is learnt of one of them meanwhile waits. Two deliveries to an authority are worse than none.
 * @param channelId by which it goes: a later version of a credit report may be for another bank
 * @returns why it stays here, or null when nothing stands in its way
 */
export async function whyKeptBack(
  ctx: Scoped,
  own: { id: string; filingId: string; version: number },
  channelId: string | undefined,
): Promise<KeptBack | null> {
  const { firmId } = ctx.actor;
  const [filing] = await ctx.db
    .select({ state: filings.state, version: filings.version })
    .from(filings)
    .where(and(eq(filings.firmId, firmId), eq(filings.id, own.filingId)))
    .for("update");
  const attempts = await ctx.db
    .select({
      id: deliveries.id,
      version: deliveries.version,
      channelId: deliveries.channelId,
      state: deliveries.state,
      fault: deliveries.fault,
      doneAt: deliveries.doneAt,
    })
    .from(deliveries)
    .where(and(eq(deliveries.firmId, firmId), eq(deliveries.filingId, own.filingId)))
    .orderBy(deliveries.version, deliveries.attempt)
    .for("update");
  if (filing?.state === "withdrawn") return "withdrawn";
  if (filing?.state !== "approved" || filing.version !== own.version) return "overtaken";
  const beside = attempts.filter(({ id, version }) => version === own.version && id !== own.id);
  if (beside.some(isThere)) return "overtaken";
  const earlier = attempts.filter((one) => one.version < own.version && one.channelId === channelId);
  return isHeld(earlier, beside) ? "earlier-accepted" : null;
}

function isThere({ state, fault }: Attempt): boolean {
  return state === "underway" || state === "accepted" || (state === "unknown" && fault === claimed);
}

/** Held once after each such acceptance: what is tried after that, a person sent who answers for it (`deliverAgain`). */
function isHeld(earlier: Attempt[], beside: Attempt[]): boolean {
  const accepted = earlier.filter(({ state }) => state === "accepted");
  const held = beside.filter(({ fault }) => fault === "earlier-accepted");
  const at = ({ doneAt }: Attempt) => doneAt?.getTime() ?? 0;
  return accepted.some((one) => !held.some((other) => at(other) >= at(one)));
}
