import { sql } from "drizzle-orm";
import {
  foreignKey,
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
import { filingVersions, type Stream } from "./approvals";
import { bytes, firmId, moment } from "./columns";
import { accounts } from "./identity";
import { approvesStream, may, reachesStream, scopeActor } from "./policies";

/** By which code; totp: of an accountant's app; session: signed in with a code, and asked for no other. */
export type DecisionMethod = "sms" | "totp" | "session";

/** The evidence of what one person decided about one version: an approval, or a rejection with its reason. */
export const decisions = pgTable(
  "decisions",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    stream: text("stream").$type<Stream>().notNull(),
    filingId: uuid("filing_id").notNull(),
    version: integer("version").notNull(),
    seat: smallint("seat").notNull(),
    decision: text("decision").$type<"approved" | "rejected">().notNull(),
    /** Mandatory with a rejection: what is wrong, in one word of ours and in the client's own. */
    category: text("category"),
    reason: text("reason"),
    /** What was asked with the approval: the date of adoption, the address for the recipient's copy. */
    answers: jsonb("answers").$type<Record<string, string>>().notNull(),
    accountId: uuid("account_id").notNull(),
    accountName: text("account_name").notNull(),
    capacity: text("capacity").notNull(),
    onBehalfOf: text("on_behalf_of"),
    method: text("method").$type<DecisionMethod>().notNull(),
    /** A keyed hash of the telephone number: two approvals over one telephone are no two approvals. */
    numberHash: bytes("number_hash"),
    challengeId: uuid("challenge_id").notNull(),
    manifestHash: text("manifest_hash").notNull(),
    attachmentSha256: text("attachment_sha256").notNull(),
    shownText: text("shown_text").notNull(),
    ip: text("ip").notNull(),
    userAgent: text("user_agent").notNull(),
    /** Of the firm, where it was done at its office on its device. */
    assistedBy: uuid("assisted_by"),
    assistedByName: text("assisted_by_name"),
    at: moment("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("decisions_once").on(t.firmId, t.filingId, t.version, t.seat),
    index("decisions_of_challenge").on(t.firmId, t.challengeId),
    foreignKey({
      columns: [t.firmId, t.filingId, t.version],
      foreignColumns: [filingVersions.firmId, filingVersions.filingId, filingVersions.version],
    }),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    may("select", "decisions", t.firmId, reachesStream(t.organisationId, t.stream)),
    may(
      "insert",
      "decisions",
      t.firmId,
      sql`(${t.accountId} = ${scopeActor} and ${approvesStream(t.organisationId, t.stream)})`,
    ),
  ],
);

/** Who opened which bytes, and when. */
export const filingOpenings = pgTable(
  "filing_openings",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    stream: text("stream").$type<Stream>().notNull(),
    filingId: uuid("filing_id").notNull(),
    version: integer("version").notNull(),
    accountId: uuid("account_id").notNull(),
    sha256: text("sha256").notNull(),
    at: moment("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("filing_openings_once").on(t.firmId, t.filingId, t.version, t.accountId),
    foreignKey({
      columns: [t.firmId, t.filingId, t.version],
      foreignColumns: [filingVersions.firmId, filingVersions.filingId, filingVersions.version],
    }),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    may("select", "filing_openings", t.firmId, reachesStream(t.organisationId, t.stream)),
    may(
      "insert",
      "filing_openings",
      t.firmId,
      sql`(${t.accountId} = ${scopeActor} and ${reachesStream(t.organisationId, t.stream)})`,
    ),
  ],
);
