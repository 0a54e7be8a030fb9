import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { JobOutcome } from "./rules";

export type Job = {
  id: string;
  firmId: string;
  kind: string;
  payload: Record<string, unknown>;
  secret: string | null;
  /** The same at every try: where the other side knows such keys, it recognises a second one. */
  idempotencyKey: string;
  accountId: string | null;
  /** Which try this is; the first is 1. */
  attempts: number;
};

/** `follows`: what comes of the answer, such as a room's own state, in the transaction that writes the outcome. */
export type Answer = JobOutcome & { follows?: (ctx: Scoped<System>) => Promise<void> };

type Inside = { inside: (ctx: Scoped<System>, job: Job) => Promise<void>; once?: never };
type Outside = { outside: (actor: System, job: Job) => Promise<Answer>; once?: false };
type Once = {
  outside: (actor: System, job: Job) => Promise<Answer>;
  once: true;
  /** Tells its room, in the transaction that marks the job unknown. */
  onUnknown?: (ctx: Scoped<System>, job: Job) => Promise<void>;
};

/**
 * `inside` does its work in the same transaction that marks the job done, so it happens once.
 * `outside` speaks to another system, with no transaction held: at least once, always with the same idempotency key.
 * `outside` with `once` speaks at most once: that it begins is written down before, and a job that was begun and has
 * no answer becomes unknown and is never tried again by itself. Only the answer that nothing arrived (`retry`) leads
 * to another call.
 * `retryByHand`: a person may send it again after it failed or became unknown; never what goes to an authority.
 */
export type Handler = (Inside | Outside | Once) & {
  retryByHand?: boolean;
  /** Tells its room, in the transaction that writes it down, that it was tried for days and is given up. */
  onGivenUp?: (ctx: Scoped<System>, job: Job, reason: string) => Promise<void>;
};
export type Handlers = Record<string, Handler>;
