import { firmsToAnchor } from "@/db/gate";
import { inScope } from "@/db/scope";
import { type System, systemOf } from "@/lib/access/actor";
import { anchorHead } from "@/lib/audit/anchor";
import { type HeadStamper, headStamper } from "@/lib/audit/head-stamper";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Answer } from "@/lib/outbox/job";
import { now } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";

/**
 * Gives each firm whose audit chain grew since it was anchored its job, once an hour; safe in several processes at once.
 * Without a service for time stamps there is nothing to do.
 */
export async function planAnchors(stamper: HeadStamper | null = headStamper()): Promise<void> {
  if (!stamper) return;
  const idempotencyKey = `audit.anchor:${now().toISOString().slice(0, 13)}`;
  for (const firmId of await firmsToAnchor(idempotencyKey)) {
    await inScope(systemOf(firmId, "housekeeping"), (ctx) =>
      enqueue(ctx, { kind: "audit.anchor", payload: {}, idempotencyKey }),
    );
  }
}

/**
 * Has one chain stamped. A service that is down or lies is a matter for whoever runs the portal, and no failed message on
 * the firm's screen: the log says so, and the next hour has a job again, for the head has moved still.
 */
export async function anchorFirm(
  actor: System,
  stamper: HeadStamper | null = headStamper(),
): Promise<Answer> {
  const anchored = stamper ? await anchorHead(actor, stamper) : "nothing new";
  if (typeof anchored === "object") {
    const facts = { firm: actor.firmId, service: stamper?.name, reason: anchored.failed };
    log().warn(facts, "an audit chain could not be anchored; it is tried again in an hour");
  }
  return { outcome: "done" };
}
