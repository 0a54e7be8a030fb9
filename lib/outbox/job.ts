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
  /** What the try before left for this one. */
  remembered?: Record<string, unknown> | null;
  /** From this moment on it is of no use; null or left out where it has no such end. */
  expiresAt?: Date | null;
};

/** `follows`: what comes of the answer, such as a room's own state, in the transaction that writes the outcome. */
export type Answer = JobOutcome & { follows?: (ctx: Scoped<System>) => Promise<void> };

type Inside = { inside: (ctx: Scoped<System>, job: Job) => Promise<void>; once?: never };
type Outside = { outside: (actor: System, job: Job) => Promise<Answer>; once?: false };
type Once = {
  once: true;
  /** All that comes before: nothing may leave here. Answers what has to be sent, or what came of the job without that. */
  prepare: (actor: System, job: Job) => Promise<Departure | Answer>;
  /** Tells its room, in the transaction that marks the job unknown. */
  onUnknown?: (ctx: Scoped<System>, job: Job) => Promise<void>;
};

/** A call that may be made once only, and is about to be. */
export type Departure = {
  /**
   * Keeps what is sent, in the transaction that writes down that it may be out from now on. An answer instead of
   * nothing: it is not sent after all, and nothing may have been kept.
   */
  keep?: (ctx: Scoped<System>) => Promise<Answer | undefined>;
  /** It did not leave: it was taken over by another worker, or could not be kept. */
  stayed?: () => Promise<void>;
  send: () => Promise<Answer>;
};

/**
 * `inside` does its work in the same transaction that marks the job done, so it happens once.
 * `outside` speaks to another system, with no transaction held: at least once, always with the same idempotency key.
 * `once` speaks at most once: what precedes can be done again, and so it is when it breaks off. That the call begins is
 * written down before, by whoever has the job still, and a job that was begun and has no answer becomes unknown and is
 * never tried again by itself. Only the answer that nothing arrived (`retry`) leads to another call.
 * `retryByHand`: a person may send it again after it failed or became unknown; never what goes to an authority.
 */
export type Handler = (Inside | Outside | Once) & {
  retryByHand?: boolean;
  /** Tells its room, in the transaction that writes it down, that it was tried for days and is given up. */
  onGivenUp?: (ctx: Scoped<System>, job: Job, reason: string) => Promise<void>;
};
export type OnceHandler = Extract<Handler, { once: true }>;
export type Handlers = Record<string, Handler>;
