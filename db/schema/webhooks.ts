import { pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytes, firmId, moment } from "./columns";
import { may, reachIs } from "./policies";

/** What a program of the firm can be told of. What each means stands in lib/backoffice/rules.ts. */
export type ProgramEvent =
  | "filing.approved"
  | "filing.signed"
  | "filing.rejected"
  | "filing.replaced"
  | "filing.withdrawn"
  | "filing.expired"
  | "filing.filed"
  | "filing.filedWithoutApproval"
  | "filing.accepted"
  | "filing.refused"
  | "filing.notDelivered";

/** Why nothing is sent there: switched off at the firm, failing for days, or because the program itself said so. */
export type OffReason = "office" | "failing" | "gone";

/** Where programs of a firm, such as its tax package, hear of what happens to documents. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    url: text("url").notNull(),
    events: text("events").array().$type<ProgramEvent[]>().notNull(),
    /** What messages are signed with, sealed for this row; and the one before it, which signs too until its end. */
    secret: bytes("secret").notNull(),
    previousSecret: bytes("previous_secret"),
    previousUntil: moment("previous_until"),
    disabledAt: moment("disabled_at"),
    disabledReason: text("disabled_reason").$type<OffReason>(),
    lastSuccessAt: moment("last_success_at"),
    lastFailureAt: moment("last_failure_at"),
    lastFailure: text("last_failure"),
    /** Since when every message fails; null while the last one arrived. */
    failingSince: moment("failing_since"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    may("select", "webhook_endpoints", t.firmId, reachIs("firm")),
    may("insert", "webhook_endpoints", t.firmId, reachIs("firm")),
    may("update", "webhook_endpoints", t.firmId, reachIs("firm")),
    may("delete", "webhook_endpoints", t.firmId, reachIs("firm")),
  ],
);
