import { cookies, headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache } from "react";
import { inScope, type Scoped } from "@/db/scope";
import {
  type ClientAbility,
  clientMay,
  type MemberAbility,
  memberMay,
  organisationLets,
  type StaffAbility,
  staffMay,
} from "./abilities";
import type { Client, Staff } from "./actor";
import type { Firm } from "./firm";
import { handedTo } from "./handed-over";
import { activeOf, type OrganisationChoice, organisationCookie } from "./organisations";
import { currentFirm, currentSession } from "./request";
import { safeReturn, withReturn } from "./return-path";
import { type Session, sessionCookie } from "./session";

export type ClientPage = {
  firm: Firm;
  session: Session;
  actor: Client;
  /** The organisation in the URL, of those that this person may switch to. */
  organisation: OrganisationChoice;
  read<T>(query: (ctx: Scoped<Client>) => Promise<T>): Promise<T>;
};

/**
 * The context of a page for clients, about the organisation in the URL. Without a session one signs in
 * first; an organisation out of reach is 404, as if it were not there.
 */
export async function clientPage(ability: ClientAbility, organisationSlug: string): Promise<ClientPage> {
  const { firm, session } = await signedInClient();
  if (!clientMay(session, ability)) forbidden();
  const organisation = session.organisations.find((choice) => choice.slug === organisationSlug) ?? notFound();
  if (!organisationLets(organisation, ability)) notFound();
  const actor = clientActor(session, organisation.id);
  return { firm, session, actor, organisation, read: readsOf(session, organisation.id) };
}

/** One reader per request and organisation, so that the page and its frame share it. */
const readsOf = cache((session: Session, organisationId: string) =>
  together(clientActor(session, organisationId)),
);

/** What is asked for in the same moment is read in one transaction: its frame is paid for once, in time too. */
function together(actor: Client): ClientPage["read"] {
  let waiting: ((ctx: Scoped<Client>) => Promise<unknown>)[] = [];
  let answers: Promise<unknown[]> | undefined;
  return async <T>(query: (ctx: Scoped<Client>) => Promise<T>) => {
    const place = waiting.push(query) - 1;
    answers ??= new Promise((resolve) => setImmediate(resolve)).then(() => {
      const queries = waiting;
      waiting = [];
      answers = undefined;
      return inScope(actor, (ctx) => Promise.all(queries.map((ask) => ask(ctx))));
    });
    return (await answers)[place] as T;
  };
}

/** The session of a client, for layouts and for pages about no single organisation. */
export const signedInClient = cache(async (): Promise<{ firm: Firm; session: Session }> => {
  const firm = await currentFirm();
  const session = (await currentSession()) ?? (await toSignIn());
  if (session.kind !== "client") redirect(await homeOf(session));
  return { firm, session };
});

/** Anybody who is signed in at this firm, on a page about themselves. */
export const memberPage = cache(async (ability: MemberAbility): Promise<{ firm: Firm; session: Session }> => {
  const firm = await currentFirm();
  const session = (await currentSession()) ?? (await toSignIn());
  if (await handedTo(session)) redirect(deviceBack);
  if (!memberMay(session, ability)) forbidden();
  return { firm, session };
});

export type EverywherePage = Omit<ClientPage, "organisation">;

/** The context of a page about all organisations of a client at once; nothing but these pages mixes them. */
export async function everywherePage(ability: ClientAbility): Promise<EverywherePage> {
  const { firm, session } = await signedInClient();
  if (!clientMay(session, ability)) forbidden();
  if (!session.organisations.some((one) => organisationLets(one, ability))) notFound();
  const actor = everywhereActor(session);
  return { firm, session, actor, read: together(actor) };
}

/** The organisation that was looked at last, or the preferred one, or the first; without any, null. */
export async function activeOrganisation(session: Session): Promise<OrganisationChoice | null> {
  return activeOf(session, (await cookies()).get(organisationCookie)?.value);
}

/** Where somebody begins who asked for no page: the active organisation, or the firm's documents. */
export async function homeOf(session: Session): Promise<string> {
  if (session.kind === "staff") return "/admin/stukken";
  const active = await activeOrganisation(session);
  return active ? `/o/${active.slug}` : "/";
}

export function clientActor(session: Session, organisationId: string): Client {
  return {
    kind: "client",
    firmId: session.firmId,
    accountId: session.accountId,
    reach: "organisation",
    organisationId,
  };
}

/** A client over all organisations: what each of them lets this person do holds there as well. */
export function everywhereActor(session: Session): Client {
  const { firmId, accountId } = session;
  return { kind: "client", firmId, accountId, reach: "memberships" };
}

export type StaffPage = {
  firm: Firm;
  session: Session;
  actor: Staff;
  read<T>(query: (ctx: Scoped<Staff>) => Promise<T>): Promise<T>;
};

/** What is shown instead of a page of staff while a client holds the device. */
export const deviceBack = "/apparaat-terug";

/**
 * The context of a page under /admin.
 * @param handed the page is there for a client who holds the device of a colleague; any other is not shown then
 */
export async function staffPage(ability: StaffAbility, handed: "handed" | null = null): Promise<StaffPage> {
  const firm = await currentFirm();
  const session = (await currentSession()) ?? (await toSignIn());
  // To a client this part of the site does not exist.
  if (session.kind !== "staff") notFound();
  if (!handed && (await handedTo(session))) redirect(deviceBack);
  if (!staffMay(session, ability)) forbidden();
  const actor = staffActor(session);
  return { firm, session, actor, read: (query) => inScope(actor, query) };
}

export function staffActor(session: Session): Staff {
  if (session.role === null) throw new Error("A staff session without a role");
  return {
    kind: "staff",
    firmId: session.firmId,
    accountId: session.accountId,
    role: session.role,
    reach: session.role === "administrator" ? "firm" : "portfolio",
  };
}

/** The context of a page that anybody may see: signing in, and what belongs to it. */
export async function publicPage(): Promise<{ firm: Firm; session: Session | null }> {
  return { firm: await currentFirm(), session: await currentSession() };
}

async function toSignIn(): Promise<never> {
  // A cookie without a living session behind it: say that it ended.
  const ended = (await cookies()).has(sessionCookie);
  const path = (await headers()).get("x-path");
  // Where staff begin anyhow, and where clients have nothing to look for.
  const back = path === "/admin" ? null : safeReturn(path);
  redirect(withReturn(ended ? "/inloggen?reden=sessie" : "/inloggen", back));
}
