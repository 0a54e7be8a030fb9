import { unauthorized } from "next/navigation";
import type { z } from "zod";
import { isUnreachable } from "@/db/fault";
import { inScope, type Scoped } from "@/db/scope";
import { log } from "@/lib/ports/log";
import { withoutNul } from "@/lib/shared/typed";
import {
  type ClientAbility,
  clientMay,
  type MemberAbility,
  memberMay,
  organisationLets,
  type StaffAbility,
  staffMay,
  type VisitorAbility,
} from "./abilities";
import { type Client, type Staff, type Visitor, visitorOf } from "./actor";
import type { Firm } from "./firm";
import { handedTo } from "./handed-over";
import { clientActor, everywhereActor, staffActor } from "./page";
import { comesFromOwnPages, currentFirm, currentSession, type RequestFacts, requestFacts } from "./request";
import type { Session } from "./session";
import { behindWall } from "./wall";

/** What a form gets back. `reason` and the values of `fields` are keys in the message files. */
export type FormAnswer =
  /** `details`: what is shown this one time, such as a new secret. */
  | { ok: true; details?: Record<string, string> }
  | {
      ok: false;
      reason: string;
      /** Field name to message key, when the input itself was at fault. */
      fields?: Record<string, string>;
      /** What the person typed (never passwords or codes), so that nothing is lost. */
      values?: Record<string, string>;
      /** Numbers and names for the message, such as how many tries are left. */
      details?: Record<string, string | number>;
    }
  | null;

type Action = (previous: FormAnswer, form: FormData) => Promise<FormAnswer>;

/** Whether a form shows what it is answered. Where it does not, the page of errors has to say that something failed. */
type Answers = "shown" | "unseen";

type Request<A extends Client | Staff | Visitor> = {
  firm: Firm;
  actor: A;
  facts: RequestFacts;
  scope<T>(work: (ctx: Scoped<A>) => Promise<T>): Promise<T>;
};

type SignedIn<A extends Client | Staff> = Request<A> & { session: Session };

/** What a form names in place of an organisation when it is about all of them; no slug looks like it. */
export const everywhere = "*";

/** An action of a client for the organisation that the form names (by its slug, in `organisatie`), or for all. */
export function clientAction<S extends z.ZodType>(
  ability: ClientAbility,
  input: S,
  run: (request: SignedIn<Client>, input: z.output<S>) => Promise<FormAnswer>,
): Action {
  return behindWall(
    { audience: "client", ability },
    answered(async (_previous: FormAnswer, form: FormData) => {
      const entrance = await enter(form);
      if ("answer" in entrance) return entrance.answer;
      const { firm, facts, session } = entrance;
      if (!session) return { ok: false, reason: "session-ended", values: typed(form) };
      if (!clientMay(session, ability)) return { ok: false, reason: "not-found" };
      const slug = String(form.get("organisatie") ?? "");
      const organisations = session.organisations.filter((one) => organisationLets(one, ability));
      const organisation = organisations.find((choice) => choice.slug === slug);
      const all = slug === everywhere && organisations.length > 0;
      if (!organisation && !all) return { ok: false, reason: "not-found" };
      const parsed = read(input, form);
      if ("answer" in parsed) return parsed.answer;
      const actor = organisation ? clientActor(session, organisation.id) : everywhereActor(session);
      const answer = await run(
        { firm, session, actor, facts, scope: (work) => inScope(actor, work) },
        parsed.input,
      );
      // Whatever it was refused for: what was typed stays.
      return answer && !answer.ok ? { values: typed(form), ...answer } : answer;
    }),
  );
}

/** An action of anybody who is signed in, on their own account. */
export function ownAction<S extends z.ZodType>(
  ability: MemberAbility,
  input: S,
  run: (
    request: Pick<SignedIn<Client>, "firm" | "session" | "facts">,
    input: z.output<S>,
  ) => Promise<FormAnswer>,
  answers: Answers = "shown",
): Action {
  return behindWall(
    { audience: "member", ability },
    answered(async (_previous: FormAnswer, form: FormData) => {
      const entrance = await enter(form);
      if ("answer" in entrance) return entrance.answer;
      const { firm, facts, session } = entrance;
      if (!session) return { ok: false, reason: "session-ended", values: typed(form) };
      if (!memberMay(session, ability)) return { ok: false, reason: "not-found" };
      const parsed = read(input, form);
      if ("answer" in parsed) return parsed.answer;
      return run({ firm, session, facts }, parsed.input);
    }, answers),
  );
}

/**
 * An action of staff.
 * @param handed a client who holds the device of a colleague takes it; any other is not taken then
 */
