import type { Actor } from "@/db/scope";

export type { Actor };
export type Client = Extract<Actor, { kind: "client" }>;
export type Staff = Extract<Actor, { kind: "staff" }>;
/** Whoever decides about a document: a client, or an accountant of the firm who signs it. */
export type Decider = Client | Staff;
export type System = Extract<Actor, { kind: "system" }>;
export type Visitor = Extract<Actor, { kind: "visitor" }>;

/** Somebody at the door of a firm: reaches what signing in needs, and nothing else. */
export function visitorOf(firmId: string): Visitor {
  return { kind: "visitor", firmId, reach: "sign-in" };
}

/** The portal itself, acting for one firm (a job, the demo story). */
export function systemOf(firmId: string, purpose: string): System {
  return { kind: "system", firmId, purpose, reach: "firm" };
}
