import { aVatReturn } from "@/db/demo/returns";
import { inScope } from "@/db/scope";
import type { Session } from "@/lib/access/session";
import { requestDecisionCode } from "@/lib/approvals/code";
import { type Decided, decide } from "@/lib/approvals/decide";
import type { Draft } from "@/lib/approvals/draft";
import { setClock } from "@/lib/ports/clock";
import type { Owner } from "./database";
import { clientAt, deliver, facts, firm, mobiles, readSms, type Slug } from "./people";

export type Task = { id: string; firmId: string; organisationId: string };

/** Only these two have their OB number on file. */
const obNumbers: Record<string, string> = {
  "bakkerij-de-korenaar": "001000056B01",
  "de-korenaar-vastgoed": "001000044B37",
};

/**
 * Puts a VAT return before the approvers of an organisation, by the commands that staff use.
 * @param period a month, such as "2025-03"
 */
export async function aTask(owner: Owner, slug: string, period: string): Promise<Task> {
  const [found] = await owner`
    select o.firm_id, o.id, o.name, o.relationship_manager_id as by, f.name as firm
    from organisations o join firms f on f.id = o.firm_id where o.slug = ${slug}`;
  if (!found) throw new Error(`No organisation ${slug}`);
  const [year = 0, month = 0] = period.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const id = await aVatReturn({
    firmId: found.firm_id,
    firmName: found.firm,
    organisationId: found.id,
    organisationName: found.name,
    obNumber: obNumbers[slug] ?? "001000056B01",
    period: { start: `${period}-01`, end: `${period}-${lastDay}` },
    boxes: { "1a": { turnover: 1_000_000, vat: 210_000 }, "5b": { vat: 50_000 } },
    publishedOn: `${year + (month === 12 ? 1 : 0)}-${String((month % 12) + 1).padStart(2, "0")}-12`,
    by: found.by,
  });
  setClock(null);
  return { id, firmId: found.firm_id, organisationId: found.id };
}

export type Asked = { challengeId: string; code: string; text: string };

type Unseen<D> = D extends unknown ? Omit<D, "versions"> : never;

/** What is said to have been shown: the versions of now. */
export async function current(owner: Owner, ids: readonly string[]): Promise<Record<string, number>> {
  const rows = await owner`select id, version from filings where id in ${owner([...ids])}`;
  return Object.fromEntries(rows.map(({ id, version }) => [id, version]));
}

/** Asks for the code of a return as it stands, and reads the text message on the person's telephone. */
export async function askCode(
  owner: Owner,
  session: Session,
  task: Task,
  email: string,
  said: Unseen<Draft> = { decision: "approve", filings: [task.id] },
): Promise<Asked> {
  const [row] = await owner`select slug from firms where id = ${session.firmId}`;
  const at = await firm(row?.slug as Slug);
  const draft = { ...said, versions: await current(owner, said.filings) } as Draft;
  const asked = await inScope(clientAt(session, task.organisationId), (ctx) =>
    requestDecisionCode(ctx, at, session, draft),
  );
  if (!asked.ok) throw new Error(`No code was sent: ${asked.reason}`);
  await deliver();
  return { challengeId: asked.challengeId, ...(await readSms(owner, mobiles[email] ?? "")) };
}

/** What became of it, without what it was about. */
type Outcome = { ok: true } | Extract<Decided, { ok: false }>;

/** "Goedkeuren en verzenden", as the page does it: in a transaction of its own. */
export function approve(session: Session, task: Task, challengeId: string, code: string): Promise<Outcome> {
  return decided(session, task, { challengeId, code, expected: { decision: "approve", filing: task.id } });
}

/** The same with what the page of the moment asked, such as a rejection, a batch, or answers. */
export async function decided(
  session: Session,
  task: Task,
  input: Parameters<typeof decide>[2],
): Promise<Outcome> {
  const actor = clientAt(session, task.organisationId);
  const outcome = await inScope(actor, (ctx) => decide(ctx, session, input, facts));
  return outcome.ok ? { ok: true } : outcome;
}

/** Six digits that are not the code. */
export const notThe = (code: string) => (code === "000000" ? "111111" : "000000");
