import { sql } from "drizzle-orm";
import {
  bigint,
  date,
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
import { firmId, moment } from "./columns";
import { files } from "./files";
import { accounts } from "./identity";
import { organisations } from "./organisations";
import { may, reachesOrganisationAsStaff, reachesStream, scopeActor } from "./policies";

/** Streams of documents that ask for approval. */
export type Stream = "vat";
export type FilingState = "open" | "completed";

/** A document that asks for approval. */
export const filings = pgTable(
  "filings",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    stream: text("stream").$type<Stream>().notNull(),
    /** What people quote on the phone, such as OB-2026-10-4F7K. */
    reference: text("reference").notNull(),
    periodStart: date("period_start", { mode: "string" }).notNull(),
    periodEnd: date("period_end", { mode: "string" }).notNull(),
    state: text("state").$type<FilingState>().notNull(),
    version: integer("version").notNull(),
    /** Cents; positive is to pay, negative to receive. */
    amount: bigint("amount", { mode: "number" }).notNull(),
    approveBy: date("approve_by", { mode: "string" }).notNull(),
    fileBy: date("file_by", { mode: "string" }).notNull(),
    payBy: date("pay_by", { mode: "string" }),
    publishedBy: uuid("published_by").notNull(),
    publishedAt: moment("published_at").notNull(),
    completedAt: moment("completed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("filings_reference").on(t.firmId, t.reference),
    index("filings_tasks").on(t.firmId, t.organisationId, t.state, t.approveBy, t.id),
    index("filings_overview").on(t.firmId, t.organisationId, t.publishedAt, t.id),
    index("filings_periods").on(t.firmId, t.organisationId, t.stream, t.periodEnd),
    foreignKey({
      columns: [t.firmId, t.organisationId],
      foreignColumns: [organisations.firmId, organisations.id],
    }),
    foreignKey({ columns: [t.firmId, t.publishedBy], foreignColumns: [accounts.firmId, accounts.id] }),
    may("select", "filings", t.firmId, reachesStream(t.organisationId, t.stream)),
    may("insert", "filings", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
    may("update", "filings", t.firmId, reachesStream(t.organisationId, t.stream)),
  ],
);

/** What was shown and what is approved: immutable, and bound by the hash of its manifest. */
export const filingVersions = pgTable(
  "filing_versions",
  {
    firmId: firmId(),
    filingId: uuid("filing_id").notNull(),
    version: integer("version").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    stream: text("stream").$type<Stream>().notNull(),
    pdfFileId: uuid("pdf_file_id").notNull(),
    xbrlFileId: uuid("xbrl_file_id").notNull(),
    figures: jsonb("figures").$type<unknown>().notNull(),
    paymentReference: text("payment_reference"),
    manifestHash: text("manifest_hash").notNull(),
    createdBy: uuid("created_by").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.filingId, t.version] }),
    foreignKey({ columns: [t.firmId, t.filingId], foreignColumns: [filings.firmId, filings.id] }),
    foreignKey({ columns: [t.firmId, t.pdfFileId], foreignColumns: [files.firmId, files.id] }),
    foreignKey({ columns: [t.firmId, t.xbrlFileId], foreignColumns: [files.firmId, files.id] }),
    may("select", "filing_versions", t.firmId, reachesStream(t.organisationId, t.stream)),
    may("insert", "filing_versions", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
  ],
);

/** The evidence of one person's approval of one version. */
export const approvals = pgTable(
  "approvals",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    stream: text("stream").$type<Stream>().notNull(),
    filingId: uuid("filing_id").notNull(),
    version: integer("version").notNull(),
    accountId: uuid("account_id").notNull(),
    accountName: text("account_name").notNull(),
    capacity: text("capacity").notNull(),
    method: text("method").$type<"sms">().notNull(),
    challengeId: uuid("challenge_id").notNull(),
    manifestHash: text("manifest_hash").notNull(),
    pdfSha256: text("pdf_sha256").notNull(),
    shownText: text("shown_text").notNull(),
    ip: text("ip").notNull(),
    userAgent: text("user_agent").notNull(),
    at: moment("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("approvals_once").on(t.firmId, t.filingId, t.version, t.accountId),
    foreignKey({
      columns: [t.firmId, t.filingId, t.version],
      foreignColumns: [filingVersions.firmId, filingVersions.filingId, filingVersions.version],
    }),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    may("select", "approvals", t.firmId, reachesStream(t.organisationId, t.stream)),
    may(
      "insert",
      "approvals",
      t.firmId,
      sql`(${t.accountId} = ${scopeActor} and ${reachesStream(t.organisationId, t.stream)})`,
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
