import { sql } from "drizzle-orm";
import { date, foreignKey, index, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, firmId, moment } from "./columns";
import { accounts } from "./identity";
import {
  gateMay,
  may,
  reachesOrganisation,
  reachesOrganisationAsStaff,
  reachIs,
  scopeActor,
} from "./policies";

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
    /** RSIN of a company, BSN of a person, sealed: what a return names whom it is about by. */
    fiscalNumber: bytes("fiscal_number"),
    /** The OB-nummer of the fiscale eenheid of which this organisation is the parent, sealed. */
    unityNumber: bytes("unity_number"),
    /** The parent of the fiscale eenheid that this organisation belongs to: it approves the unity's returns. */
    unityParentId: uuid("unity_parent_id"),
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
    foreignKey({ columns: [t.firmId, t.unityParentId], foreignColumns: [t.firmId, t.id] }),
    may("select", "organisations", t.firmId, reachesOrganisation(t.id)),
    may("insert", "organisations", t.firmId, reachIs("firm")),
    may("update", "organisations", t.firmId, reachesOrganisationAsStaff(t.id)),
    gateMay("select", "organisations"),
  ],
);

/** In which capacity somebody acts, and whom that person represents in it, such as a holding that is the director. */
export type Capacity = { capacity: string; onBehalfOf: string | null };

/** Which client may act for which organisation, in which capacity, and for which streams. */
export const memberships = pgTable(
  "memberships",
  {
    firmId: firmId(),
    accountId: uuid("account_id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    /** A key in the message files, such as "director" or "partner". */
    capacity: text("capacity").notNull(),
    /** Whom this person represents in that capacity, such as a holding that is the director. */
    onBehalfOf: text("on_behalf_of"),
    /** Who acts twice, such as in person and for a holding, gives every approval that names people once in each. */
    also: jsonb("also").$type<Capacity[]>().notNull().default([]),
    /** The streams that this person may see, and those of them in which this person decides. */
    streams: text("streams").array().notNull(),
    approves: text("approves").array().notNull(),
    /** The last day of a mandate; without one it has no end. */
    endsOn: date("ends_on", { mode: "string" }),
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
    gateMay("select", "memberships"),
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
    gateMay("select", "portfolios"),
  ],
);
