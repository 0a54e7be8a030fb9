import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
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
import { firmId, moment } from "./columns";
import { files } from "./files";
import { accounts } from "./identity";
import { organisations } from "./organisations";
import {
  approvesStream,
  gateMay,
  may,
  reachesOrganisationAsStaff,
  reachesStream,
  reachIs,
  scopeActor,
} from "./policies";

/** Streams of documents that are put before clients. What sets them apart stands in lib/approvals/streams.ts. */
export type Stream =
  | "vat"
  | "vatCorrection"
  | "ecSalesList"
  | "corporateIncomeTax"
  | "personalIncomeTax"
  | "payrollTax"
  | "dividendTax"
  | "annualAccounts"
  | "filingAccounts"
  | "engagementLetter"
  | "generalMeetingMinutes"
  | "representationLetter"
  | "creditReport"
  | "assessment"
  | "letter";

/** Where a document stands. Every transition stands in lib/approvals/rules.ts. */
export type FilingState =
  | "open"
  | "readyToSend"
  | "approved"
  | "delivered"
  | "completed"
  | "rejected"
  | "acceptedByRecipient"
  | "refusedByRecipient"
  | "outcomeUnknown"
  | "notDelivered"
  | "withdrawn"
  | "expired"
  | "replaced"
  | "filedWithoutApproval"
  | "toRead";

