import { and, eq } from "drizzle-orm";
import { outbox } from "@/db/schema/outbox";
import { type Actor, inScope } from "@/db/scope";

export type Delivery = "sent" | "refused" | "waiting";

/**
 * Waits at most five seconds for what became of a job, so that a page can say whether the text message
 * went out. "waiting": it will be tried again.
 */
export async function awaitDelivery(actor: Actor, jobId: string, patience = 5000): Promise<Delivery> {
  const until = Date.now() + patience;
  let pause = 40;
  while (true) {
    const row = await inScope(actor, async ({ db }) => {
      const rows = await db
        .select({ status: outbox.status, attempts: outbox.attempts })
        .from(outbox)
        .where(and(eq(outbox.firmId, actor.firmId), eq(outbox.id, jobId)));
      return rows[0];
    });
    if (row?.status === "done" || row?.status === "unknown") return "sent";
    if (row?.status === "failed" || row?.status === "expired") return "refused";
    // Tried and put back: the service is down, and there is no sense in letting the person wait.
    if (row?.status === "waiting" && row.attempts > 0) return "waiting";
    if (Date.now() >= until) return "waiting";
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(300, pause * 1.5);
  }
}
