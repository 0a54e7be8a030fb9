import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, firmId, moment } from "./columns";
import { accounts } from "./identity";
import { may, reachesOrganisation, reachesOrganisationAsStaff, reachIs, scopeActor } from "./policies";

/** A client's company, or a person in private. */
export const organisations = pgTable(
  "organisations",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    kind: text("kind").$type<"company" | "person">().notNull(),
    kvkNumber: text("kvk_number"),
    /** OB-nummer, sealed: that of a sole trader contains the citizen's number. */
    obNumber: bytes("ob_number"),
    relationshipManagerId: uuid("relationship_manager_id"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("organisations_slug").on(t.firmId, t.slug),
    index("organisations_by_name").on(t.firmId, t.name),
    foreignKey({
      columns: [t.firmId, t.relationshipManagerId],
      foreignColumns: [accounts.firmId, accounts.id],
    }),
    may("select", "organisations", t.firmId, reachesOrganisation(t.id)),
    may("insert", "organisations", t.firmId, reachIs("firm")),
    may("update", "organisations", t.firmId, reachesOrganisationAsStaff(t.id)),
  ],
);

/** Which client may act for which organisation, in which capacity, and for which streams. */
export const memberships = pgTable(
  "memberships",
  {
    firmId: firmId(),
    accountId: uuid("account_id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    capacity: text("capacity").notNull(),
    streams: text("streams").array().notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.accountId, t.organisationId] }),
    index("memberships_by_organisation").on(t.firmId, t.organisationId),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    foreignKey({
      columns: [t.firmId, t.organisationId],
      foreignColumns: [organisations.firmId, organisations.id],
    }),
    may(
      "select",
      "memberships",
      t.firmId,
      sql`(${reachesOrganisationAsStaff(t.organisationId)} or ${t.accountId} = ${scopeActor})`,
    ),
    may("insert", "memberships", t.firmId, reachIs("firm")),
    may("update", "memberships", t.firmId, reachIs("firm")),
    may("delete", "memberships", t.firmId, reachIs("firm")),
  ],
);

/** Which organisations a member of staff works for. */
export const portfolios = pgTable(
  "portfolios",
  {
    firmId: firmId(),
    accountId: uuid("account_id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.accountId, t.organisationId] }),
    foreignKey({ columns: [t.firmId, t.accountId], foreignColumns: [accounts.firmId, accounts.id] }),
    foreignKey({
      columns: [t.firmId, t.organisationId],
      foreignColumns: [organisations.firmId, organisations.id],
    }),
    may("select", "portfolios", t.firmId, sql`(${reachIs("firm")} or ${t.accountId} = ${scopeActor})`),
    may("insert", "portfolios", t.firmId, reachIs("firm")),
    may("delete", "portfolios", t.firmId, reachIs("firm")),
  ],
);
