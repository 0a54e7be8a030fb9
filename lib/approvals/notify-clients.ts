import { and, eq, inArray } from "drizzle-orm";
import { accounts } from "@/db/schema/identity";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { MailPayload } from "@/lib/notifications/send";
import type { Job } from "@/lib/outbox/drain";
import { enqueue } from "@/lib/outbox/enqueue";
import { type About, aboutOf, readersOf, titleOf } from "./about";
import { streams } from "./streams";

/** Which mail tells the clients of which event. */
const templates: Record<string, MailPayload["template"]> = {
  "filing.withdrawn": "filing-withdrawn",
  "filing.filedWithoutApproval": "filed-without-approval",
  "filing.accepted": "recipient-accepted",
  "filing.refused": "recipient-refused",
};

/**
 * To everybody who may see it: that it was taken back, or filed without their approval (D1, D5), and what the recipient
 * made of it (F54).
 */
export async function tellClients(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  const usual = templates[job.kind];
  if (!about || !usual) return;
  const byBank = usual === "recipient-accepted" && streams[about.stream].goesTo === "bank";
  const template = byBank ? "bank-accepted" : usual;
  const ids = await readersOf(ctx, about);
  if (ids.length === 0) return;
  const people = await ctx.db
    .select({ id: accounts.id, language: accounts.language })
    .from(accounts)
    .where(and(eq(accounts.firmId, ctx.actor.firmId), inArray(accounts.id, ids)));
  // At once and by itself: nobody chooses to hear this later.
  for (const person of people) await mailClient(ctx, job, about, person, template);
}

async function mailClient(
  ctx: Scoped<System>,
  job: Job,
  about: About,
  person: { id: string; language: "nl" | "en" },
  template: MailPayload["template"],
): Promise<void> {
  const payload: MailPayload = {
    template,
    path: `/o/${about.slug}/accordering/${about.id}`,
    facts: { title: titleOf(about, person.language), organisation: about.organisation },
    contact: about.managerId,
  };
  await enqueue(ctx, {
    kind: "mail",
    payload,
    subject: `filing:${about.id}`,
    accountId: person.id,
    idempotencyKey: `mail:${job.id}:${person.id}`,
  });
}