export function staffAction<S extends z.ZodType>(
  ability: StaffAbility,
  input: S,
  run: (request: SignedIn<Staff>, input: z.output<S>) => Promise<FormAnswer>,
  handed: "handed" | null = null,
): Action {
  return behindWall(
    { audience: "staff", ability },
    answered(async (_previous: FormAnswer, form: FormData) => {
      const entrance = await enter(form);
      if ("answer" in entrance) return entrance.answer;
      const { firm, facts, session } = entrance;
      if (!session) return { ok: false, reason: "session-ended", values: typed(form) };
      // A page of before that came back: for whoever holds the device now, nobody of the firm is signed in.
      if (!handed && (await handedTo(session)))
        return { ok: false, reason: "session-ended", values: typed(form) };
      if (!staffMay(session, ability)) return { ok: false, reason: "not-found" };
      const parsed = read(input, form);
      if ("answer" in parsed) return parsed.answer;
      const actor = staffActor(session);
      const request: SignedIn<Staff> = { firm, session, actor, facts, scope: (work) => inScope(actor, work) };
      const answer = await run(request, parsed.input);
      // The forms of staff are long: whatever is refused, nothing of them is lost.
      return answer && !answer.ok ? { values: typed(form), ...answer } : answer;
    }),
  );
}

/** An action of somebody at the door: signing in, asking for a password link, choosing a language. */
export function visitorAction<S extends z.ZodType>(
  ability: VisitorAbility,
  input: S,
  run: (request: Request<Visitor>, input: z.output<S>) => Promise<FormAnswer>,
  answers: Answers = "shown",
): Action {
  return behindWall(
    { audience: "visitor", ability },
    answered(async (_previous: FormAnswer, form: FormData) => {
      const firm = await currentFirm();
      if (!(await comesFromOwnPages(firm))) unauthorized();
      const parsed = read(input, form);
      if ("answer" in parsed) return parsed.answer;
      const actor = visitorOf(firm.id);
      return run(
        { firm, actor, facts: await requestFacts(), scope: (work) => inScope(actor, work) },
        parsed.input,
      );
    }, answers),
  );
}

/**
 * While the database is away, a form is answered like any other, and what was typed in it stays. What came of it
 * nobody knows then: the connection may have gone after the work was done.
 */
function answered(act: Action, answers: Answers = "shown"): Action {
  return async (previous, form) => {
    try {
      return await act(previous, form);
    } catch (error) {
      if (answers === "unseen" || !isUnreachable(error)) throw error;
      log().error({ err: error }, "the database could not be reached");
      return {
        ok: false,
        reason: "unavailable",
        values: form instanceof FormData ? typed(form) : {},
      };
    }
  };
}

type Entrance = { firm: Firm; session: Session | null; facts: RequestFacts } | { answer: FormAnswer };

async function enter(form: FormData): Promise<Entrance> {
  const firm = await currentFirm();
  if (!(await comesFromOwnPages(firm))) unauthorized();
  if (!(form instanceof FormData)) return { answer: { ok: false, reason: "invalid" } };
  return { firm, session: await currentSession(), facts: await requestFacts() };
}

function read<S extends z.ZodType>(
  input: S,
  form: FormData,
): { input: z.output<S> } | { answer: FormAnswer } {
  if (!(form instanceof FormData)) return { answer: { ok: false, reason: "invalid" } };
  const parsed = input.safeParse(everything(form));
  if (parsed.success) return { input: parsed.data };
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join(".")] ??= issue.message;
  return { answer: { ok: false, reason: "invalid", fields, values: typed(form) } };
}

/** All fields by name. Made at once: set one by one, a field called `__proto__` would put others in place of it. */
function everything(form: FormData): Record<string, unknown> {
  // In one pass: a million bytes hold many thousands of names.
  const values = new Map<string, unknown[]>();
  for (const [name, value] of form.entries()) {
    if (name.startsWith("$ACTION")) continue;
    const given = typeof value === "string" ? withoutNul(value) : value;
    const known = values.get(name);
    if (known) known.push(given);
    else values.set(name, [given]);
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length > 1 ? all : all[0]]));
}

/**
 * What was typed, to give back to the form; secrets are never sent back. Of boxes with one name each ticked one
 * stands on a line of its own.
 */
function typed(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  let left = 250;
  for (const [name, value] of form.entries()) {
    // No form of ours has as many fields: of each who signs the one to publish has eight, and there are twenty at most.
    if (left-- <= 0) break;
    if (typeof value !== "string" || name.startsWith("$ACTION")) continue;
    if (/wachtwoord|code|token|sleutel/i.test(name)) continue;
    const before = Object.hasOwn(values, name) ? `${values[name]}\n` : "";
    values[name] = (before + value).slice(0, 2000);
  }
  return values;
}
