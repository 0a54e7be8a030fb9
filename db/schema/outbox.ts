import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, firmId, moment } from "./columns";
import { gateMay, may, reachesOrganisationAsStaff, reachIs, scopeActor } from "./policies";

export type JobStatus = "waiting" | "running" | "done" | "failed" | "expired" | "unknown";
/** Jobs of one lane wait for each other only: what is slow in one holds nothing up in another. */
export type Lane = "sms" | "mail" | "delivery" | "webhook" | "anchor" | "work";

/** Everything that has to leave the house, or happen in another room, written in the transaction that causes it. */
export const outbox = pgTable(
  "outbox",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    kind: text("kind").notNull(),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    /** Codes and tokens: sealed by the firm's key, erased once sent or expired. */
    sealed: bytes("sealed"),
    idempotencyKey: text("idempotency_key").notNull(),
    /** What it is about, such as "filing:<id>", for the page that says what became of it. */
    subject: text("subject"),
    /** Whose business it is: colleagues with a portfolio see the jobs about their own organisations. */
    organisationId: uuid("organisation_id"),
    /** Whom it is for, so that the page which waits for it may read its state. */
    accountId: uuid("account_id"),
    lane: text("lane").$type<Lane>().notNull().default("work"),
    /** 0: somebody waits for it. 1: the rest. */
    priority: smallint("priority").notNull().default(1),
    status: text("status").$type<JobStatus>().notNull().default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    runAfter: moment("run_after").notNull(),
    leaseUntil: moment("lease_until"),
    leaseBy: text("lease_by"),
    /** Since when the one who has it is at it. */
    takenAt: moment("taken_at"),
    /** Of a kind that may go out once only: it may have gone out since this moment. */
    startedAt: moment("started_at"),
    /** Whether a person may send it again, now that it failed or nobody knows; its handler says so. */
    retryable: boolean("retryable").notNull().default(false),
    expiresAt: moment("expires_at"),
    lastError: text("last_error"),
    /** What one try leaves for the next. */
    remembered: jsonb("remembered").$type<Record<string, unknown>>(),
    providerId: text("provider_id"),
    createdAt: moment("created_at").notNull(),
    doneAt: moment("done_at"),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("outbox_once").on(t.firmId, t.idempotencyKey),
    index("outbox_about").on(t.firmId, t.subject),
    // Firm by firm, as take_jobs goes round them.
    index("outbox_due")
      .on(t.lane, t.firmId, t.priority, t.runAfter)
      .where(sql`status in ('waiting', 'running')`),
    index("outbox_newest").on(t.firmId, t.createdAt, t.id),
    index("outbox_by_status").on(t.firmId, t.status, t.createdAt, t.id),
    may(
      "select",
      "outbox",
      t.firmId,
      sql`(${reachIs("sign-in")} or ${t.accountId} = ${scopeActor} or ${reachesOrganisationAsStaff(t.organisationId)})`,
    ),
    may("insert", "outbox", t.firmId),
    may("update", "outbox", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
    gateMay("select", "outbox"),
    gateMay("update", "outbox"),
    gateMay("delete", "outbox"),
  ],
);

/** Demo only: what would have been sent, shown on /demo/berichten. */
export const localMessages = pgTable(
  "local_messages",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    channel: text("channel").$type<"sms" | "mail">().notNull(),
    to: text("to").notNull(),
    from: text("from").notNull(),
    subject: text("subject").notNull(),
    text: text("text").notNull(),
    at: moment("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    index("local_messages_newest").on(t.firmId, t.at),
    may("select", "local_messages", t.firmId, reachIs("firm")),
    may("insert", "local_messages", t.firmId, reachIs("firm")),
    may("delete", "local_messages", t.firmId, reachIs("firm")),
  ],
);
