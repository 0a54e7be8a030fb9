import { and, eq } from "drizzle-orm";
import { type JobStatus, outbox } from "@/db/schema/outbox";
import { type Actor, inScope } from "@/db/scope";
import { log } from "@/lib/ports/log";

export type Delivery = "sent" | "refused" | "waiting";

/**
 * Waits at most five seconds for what became of a job, or of all jobs about one subject, so that a page can
 * say whether the message went out. "waiting": it will be tried again.
 * @param about the id of a job, or { subject: "filing:<id>" }
 */
export async function awaitDelivery(
  actor: Actor,
  about: string | { subject: string },
  patience = 5000,
): Promise<Delivery> {
  const which = typeof about === "string" ? eq(outbox.id, about) : eq(outbox.subject, about.subject);
  const until = Date.now() + patience;
  let pause = 40;
  while (true) {
    let states: (Delivery | "busy")[];
    try {
      const jobs = await inScope(actor, ({ db }) =>
        db
          .select({ status: outbox.status, attempts: outbox.attempts })
          .from(outbox)
          .where(and(eq(outbox.firmId, actor.firmId), which)),
      );
      states = jobs.map(stateOf);
    } catch (error) {
      // The job stands, and goes out when the database is back; only how far it is cannot be asked.
      log().warn({ err: error }, "a delivery could not be followed");
      return "waiting";
    }
    if (states.length > 0 && !states.includes("busy")) {
      if (states.includes("refused")) return "refused";
      return states.includes("waiting") ? "waiting" : "sent";
    }
    if (Date.now() >= until) return "waiting";
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(300, pause * 1.5);
  }
}

function stateOf({ status, attempts }: { status: JobStatus; attempts: number }): Delivery | "busy" {
  if (status === "done" || status === "unknown") return "sent";
  if (status === "failed" || status === "expired") return "refused";
  // Tried and put back: the service is down, and there is no sense in letting the person wait.
  return status === "waiting" && attempts > 0 ? "waiting" : "busy";
}
