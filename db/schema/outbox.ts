import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, firmId, moment } from "./columns";
import { gateMay, may, reachIs, scopeActor } from "./policies";

export type JobStatus = "waiting" | "running" | "done" | "failed" | "expired" | "unknown";

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
    /** Whom it is for, so that the page which waits for it may read its state. */
    accountId: uuid("account_id"),
    status: text("status").$type<JobStatus>().notNull().default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    runAfter: moment("run_after").notNull(),
    leaseUntil: moment("lease_until"),
    leaseBy: text("lease_by"),
    expiresAt: moment("expires_at"),
    lastError: text("last_error"),
    providerId: text("provider_id"),
    createdAt: moment("created_at").notNull(),
    doneAt: moment("done_at"),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("outbox_once").on(t.firmId, t.idempotencyKey),
    index("outbox_about").on(t.firmId, t.subject),
    index("outbox_due").on(t.runAfter).where(sql`status in ('waiting', 'running')`),
    may(
      "select",
      "outbox",
      t.firmId,
      sql`(${reachIs("firm", "portfolio", "sign-in")} or ${t.accountId} = ${scopeActor})`,
    ),
    may("insert", "outbox", t.firmId),
    may("update", "outbox", t.firmId, reachIs("firm")),
    gateMay("select", "outbox"),
    gateMay("update", "outbox"),
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
  ],
);