/** A document that asks for approval, or that is there to be read. */
export const filings = pgTable(
  "filings",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    stream: text("stream").$type<Stream>().notNull(),
    /** What people quote on the phone, such as OB-2026-10-4F7K. */
    reference: text("reference").notNull(),
    /** What it is called beyond its stream and period, such as the name of a bank or "voorlopige aanslag". */
    label: text("label"),
    periodStart: date("period_start", { mode: "string" }).notNull(),
    periodEnd: date("period_end", { mode: "string" }).notNull(),
    /** The year under which it is found again: that of the period's end. */
    year: integer("year").notNull(),
    state: text("state").$type<FilingState>().notNull(),
    /** Why it is in this state, where a person said so: withdrawn, or filed without approval. */
    stateReason: text("state_reason"),
    version: integer("version").notNull(),
    /** Cents; positive is to pay, negative to receive; null where there is no amount. */
    amount: bigint("amount", { mode: "number" }),
    approveBy: date("approve_by", { mode: "string" }),
    fileBy: date("file_by", { mode: "string" }),
    payBy: date("pay_by", { mode: "string" }),
    /** After this day it is of no use any more. */
    expiresOn: date("expires_on", { mode: "string" }),
    /** Another document of the same organisation that comes first: publication waits for the annual accounts. */
    waitsFor: uuid("waits_for"),
    /** What it waited for until that was complete. When that is replaced or withdrawn, this one waits for it again. */
    releasedAfter: uuid("released_after"),
    /** What is missing of what came first: not adopted, as a person said, or not signed by all, as a person or the signing did. */
    releasedAs: text("released_as").$type<"not-adopted" | "not-signed">(),
    /** When the accounts were adopted, as far as the portal itself knows it: of the accounts, and of their publication. */
    adoptedOn: date("adopted_on", { mode: "string" }),
    /** Those of one set are signed together: one drawing and one code for all that waits for the same person. */
    signingSet: uuid("signing_set"),
    publishedBy: uuid("published_by").notNull(),
    publishedByName: text("published_by_name").notNull(),
    /** Of the current version. */
    publishedAt: moment("published_at").notNull(),
    changedAt: moment("changed_at").notNull(),
    /** The client's part is done. */
    completedAt: moment("completed_at"),
    /** The firm's part: filed with the authority, by the firm's own package, under this reference. */
    filedAt: moment("filed_at"),
    filedReference: text("filed_reference"),
    /**
     * The words of its title in every language, its reference and its file's name, of every version, in lower case; of a
     * withdrawn document no more than its line still says.
     */
    searchText: text("search_text").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("filings_reference").on(t.firmId, t.reference),
    index("filings_tasks").on(t.firmId, t.organisationId, t.state, t.approveBy, t.id),
    index("filings_overview").on(t.firmId, t.organisationId, t.publishedAt, t.id),
    index("filings_periods").on(t.firmId, t.organisationId, t.stream, t.periodEnd),
    index("filings_of_stream").on(t.firmId, t.organisationId, t.stream, t.publishedAt, t.id),
    index("filings_of_year").on(t.firmId, t.organisationId, t.year, t.publishedAt, t.id),
    index("filings_in_state").on(t.firmId, t.organisationId, t.state, t.publishedAt, t.id),
    index("filings_of_firm").on(t.firmId, t.publishedAt, t.id),
    index("filings_of_set").on(t.firmId, t.signingSet),
    foreignKey({
      columns: [t.firmId, t.organisationId],
      foreignColumns: [organisations.firmId, organisations.id],
    }),
    foreignKey({ columns: [t.firmId, t.publishedBy], foreignColumns: [accounts.firmId, accounts.id] }),
    foreignKey({ columns: [t.firmId, t.waitsFor], foreignColumns: [t.firmId, t.id] }),
    foreignKey({ columns: [t.firmId, t.releasedAfter], foreignColumns: [t.firmId, t.id] }),
    may("select", "filings", t.firmId, reachesStream(t.organisationId, t.stream)),
    may("insert", "filings", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
    may("update", "filings", t.firmId, approvesStream(t.organisationId, t.stream)),
    gateMay("select", "filings"),
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
    /** Where its rights come from; of a withdrawn document "withdrawn", which no client has a right to. */
    stream: text("stream").$type<Stream | "withdrawn">().notNull(),
    /**
     * What it was called and what it was about, as it was approved: a later version may say another. One that was
     * replaced before migration 0014 has what its document said by then.
     */
    label: text("label"),
    periodStart: date("period_start", { mode: "string" }).notNull(),
    periodEnd: date("period_end", { mode: "string" }).notNull(),
    /** The PDF or HTML that the client reads; its facts stand here too, as they never change. */
    attachmentFileId: uuid("attachment_file_id").notNull(),
    attachmentName: text("attachment_name").notNull(),
    attachmentMime: text("attachment_mime").notNull(),
    attachmentBytes: bigint("attachment_bytes", { mode: "number" }).notNull(),
    attachmentPages: integer("attachment_pages"),
    attachmentSha256: text("attachment_sha256").notNull(),
    /** The XBRL or XML, where there is one. */
    dataFileId: uuid("data_file_id"),
    figures: jsonb("figures").$type<unknown>().notNull(),
    amount: bigint("amount", { mode: "number" }),
    payBy: date("pay_by", { mode: "string" }),
    paymentReference: text("payment_reference"),
    /** What staff typed about a letter or a credit report: its number, its date, until when one may object. */
    details: jsonb("details").$type<Record<string, string>>().notNull(),
    /** What the firm says with this version, such as what was changed after a rejection. */
    note: text("note"),
    manifestHash: text("manifest_hash").notNull(),
    /** It is signed, and not only approved: every approver has a field in the PDF. */
    signing: boolean("signing").notNull().default(false),
    /** Of annual accounts: once everybody has signed they are adopted (article 2:210, paragraph 5, of the Civil Code). */
    adopts: boolean("adopts").notNull().default(false),
    createdBy: uuid("created_by").notNull(),
    createdByName: text("created_by_name").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.filingId, t.version] }),
    // By what it is known when somebody brings the file (B23).
    index("filing_versions_by_hash").on(t.firmId, t.attachmentSha256),
    foreignKey({ columns: [t.firmId, t.filingId], foreignColumns: [filings.firmId, filings.id] }),
    foreignKey({ columns: [t.firmId, t.attachmentFileId], foreignColumns: [files.firmId, files.id] }),
    foreignKey({ columns: [t.firmId, t.dataFileId], foreignColumns: [files.firmId, files.id] }),
    may("select", "filing_versions", t.firmId, reachesStream(t.organisationId, t.stream)),
    may("insert", "filing_versions", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
    may("update", "filing_versions", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
  ],
);

