import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, firmId, moment } from "./columns";
import { gateMay, may, reachIs, scopeActor, scopeReach } from "./policies";
import { firms } from "./tenancy";

export type AccountKind = "client" | "staff";
export type StaffRole = "administrator" | "relationshipManager" | "assistant";

/** A person's account at one firm. The same person at another firm is another account. */
export const accounts = pgTable(
  "accounts",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    kind: text("kind").$type<AccountKind>().notNull(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    firstName: text("first_name").notNull(),
    passwordHash: text("password_hash"),
    mobile: text("mobile"),
    mobileVerifiedAt: moment("mobile_verified_at"),
    language: text("language").$type<"nl" | "en">().notNull().default("nl"),
    preferredOrganisationId: uuid("preferred_organisation_id"),
    totpSecret: bytes("totp_secret"),
    totpLastStep: bigint("totp_last_step", { mode: "number" }),
    disabledAt: moment("disabled_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("accounts_email").on(t.firmId, t.email),
    check("accounts_email_lower", sql`${t.email} = lower(${t.email})`),
    foreignKey({ columns: [t.firmId], foreignColumns: [firms.id] }),
    may(
      "select",
      "accounts",
      t.firmId,
      sql`(${reachIs("firm", "sign-in")} or ${t.id} = ${scopeActor}
        or (${scopeReach} = 'portfolio' and exists (select 1 from gate.my_clients c where c.account_id = ${t.id})))`,
    ),
    may("insert", "accounts", t.firmId, reachIs("firm")),
    may("update", "accounts", t.firmId, sql`(${reachIs("firm", "sign-in")} or ${t.id} = ${scopeActor})`),
    gateMay("select", "accounts"),
  ],
);

/** What is public about staff inside their own firm: clients see who helps them. */
export const staffMembers = pgTable(
  "staff_members",
  {
    firmId: firmId(),
    accountId: uuid("account_id").notNull(),
    role: text("role").$type<StaffRole>().notNull(),
    name: text("name").notNull(),
    jobTitle: text("job_title").notNull(),
    availability: text("availability"),
    phone: text("phone"),
    photoFileId: uuid("photo_file_id"),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.accountId] }),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    may("select", "staff_members", t.firmId),
    may("insert", "staff_members", t.firmId, reachIs("firm")),
    may("update", "staff_members", t.firmId, reachIs("firm")),
    gateMay("select", "staff_members"),
  ],
);

/** A session: the row is the authority, the cookie only carries its token. */
export const sessions = pgTable(
  "sessions",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    accountId: uuid("account_id").notNull(),
    tokenHash: bytes("token_hash").notNull(),
    createdAt: moment("created_at").notNull(),
    lastSeenAt: moment("last_seen_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    endedAt: moment("ended_at"),
    ip: text("ip").notNull(),
    userAgent: text("user_agent").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    // Looked up by its hash before the firm is known; a random 256-bit token is unique by itself.
    unique("sessions_token").on(t.firmId, t.tokenHash),
    index("sessions_by_token").on(t.tokenHash),
    index("sessions_by_account").on(t.firmId, t.accountId),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    may(
      "select",
      "sessions",
      t.firmId,
      sql`(${reachIs("firm", "sign-in")} or ${t.accountId} = ${scopeActor})`,
    ),
    may("insert", "sessions", t.firmId, reachIs("sign-in")),
    may(
      "update",
      "sessions",
      t.firmId,
      sql`(${reachIs("firm", "sign-in")} or ${t.accountId} = ${scopeActor})`,
    ),
    gateMay("select", "sessions"),
    gateMay("update", "sessions"),
  ],
);

export type ChallengePurpose = "sign-in" | "approve";

/**
 * One attempt to prove a second factor: signing in, or authorising one exact thing.
 * Wrong tries count here, over all the codes that were sent for it.
 */
export const challenges = pgTable(
  "challenges",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    accountId: uuid("account_id").notNull(),
    purpose: text("purpose").$type<ChallengePurpose>().notNull(),
    method: text("method").$type<"sms" | "totp">().notNull(),
    /** Hash of the ticket in the browser (sign-in) or the session it is bound to (approve). */
    holderHash: bytes("holder_hash").notNull(),
    /** What exactly is authorised: a hash over the listed versions; empty for a sign-in. */
    subject: text("subject").notNull().default(""),
    /** What the person asked for before the code was sent, such as the documents and the reason of a rejection. */
    draft: jsonb("draft").$type<Record<string, unknown>>(),
    tries: integer("tries").notNull().default(0),
    sends: integer("sends").notNull().default(0),
    lastSentAt: moment("last_sent_at"),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    finishedAt: moment("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("challenges_holder").on(t.firmId, t.purpose, t.holderHash, t.id),
    index("challenges_by_account").on(t.firmId, t.accountId, t.createdAt),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    may("all", "challenges", t.firmId, sql`(${reachIs("sign-in")} or ${t.accountId} = ${scopeActor})`),
  ],
);

export const challengeCodes = pgTable(
  "challenge_codes",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    challengeId: uuid("challenge_id").notNull(),
    accountId: uuid("account_id").notNull(),
    codeHash: bytes("code_hash").notNull(),
    sentAt: moment("sent_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    index("challenge_codes_by_challenge").on(t.firmId, t.challengeId),
    foreignKey({ columns: [t.firmId, t.challengeId], foreignColumns: [challenges.firmId, challenges.id] }),
    may("all", "challenge_codes", t.firmId, sql`(${reachIs("sign-in")} or ${t.accountId} = ${scopeActor})`),
  ],
);

/** Links in mails that let somebody choose a password: single use, and they expire. */
export const passwordLinks = pgTable(
  "password_links",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    accountId: uuid("account_id").notNull(),
    tokenHash: bytes("token_hash").notNull(),
    invitation: boolean("invitation").notNull().default(false),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("password_links_token").on(t.firmId, t.tokenHash),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    may("all", "password_links", t.firmId, reachIs("sign-in", "firm")),
  ],
);
