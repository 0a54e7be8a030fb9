import { sql } from "drizzle-orm";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Handlers } from "@/lib/outbox/job";
import type { JobOutcome } from "@/lib/outbox/rules";
import { runWorker } from "@/lib/worker/run";

/** A worker that is there to be killed: the real loop, with jobs whose effects can be counted. */
const service = process.env.STAND_IN ?? "";

async function post(path: string, key: string): Promise<JobOutcome> {
  const headers = { "idempotency-key": key };
  const response = await fetch(`${service}${path}`, { method: "POST", headers });
  return response.ok ? { outcome: "done" } : { outcome: "retry", reason: String(response.status) };
}

const handlers: Handlers = {
  count: {
    inside: async (ctx, job) => {
      await ctx.db.execute(sql`insert into counted (job) values (${job.id})`);
      await enqueue(ctx, { kind: "call", payload: {}, idempotencyKey: `after:${job.id}` });
    },
  },
  call: { outside: (_actor, job) => post("/call", job.idempotencyKey) },
  "delivery.once": {
    once: true,
    prepare: async (_actor, job) => ({ send: () => post("/once", job.idempotencyKey) }),
  },
};

runWorker(handlers, Number(process.env.LEASE_SECONDS ?? 2));
console.log("running");