/** Files that go with a version to the recipient, such as the auditor's report and its signature. */
export const filingAnnexes = pgTable(
  "filing_annexes",
  {
    firmId: firmId(),
    filingId: uuid("filing_id").notNull(),
    version: integer("version").notNull(),
    fileId: uuid("file_id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    stream: text("stream").$type<Stream>().notNull(),
    place: smallint("place").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.filingId, t.version, t.fileId] }),
    foreignKey({
      columns: [t.firmId, t.filingId, t.version],
      foreignColumns: [filingVersions.firmId, filingVersions.filingId, filingVersions.version],
    }),
    foreignKey({ columns: [t.firmId, t.fileId], foreignColumns: [files.firmId, files.id] }),
    may("select", "filing_annexes", t.firmId, reachesStream(t.organisationId, t.stream)),
    may("insert", "filing_annexes", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
  ],
);

/** Where somebody signs: a field of the PDF, and where it is seen, in points from the upper left corner of its page. */
export type SignatureField = {
  name: string;
  /** From 1; null where nothing of it is seen. */
  place: { page: number; x: number; y: number; width: number; height: number } | null;
};

/** How far one approver is with one version; held: others sign before this one. */
export type Turn = "held" | "asked" | "readyToSend" | "approved" | "rejected" | "dropped";

/**
 * Whose approval a version needs: one row for each that is needed. Without an account anybody may give it who has the
 * right; with one, that person alone and in that capacity.
 */
export const filingApprovers = pgTable(
  "filing_approvers",
  {
    firmId: firmId(),
    filingId: uuid("filing_id").notNull(),
    version: integer("version").notNull(),
    seat: smallint("seat").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    stream: text("stream").$type<Stream>().notNull(),
    accountId: uuid("account_id"),
    /** The name and capacity of the one who is asked, as they were when it was published. */
    name: text("name"),
    capacity: text("capacity"),
    /** Whom this person represents, such as "Van Dijk Holding B.V." */
    onBehalfOf: text("on_behalf_of"),
    turn: text("turn").$type<Turn>().notNull(),
    /** Whose side it is on: an accountant of the firm signs too. */
    party: text("party").$type<"client" | "accountant">().notNull().default("client"),
    /** Nobody comes before those of a lower step have signed; those of one step sign in any order. */
    step: smallint("step").notNull().default(0),
    /** Where it is signed; null when it is approved alone. */
    field: jsonb("field").$type<SignatureField>(),
    /** In whose place this person signs, by a mandate of which this is the proof. */
    deputyFor: text("deputy_for"),
    mandateFileId: uuid("mandate_file_id"),
    /** Who chose "Later verzenden", and who decided. */
    actedBy: uuid("acted_by"),
    actedAt: moment("acted_at"),
    /** What was answered with "Later verzenden", for the moment of sending. */
    answers: jsonb("answers").$type<Record<string, string>>(),
    /** Why it is not needed any more, where staff dropped it. */
    reason: text("reason"),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.filingId, t.version, t.seat] }),
    index("filing_approvers_of_person").on(t.firmId, t.accountId, t.turn),
    foreignKey({
      columns: [t.firmId, t.filingId, t.version],
      foreignColumns: [filingVersions.firmId, filingVersions.filingId, filingVersions.version],
    }),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    foreignKey({ columns: [t.firmId, t.mandateFileId], foreignColumns: [files.firmId, files.id] }),
    may("select", "filing_approvers", t.firmId, reachesStream(t.organisationId, t.stream)),
    gateMay("select", "filing_approvers"),
    may("insert", "filing_approvers", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
    // A client moves an own seat, or one that anybody with the right may take.
    may(
      "update",
      "filing_approvers",
      t.firmId,
      sql`(${approvesStream(t.organisationId, t.stream)} and (${reachIs("firm", "portfolio")} or ${t.accountId} is null or ${t.accountId} = ${scopeActor}))`,
    ),
  ],
);
