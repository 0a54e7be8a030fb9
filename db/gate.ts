import { pool } from "./connection";
import type { AccountKind, StaffRole } from "./schema/identity";
import type { Lane } from "./schema/outbox";

/** The narrow questions that are answered before a firm's scope exists. Each is a SECURITY DEFINER function. */

export type FirmRow = {
  id: string;
  slug: string;
  name: string;
  hue: number;
  chroma: number;
  mark: { d: string; opacity: number }[];
  sms_sender: string;
  sms_shows_amount: boolean;
  allowed_countries: string[];
  phone: string;
  opening_hours: string;
  mail_address: string;
};

export async function firmBySlug(slug: string): Promise<FirmRow | null> {
  const rows = await pool()<FirmRow[]>`select * from gate.firm_by_slug(${slug})`;
  return rows[0] ?? null;
}

export type SessionRow = {
  firm_id: string;
  session_id: string;
  account_id: string;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  kind: AccountKind;
  role: StaffRole | null;
  name: string;
  first_name: string;
  language: "nl" | "en";
  preferred_organisation_id: string | null;
  /** Of a client who has any, by name; see OrganisationChoice. */
  organisations: ChoiceRow[] | null;
};
export type ChoiceRow = {
  id: string;
  slug: string;
  name: string;
  kind: "company" | "person";
  kvkNumber: string | null;
  streams: string[];
  approves: string[];
  openTasks: number;
  ready: number;
  contact: {
    id: string;
    name: string;
    jobTitle: string;
    availability: string | null;
    phone: string | null;
    photoFileId: string | null;
  } | null;
};

export async function sessionByToken(
  tokenHash: Buffer,
  now: Date,
  idleSeconds: number,
): Promise<SessionRow | null> {
  const rows = await pool()<
    SessionRow[]
  >`select * from gate.session(${tokenHash}, ${moment(now)}, ${idleSeconds})`;
  const row = rows[0];
  if (!row) return null;
  return {
    ...row,
    created_at: new Date(row.created_at),
    last_seen_at: new Date(row.last_seen_at),
    expires_at: new Date(row.expires_at),
  };
}

/** Counts an event under a hashed key; answers how many there were in the running window, this one included. */
export async function throttle(key: Buffer, now: Date, windowSeconds: number): Promise<number> {
  const rows = await pool()<
    { throttle: number }[]
  >`select gate.throttle(${key}, ${moment(now)}, ${windowSeconds})`;
  return rows[0]?.throttle ?? 1;
}

export async function forgetThrottle(key: Buffer): Promise<void> {
  await pool()`select gate.forget_throttle(${key})`;
}

export async function sweepThrottles(before: Date): Promise<void> {
  await pool()`select gate.sweep_throttles(${moment(before)})`;
}

export type LeasedJob = {
  firm_id: string;
  id: string;
  kind: string;
  lane: Lane;
  attempts: number;
  /** How long to wait with it, so that all workers together keep the lane's pace. */
  wait_ms: number;
};
/** How many jobs of a lane somebody has hands for, and how many a second all workers together may begin. */
export type LaneWish = { lane: Lane; most: number; perSecond: number | null };

export async function takeJobs(
  worker: string,
  now: Date,
  leaseSeconds: number,
  wishes: LaneWish[],
): Promise<LeasedJob[]> {
  const lanes = wishes.map(({ lane }) => lane);
  const most = wishes.map(({ most }) => most);
  const paces = wishes.map(({ perSecond }) => perSecond);
  return pool()<LeasedJob[]>`select * from gate.take_jobs(${worker}, ${moment(now)}, ${leaseSeconds},
    ${lanes}::text[], ${most}::integer[], ${paces as number[]}::real[])`;
}

/** The firms that have no job under this key yet. */
export async function firmsWithoutJob(idempotencyKey: string): Promise<string[]> {
  const rows = await pool()<
    { firm_id: string }[]
  >`select firm_id from gate.firms_without_job(${idempotencyKey})`;
  return rows.map(({ firm_id }) => firm_id);
}

/** The firms whose audit chain grew since it was last anchored, and that have no job under this key yet. */
export async function firmsToAnchor(idempotencyKey: string): Promise<string[]> {
  const rows = await pool()<
    { firm_id: string }[]
  >`select firm_id from gate.firms_to_anchor(${idempotencyKey})`;
  return rows.map(({ firm_id }) => firm_id);
}

/** Removes jobs that were done before this moment, a thousand at a time; answers how many there were. */
export async function sweepJobs(before: Date): Promise<number> {
  const rows = await pool()<{ sweep_jobs: number }[]>`select gate.sweep_jobs(${moment(before)})`;
  return rows[0]?.sweep_jobs ?? 0;
}

/** Calls `wake` whenever a job is written anywhere on this PostgreSQL; reconnects by itself. */
export async function onNewJobs(wake: () => void): Promise<{ unlisten: () => Promise<void> }> {
  return pool().listen("portal_outbox", wake, wake);
}

/** Drizzle takes over how this pool writes and reads dates; as text they mean the same with and without it. */
function moment(date: Date): string {
  return date.toISOString();
}
