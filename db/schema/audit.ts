import { bigint, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytes, firmId, moment } from "./columns";
import { gateMay, may, reachIs } from "./policies";

/** The firm's chain of events: each entry carries the hash of the one before. Never changed, never removed. */
export const auditEvents = pgTable(
  "audit_events",
  {
    firmId: firmId(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    at: moment("at").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    action: text("action").notNull(),
    subject: text("subject").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    previousHash: bytes("previous_hash").notNull(),
    hash: bytes("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.seq] }),
    may("select", "audit_events", t.firmId, reachIs("firm")),
    may("insert", "audit_events", t.firmId),
  ],
);

/** The newest entry of each chain; locked last in every transaction that adds one. */
export const auditHeads = pgTable(
  "audit_heads",
  {
    firmId: firmId(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    hash: bytes("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId] }),
    may("select", "audit_heads", t.firmId),
    may("insert", "audit_heads", t.firmId),
    may("update", "audit_heads", t.firmId),
    gateMay("select", "audit_heads"),
  ],
);

/**
 * That a chain's head stood then as it stands here, as said by somebody outside (RFC 3161). Never changed, never removed.
 */
export const auditAnchors = pgTable(
  "audit_anchors",
  {
    firmId: firmId(),
    /** The entry that was the head, and its hash. */
    seq: bigint("seq", { mode: "number" }).notNull(),
    hash: bytes("hash").notNull(),
    /** The time stamp over that hash, in DER. */
    token: bytes("token").notNull(),
    /** The time that the token says. */
    at: moment("at").notNull(),
    /** The service that was asked. */
    givenBy: text("given_by").notNull(),
    /** The certificate that was trusted for it, in DER: the service will have another one in ten years. */
    root: bytes("root").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.seq] }),
    may("select", "audit_anchors", t.firmId, reachIs("firm")),
    may("insert", "audit_anchors", t.firmId, reachIs("firm")),
    gateMay("select", "audit_anchors"),
  ],
);
