import { and, eq, inArray, or, sql } from "drizzle-orm";
import { decisions, filingOpenings } from "@/db/schema/decisions";
import { accounts } from "@/db/schema/identity";
import { notices } from "@/db/schema/notifications";
import { outbox } from "@/db/schema/outbox";
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
 * To everybody who may see it: that it was filed without their approval (D1), or, to who did approve it, without that of
 * everybody; and what the recipient made of it (F54).
 * That it was taken back (D5) hears only who knew of it: others would hear of what was never meant for them.
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
    .where(
      and(
        eq(accounts.firmId, ctx.actor.firmId),
        inArray(accounts.id, ids),
        job.kind === "filing.withdrawn" ? knewOf(ctx, about) : undefined,
      ),
    );
  // At once and by itself: nobody chooses to hear this later.
  const approvers = job.kind === "filing.filedWithoutApproval" ? await approversOf(ctx, about) : [];
  for (const person of people) {
    const words = approvers.includes(person.id) ? "filed-not-by-all" : template;
    await mailClient(ctx, job, about, person, words);
  }
}

/** Who approved this version. */
async function approversOf({ db, actor: { firmId } }: Scoped<System>, about: About): Promise<string[]> {
  const rows = await db
    .select({ accountId: decisions.accountId })
    .from(decisions)
    .where(
      and(
        eq(decisions.firmId, firmId),
        eq(decisions.filingId, about.id),
        eq(decisions.version, about.version),
        eq(decisions.decision, "approved"),
      ),
    );
  return rows.map(({ accountId }) => accountId);
}

/** Whoever was mailed about any version of it, was shown its attachment, or decided about it. */
function knewOf({ actor: { firmId } }: Scoped<System>, { id }: About) {
  return or(
    sql`exists (select 1 from ${notices} n where n.firm_id = ${firmId} and n.filing_id = ${id}
      and n.account_id = ${accounts.id} and n.mail_id is not null)`,
    sql`exists (select 1 from ${outbox} o where o.firm_id = ${firmId} and o.subject = ${`filing:${id}`}
      and o.account_id = ${accounts.id} and o.kind = 'mail')`,
    sql`exists (select 1 from ${filingOpenings} o where o.firm_id = ${firmId} and o.filing_id = ${id}
      and o.account_id = ${accounts.id})`,
    sql`exists (select 1 from ${decisions} d where d.firm_id = ${firmId} and d.filing_id = ${id}
      and d.account_id = ${accounts.id})`,
  );
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
