import { and, desc, eq } from "drizzle-orm";
import { deliveries } from "@/db/schema/delivery";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { whyNotSent } from "@/lib/approvals/before-sending";
import { recipientTold } from "@/lib/approvals/recipient";
import { pollDelivery } from "@/lib/delivery/poll";
import { sendDelivery } from "@/lib/delivery/send";
import { startDelivery } from "@/lib/delivery/start";
import type { Job } from "@/lib/outbox/job";
import { now, setClock } from "@/lib/ports/clock";
import { newId } from "@/lib/shared/ids";
import { wasSent } from "./deciding";
import type { ForWhom } from "./publishing";

/**
 * An approved document of the story goes to its recipient, which in the demo is this machine, and is found in order:
 * the same steps as a worker takes, one after the other.
 */
export async function isDelivered({ firmId }: ForWhom, filing: string): Promise<void> {
  const actor = systemOf(firmId, "demo-story");
  const about = { filing, version: 1 };
  await inScope(actor, (ctx) => startDelivery(ctx, aJob(firmId, "filing.toDeliver", about)));
  const delivery = await inScope(actor, async ({ db }) => {
    const of = and(eq(deliveries.firmId, firmId), eq(deliveries.filingId, filing));
    const [row] = await db.select().from(deliveries).where(of).orderBy(desc(deliveries.attempt)).limit(1);
    if (!row) throw new Error("Nothing of the story is to be delivered");
    return row.id;
  });
  const ready = await sendDelivery(actor, aJob(firmId, "delivery.send", { delivery }), whyNotSent);
  if ("outcome" in ready) throw new Error(`Nothing of the story can be sent: ${ready.outcome}`);
  await inScope(actor, async (ctx) => ready.keep?.(ctx));
  const sent = await ready.send();
  await inScope(actor, async (ctx) => sent.follows?.(ctx));
  await inScope(actor, (ctx) => recipientTold(ctx, aJob(firmId, "filing.handedOver", about)));
  const later = new Date(now().getTime() + 15_000);
  setClock(() => later);
  const told = await pollDelivery(actor, aJob(firmId, "delivery.poll", { delivery, round: 0 }));
  await inScope(actor, async (ctx) => told.follows?.(ctx));
  await inScope(actor, (ctx) => recipientTold(ctx, aJob(firmId, "filing.accepted", about)));
  await wasSent(firmId, { filingId: filing });
}

function aJob(firmId: string, kind: string, payload: Record<string, unknown>): Job {
  const id = newId();
  return { id, firmId, kind, payload, secret: null, idempotencyKey: id, accountId: null, attempts: 1 };
}
