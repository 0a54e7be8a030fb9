import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { filings } from "./approvals";
import { firmId, moment } from "./columns";
import { accounts } from "./identity";
import { may, reachesOrganisationAsStaff, reachIs, scopeActor } from "./policies";

/** What mails can be about, as far as one has a choice: the first three are clients', the others are of staff. */
export type MailKind = "approval" | "reading" | "reminder" | "approved" | "rejected" | "refused";
/** At once, in the overview of the next working day, or not at all. */
export type Pace = "now" | "daily" | "never";

/** What somebody chose about their mails; where there is no row, what everybody begins with holds. */
export const notificationPreferences = pgTable(
  "notification_preferences",
  {
    firmId: firmId(),
    accountId: uuid("account_id").notNull(),
    kind: text("kind").$type<MailKind>().notNull(),
    pace: text("pace").$type<Pace>().notNull(),
    changedAt: moment("changed_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.accountId, t.kind] }),
    // That somebody's approval is asked for, nobody can switch off.
    check(
      "notification_preferences_never",
      sql`${t.pace} <> 'never' or ${t.kind} in ('reading', 'reminder')`,
    ),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    may(
      "select",
      "notification_preferences",
      t.firmId,
      sql`(${reachIs("firm")} or ${t.accountId} = ${scopeActor})`,
    ),
    may("insert", "notification_preferences", t.firmId, sql`${t.accountId} = ${scopeActor}`),
    may("update", "notification_preferences", t.firmId, sql`${t.accountId} = ${scopeActor}`),
  ],
);

/**
 * What somebody has to hear about a document. `reminder5` and `reminder1`: so many working days before the date;
 * `acceptedEarlier`: the recipient accepted a version that was replaced; `signed`: everybody signed, and the signed file is
 * there; `toSign`: an accountant is next to sign; `signingStopped`: a signature that was given cannot be put, or the file not be finished; `accountsTakenBack`: accounts were replaced or withdrawn after their publication was approved.
 */
export type NoticeKind =
  | "approve"
  | "newVersion"
  | "read"
  | "reminder5"
  | "reminder1"
  | "unsent"
  | "approved"
  | "rejected"
  | "refused"
  | "acceptedEarlier"
  | "signed"
  | "signingStopped"
  | "toSign"
  | "accountsTakenBack";

/** One person has to hear one thing, once. What is due at the same time goes into one mail. */
export const notices = pgTable(
  "notices",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    accountId: uuid("account_id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    filingId: uuid("filing_id").notNull(),
    version: integer("version").notNull(),
    kind: text("kind").$type<NoticeKind>().notNull(),
    pace: text("pace").$type<Exclude<Pace, "never">>().notNull(),
    /** Who did it, where it is about what a client decided. */
    by: text("by"),
    createdAt: moment("created_at").notNull(),
    /** Not mailed before this moment. */
    dueAt: moment("due_at").notNull(),
    /** When it went into a mail, or was of no use any more. */
    doneAt: moment("done_at"),
    /** The job that mails it; null as long as it waits, and when it was of no use any more. */
    mailId: uuid("mail_id"),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("notices_once").on(t.firmId, t.filingId, t.version, t.accountId, t.kind),
    index("notices_due").on(t.firmId, t.accountId, t.dueAt).where(sql`done_at is null`),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    foreignKey({ columns: [t.firmId, t.filingId], foreignColumns: [filings.firmId, filings.id] }),
    may(
      "select",
      "notices",
      t.firmId,
      sql`(${reachesOrganisationAsStaff(t.organisationId)} or ${t.accountId} = ${scopeActor})`,
    ),
    may("insert", "notices", t.firmId, reachIs("firm")),
    may("update", "notices", t.firmId, reachIs("firm")),
  ],
);
