import { sql } from "drizzle-orm";
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, firmId, moment } from "./columns";
import { accounts } from "./identity";
import { organisations } from "./organisations";
import { may, reachesOrganisationAsStaff, reachesStream, reachIs } from "./policies";

/** What staff upload for a publication: what the client reads, what was filed or is to be, and what goes with it. */
export type UploadKind = "pdf" | "html" | "xbrl" | "annex";

const stored = {
  name: text("name").notNull(),
  mime: text("mime").notNull(),
  bytes: bigint("bytes", { mode: "number" }).notNull(),
  /** SHA-256 of the plain bytes, in hex. */
  sha256: text("sha256").notNull(),
  pages: integer("pages"),
  storageKey: text("storage_key").notNull(),
  /** The file's own key, wrapped by the firm's key. */
  fileKey: bytes("file_key").notNull(),
};

/** Immutable files. One without an organisation belongs to the firm itself (a photo of a member of staff). */
export const files = pgTable(
  "files",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    organisationId: uuid("organisation_id"),
    stream: text("stream"),
    ...stored,
    createdBy: uuid("created_by"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    index("files_by_organisation").on(t.firmId, t.organisationId),
    foreignKey({
      columns: [t.firmId, t.organisationId],
      foreignColumns: [organisations.firmId, organisations.id],
    }),
    may(
      "select",
      "files",
      t.firmId,
      sql`(${t.organisationId} is null or ${reachesStream(t.organisationId, t.stream)})`,
    ),
    // A document that was put before the wrong client moves to where no client has a right.
    may("update", "files", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
    may(
      "insert",
      "files",
      t.firmId,
      sql`(${reachesOrganisationAsStaff(t.organisationId)} or (${t.organisationId} is null and ${reachIs("firm")}))`,
    ),
  ],
);

/** What staff uploaded and have not published yet: out of reach for clients. */
export const uploads = pgTable(
  "uploads",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    kind: text("kind").$type<UploadKind>().notNull(),
    ...stored,
    /** What was read from it when it came in (the figures of an XBRL instance). */
    reading: jsonb("reading").$type<unknown>(),
    createdBy: uuid("created_by").notNull(),
    createdAt: moment("created_at").notNull(),
    usedAt: moment("used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    foreignKey({
      columns: [t.firmId, t.organisationId],
      foreignColumns: [organisations.firmId, organisations.id],
    }),
    foreignKey({ columns: [t.firmId, t.createdBy], foreignColumns: [accounts.firmId, accounts.id] }),
    may("select", "uploads", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
    may("insert", "uploads", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
    may("update", "uploads", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
    // Of one that was used the bytes are a file's.
    may("delete", "uploads", t.firmId, sql`(${reachIs("firm")} and ${t.usedAt} is null)`),
  ],
);
