import { type Actor, inScope, type Scoped } from "@/db/scope";
import { type System, systemOf, visitorOf } from "@/lib/access/actor";
import type { Job } from "@/lib/outbox/drain";
import { newId } from "@/lib/shared/ids";
import { codeOf, type Owner } from "@/tests/support/database";
import { clientOf, type Party } from "@/tests/support/two-firms";

/** A function that touches data: how it is called with the ids of somebody else, and what it then answers. */
export type Door = {
  call: (own: Party, them: Party) => Promise<unknown>;
  answers: unknown;
  /** With the ids of another organisation of the own firm too, or only with those of another firm. */
  neighbours: "both" | "other firm";
  /** Whether one's own ids are answered the same, so that no control can tell that it was really called. */
  sameForOwn?: true;
};
/** Why a function needs no such call. */
export type Excuse = { because: string };
export type Doors = Record<string, Door | Excuse>;

export const door = (call: Door["call"], answers: unknown): Door => ({ call, answers, neighbours: "both" });
/** For what acts for a whole firm, such as signing in and the work of the system. */
export const doorOfFirm = (call: Door["call"], answers: unknown): Door => ({
  call,
  answers,
  neighbours: "other firm",
});
export const pure: Excuse = { because: "touches no data" };

/** What a call answers when the database refuses it: by a policy, or by a key that begins with the firm. */
export const refusedByDatabase = "refused by the database";
/** What a call answers when it throws otherwise, such as on a value that another key has sealed. */
export const thrown = "thrown";
/** Any answer will do that names nothing of them. */
export const nothingOfThem = Symbol("nothing of them");

/** Does something as the portal itself, for the firm of this party. */
export function asSystem<T>({ firm }: Party, work: (ctx: Scoped<System>) => Promise<T>): Promise<T> {
  return inScope(systemOf(firm.id, "wall"), work);
}

/** A job of this party's firm, about nothing yet. */
export function aJob({ firm }: Party): Job {
  const id = newId();
  const about = { kind: "", payload: {}, secret: null, idempotencyKey: id, accountId: null };
  return { ...about, id, firmId: firm.id, attempts: 1 };
}

/** Whoever might try: at another firm a visitor, who reaches the most there; at the own firm a client, of another. */
export function intruder(own: Party, them: Party): Actor {
  return own !== them && own.firm.id === them.firm.id ? clientOf(own) : visitorOf(own.firm.id);
}

/** Everything that only they know or have. */
function marksOf(own: Party, them: Party): string[] {
  const { session, uploads, organisationId, open, approved, pdf, challenge, job, email } = them;
  const mine = [session.id, session.accountId, organisationId, open, approved, pdf, challenge, job, email];
  const firm = own.firm.id === them.firm.id ? [] : [them.firm.id, them.staffId];
  return [...mine, ...Object.values(uploads), ...firm];
}

/** One hash over every row that is theirs or speaks of them, in whichever table and firm. */
async function fingerprint(owner: Owner, marks: string[]): Promise<string> {
  const tables = await owner<
    { name: string }[]
  >`select tablename as name from pg_tables where schemaname = 'public'`;
  const rows = tables.map(
    ({ name }) => `select '${name}' as place, to_jsonb(t)::text as row from public."${name}" t`,
  );
  const [found] = await owner.unsafe(
    `select count(*)::int as n, md5(string_agg(place || row, '' order by place, row)) as hash
     from (${rows.join(" union all ")}) every where row ~ $1`,
    [marks.join("|")],
  );
  if (Number(found?.n) < 10) throw new Error("They have hardly any rows");
  return String(found?.hash);
}

/** What is wrong when this door is opened with their ids; one line each. */
export async function judge(
  owner: Owner,
  { call, answers }: Door,
  own: Party,
  them: Party,
): Promise<string[]> {
  const marks = marksOf(own, them);
  const before = await fingerprint(owner, marks);
  const answer = await call(own, them).catch(wordsOf);
  const faults: string[] = [];
  const text = String(JSON.stringify(answer));
  if (marks.some((mark) => text.includes(mark))) faults.push("the answer names what is theirs");
  if (answers !== nothingOfThem && text !== String(JSON.stringify(answers))) {
    faults.push(`answers ${text.slice(0, 300)} and not ${JSON.stringify(answers)}`);
  }
  if ((await fingerprint(owner, marks)) !== before)
    faults.push("changes what is theirs, or leaves a trace of it");
  return faults;
}

function wordsOf(error: unknown): string {
  return ["42501", "23503", "23505"].includes(codeOf(error) ?? "") ? refusedByDatabase : thrown;
}
