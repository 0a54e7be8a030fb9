import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { filingApprovers, filingVersions, type Stream } from "./approvals";
import { bytes, firmId, moment } from "./columns";
import { files } from "./files";
import { accounts } from "./identity";
import {
  approvesStream,
  may,
  reachesOrganisationAsStaff,
  reachesStream,
  reachIs,
  scopeActor,
} from "./policies";

/** Of which document, and for whose eyes. */
const ofVersion = {
  firmId: firmId(),
  filingId: uuid("filing_id").notNull(),
  version: integer("version").notNull(),
  organisationId: uuid("organisation_id").notNull(),
  /** Of a withdrawn document it moves, with its files, to where no client has a right. */
  stream: text("stream").$type<Stream | "withdrawn">().notNull(),
};

/** waiting: decided, and not in the file yet. stopped: something about the file is not right, and a person has to look. */
export type SignatureState = "waiting" | "put" | "stopped";

/** A signature that somebody gave, on its way into the file: one for each seat. */
export const signatures = pgTable(
  "signatures",
  {
    ...ofVersion,
    seat: smallint("seat").notNull(),
    accountId: uuid("account_id").notNull(),
    /** Drawn or typed, sealed; erased once it stands in the file. */
    hand: bytes("hand"),
    state: text("state").$type<SignatureState>().notNull(),
    /** Why it is not in the file yet; worded in the message files. */
    fault: text("fault"),
    givenAt: moment("given_at").notNull(),
    putAt: moment("put_at"),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.filingId, t.version, t.seat] }),
    index("signatures_waiting").on(t.firmId, t.state, t.givenAt),
    foreignKey({
      name: "signatures_of_seat",
      columns: [t.firmId, t.filingId, t.version, t.seat],
      foreignColumns: [
        filingApprovers.firmId,
        filingApprovers.filingId,
        filingApprovers.version,
        filingApprovers.seat,
      ],
    }),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    may("select", "signatures", t.firmId, reachesStream(t.organisationId, t.stream)),
    may(
      "insert",
      "signatures",
      t.firmId,
      sql`(${t.accountId} = ${scopeActor} and ${approvesStream(t.organisationId, t.stream)})`,
    ),
    may("update", "signatures", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
  ],
);

/** B-B: without a time stamp. B-T: with one. B-LTA: with all that is needed to judge it in twenty years. */
export type SignatureLevel = "B-B" | "B-T" | "B-LTA";

/** The file after each signature, and after what was added for the long term; each begins with the one before it. */
export const signingRevisions = pgTable(
  "signing_revisions",
  {
    ...ofVersion,
    /** From 1; before it is the attachment itself. */
    revision: smallint("revision").notNull(),
    kind: text("kind").$type<"signature" | "archive">().notNull(),
    /** Whose signature it added. */
    seat: smallint("seat"),
    fileId: uuid("file_id").notNull(),
    sha256: text("sha256").notNull(),
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    level: text("level").$type<SignatureLevel>().notNull(),
    certificateName: text("certificate_name"),
    certificateSerial: text("certificate_serial"),
    /** The evidence as it was before the signature was put; it stands in the signature itself. */
    evidenceHash: text("evidence_hash"),
    stampedAt: timestamp("stamped_at", { withTimezone: true, mode: "date" }),
    stampedBy: text("stamped_by"),
    at: moment("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.filingId, t.version, t.revision] }),
    unique("signing_revisions_of_seat").on(t.firmId, t.filingId, t.version, t.seat),
    index("signing_revisions_by_hash").on(t.firmId, t.sha256),
    foreignKey({
      name: "signing_revisions_of_version",
      columns: [t.firmId, t.filingId, t.version],
      foreignColumns: [filingVersions.firmId, filingVersions.filingId, filingVersions.version],
    }),
    foreignKey({ columns: [t.firmId, t.fileId], foreignColumns: [files.firmId, files.id] }),
    may("select", "signing_revisions", t.firmId, reachesStream(t.organisationId, t.stream)),
    may("insert", "signing_revisions", t.firmId, reachIs("firm")),
    may("update", "signing_revisions", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
  ],
);

/** Administrators for everybody, and staff with a portfolio for themselves. */
const firmOrOwn = (accountId: AnyPgColumn) =>
  sql`(${reachIs("firm")} or (${reachIs("portfolio")} and ${accountId} = ${scopeActor}))`;

/** What the firm and its accountants sign with. */
export const signingCertificates = pgTable(
  "signing_certificates",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    /** Whose it is; null for the firm's own. */
    accountId: uuid("account_id"),
    /** PEM, its issuers behind it. */
    certificate: text("certificate").notNull(),
    /** Where the key is kept by a service (CSC API): at which address, under which name. */
    service: jsonb("service").$type<{ url: string; credential: string }>(),
    /** Sealed: PKCS#8 in PEM, or what the service asks for. Empty once it was removed. */
    key: bytes("key").notNull(),
    notAfter: moment("not_after").notNull(),
    addedBy: uuid("added_by").notNull(),
    addedAt: moment("added_at").notNull(),
    removedAt: timestamp("removed_at", { withTimezone: true, mode: "date" }),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    index("signing_certificates_of").on(t.firmId, t.accountId),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    foreignKey({ columns: [t.firmId, t.addedBy], foreignColumns: [accounts.firmId, accounts.id] }),
    may("select", "signing_certificates", t.firmId, reachIs("firm", "portfolio")),
    may("insert", "signing_certificates", t.firmId, firmOrOwn(t.accountId)),
    may("update", "signing_certificates", t.firmId, firmOrOwn(t.accountId)),
  ],
);

/** The proof of who signed what, and how: a sealed PDF of its own. */
export const signingProofs = pgTable(
  "signing_proofs",
  {
    ...ofVersion,
    fileId: uuid("file_id").notNull(),
    sha256: text("sha256").notNull(),
    at: moment("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.filingId, t.version] }),
    index("signing_proofs_by_hash").on(t.firmId, t.sha256),
    foreignKey({
      name: "signing_proofs_of_version",
      columns: [t.firmId, t.filingId, t.version],
      foreignColumns: [filingVersions.firmId, filingVersions.filingId, filingVersions.version],
    }),
    foreignKey({ columns: [t.firmId, t.fileId], foreignColumns: [files.firmId, files.id] }),
    may("select", "signing_proofs", t.firmId, reachesStream(t.organisationId, t.stream)),
    may("insert", "signing_proofs", t.firmId, reachIs("firm")),
    may("update", "signing_proofs", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
  ],
);
