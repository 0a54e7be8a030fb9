import { inScope, type Scoped } from "@/db/scope";
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
import type { Client, Staff } from "./actor";
import { type Firm, firmOfHost, hostOf, originOf } from "./firm";
import { clientActor, staffActor } from "./page";
import { type RequestFacts, requestFacts } from "./request";
import { type Session, sessionCookie, sessionOf } from "./session";
import { behindWall } from "./wall";

type Params = Record<string, string>;
type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

export type RouteRequest<A> = {
  request: Request;
  params: Params;
  firm: Firm;
  session: Session;
  actor: A;
  scope<T>(work: (ctx: Scoped<A & (Client | Staff)>) => Promise<T>): Promise<T>;
};

/** A route for clients under /o/[organisation]; what is out of reach is 404. */
export function clientRoute(
  ability: ClientAbility,
  handle: (request: RouteRequest<Client>) => Promise<Response>,
): Handler {
  return behindWall({ audience: "client", ability }, async (request, context) => {
    const entrance = await enter(request);
    if (entrance instanceof Response) return entrance;
    const { firm, session } = entrance;
    if (!clientMay(session, ability)) return notFound();
    const params = await context.params;
    const organisation = session.organisations.find(({ slug }) => slug === params.organisation);
    if (!organisation || !organisationLets(organisation, ability)) return notFound();
    const actor = clientActor(session, organisation.id);
    return handle({ request, params, firm, session, actor, scope: (work) => inScope(actor, work) });
  });
}

/** A route for staff. */
export function staffRoute(
  ability: StaffAbility,
  handle: (request: RouteRequest<Staff>) => Promise<Response>,
): Handler {
  return behindWall({ audience: "staff", ability }, async (request, context) => {
    const entrance = await enter(request);
    if (entrance instanceof Response) return entrance;
    const { firm, session } = entrance;
    if (!staffMay(session, ability)) return notFound();
    const actor = staffActor(session);
    const params = await context.params;
    return handle({ request, params, firm, session, actor, scope: (work) => inScope(actor, work) });
  });
}

/** A route for anybody who is signed in at this firm (the photo of a contact person), in the scope of all they reach. */
export function memberRoute(
  ability: MemberAbility,
  handle: (request: RouteRequest<Client | Staff>) => Promise<Response>,
): Handler {
  return behindWall({ audience: "member", ability }, async (request, context) => {
    const entrance = await enter(request);
    if (entrance instanceof Response) return entrance;
    const { firm, session } = entrance;
    if (!memberMay(session, ability)) return notFound();
    const { firmId, accountId } = session;
    const actor: Client | Staff =
      session.kind === "staff"
        ? staffActor(session)
        : { kind: "client", firmId, accountId, reach: "memberships" };
    const params = await context.params;
    return handle({ request, params, firm, session, actor, scope: (work) => inScope(actor, work) });
  });
}

/** A route for anybody at a firm's site, signed in or not; what sends something must come from its own pages. */
export function visitorRoute(
  ability: VisitorAbility,
  handle: (request: { request: Request; firm: Firm; facts: RequestFacts }) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return behindWall({ audience: "visitor", ability }, async (request: Request) => {
    const firm = await firmOfHost(hostOf(request.headers));
    if (!firm) return notFound();
    if (isForeign(request, firm)) return unauthorised();
    return handle({ request, firm, facts: await requestFacts() });
  });
}

async function enter(request: Request): Promise<{ firm: Firm; session: Session } | Response> {
  const firm = await firmOfHost(hostOf(request.headers));
  if (!firm) return notFound();
  if (isForeign(request, firm)) return unauthorised();
  const session = await sessionOf(cookieOf(request, sessionCookie));
  if (!session || session.firmId !== firm.id) return unauthorised();
  return { firm, session };
}

/** Whether it would change something, and does not come from the firm's own pages. */
function isForeign(request: Request, firm: Firm): boolean {
  const safe = request.method === "GET" || request.method === "HEAD";
  return !safe && request.headers.get("origin") !== originOf(firm);
}

/** A cookie of a request, as it was sent. */
export function cookieOf(request: Request, name: string): string | undefined {
  for (const part of (request.headers.get("cookie") ?? "").split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}

export function notFound(): Response {
  return Response.json({ reason: "not-found" }, { status: 404, headers: { "cache-control": "no-store" } });
}

function unauthorised(): Response {
  return Response.json(
    { reason: "session-ended" },
    { status: 401, headers: { "cache-control": "no-store" } },
  );
}
