import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, pgPolicy, pgRole } from "drizzle-orm/pg-core";

/** The role every scoped transaction runs as. It owns nothing and cannot bypass row-level security. */
export const appRole = pgRole("portal_app").existing();
/** The role that owns the few functions which answer before a firm is known. */
export const gateRole = pgRole("portal_gate").existing();

// Sub-selects, so that PostgreSQL reads each setting once per statement and not once per row.
// A setting that is not there is NULL, and NULL reaches no row.
export const scopeFirm = sql.raw("(select nullif(current_setting('app.firm_id', true), '')::uuid)");
export const scopeActor = sql.raw("(select nullif(current_setting('app.actor_id', true), '')::uuid)");
export const scopeReach = sql.raw("(select nullif(current_setting('app.reach', true), ''))");
const scopeOrganisation = sql.raw("(select nullif(current_setting('app.organisation_id', true), '')::uuid)");

export type Reach = "organisation" | "memberships" | "portfolio" | "firm" | "sign-in";

export function reachIs(...reaches: Reach[]): SQL {
  return sql`${scopeReach} in (${sql.raw(reaches.map((reach) => `'${reach}'`).join(", "))})`;
}

export function ofFirm(firmId: AnyPgColumn): SQL {
  return sql`${firmId} = ${scopeFirm}`;
}

/** Rows of an organisation that the actor reaches: as a client by membership, as staff by portfolio or firm. */
export function reachesOrganisation(organisationId: AnyPgColumn): SQL {
  return sql`(
    ${scopeReach} = 'firm'
    or (${scopeReach} = 'portfolio' and ${organisationId} in ${portfolio()})
    or (${scopeReach} = 'memberships' and ${organisationId} in ${memberships()})
    or (${scopeReach} = 'organisation' and ${organisationId} = ${scopeOrganisation} and ${organisationId} in ${memberships()})
  )`;
}

/** The same, and for clients only the streams that the membership gives rights to. */
export function reachesStream(organisationId: AnyPgColumn, stream: AnyPgColumn): SQL {
  return withRight("streams", organisationId, stream);
}

/** The same, and for clients only the streams in which the membership lets them decide. */
export function approvesStream(organisationId: AnyPgColumn, stream: AnyPgColumn): SQL {
  return withRight("approves", organisationId, stream);
}

function withRight(right: "streams" | "approves", organisationId: AnyPgColumn, stream: AnyPgColumn): SQL {
  return sql`(
    ${scopeReach} = 'firm'
    or (${scopeReach} = 'portfolio' and ${organisationId} in ${portfolio()})
    or (${scopeReach} = 'memberships' and (${organisationId}, ${stream}) in ${streams(right)})
    or (${scopeReach} = 'organisation' and ${organisationId} = ${scopeOrganisation} and (${organisationId}, ${stream}) in ${streams(right)})
  )`;
}

export function reachesOrganisationAsStaff(organisationId: AnyPgColumn): SQL {
  return sql`(${scopeReach} = 'firm' or (${scopeReach} = 'portfolio' and ${organisationId} in ${portfolio()}))`;
}

function memberships(): SQL {
  return sql`(select m.organisation_id from memberships m where ${livingMandate()})`;
}

function streams(right: "streams" | "approves"): SQL {
  return sql`(select m.organisation_id, unnest(m.${sql.raw(right)}) from memberships m where ${livingMandate()})`;
}

/** A mandate counts until its last day is over in the Netherlands. */
function livingMandate(): SQL {
  return sql`m.firm_id = ${scopeFirm} and m.account_id = ${scopeActor} and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)`;
}

function portfolio(): SQL {
  return sql`(select p.organisation_id from portfolios p where p.firm_id = ${scopeFirm} and p.account_id = ${scopeActor})`;
}

type Verb = "select" | "insert" | "update" | "delete" | "all";

/** One policy for one verb of the app role. */
export function may(verb: Verb, table: string, firmId: AnyPgColumn, rule?: SQL) {
  const clause = rule ? sql`${ofFirm(firmId)} and ${rule}` : ofFirm(firmId);
  return pgPolicy(`${table}_${verb}`, {
    as: "permissive",
    for: verb,
    to: appRole,
    ...(verb === "insert" ? {} : { using: clause }),
    ...(verb === "insert" || verb === "update" || verb === "all" ? { withCheck: clause } : {}),
  });
}

/** What the functions of the gate may do with a table; which columns is a matter of grants. */
export function gateMay(verb: Verb, table: string) {
  const always = sql.raw("true");
  return pgPolicy(`${table}_gate_${verb}`, {
    as: "permissive",
    for: verb,
    to: gateRole,
    ...(verb === "insert" ? {} : { using: always }),
    ...(verb === "insert" || verb === "update" || verb === "all" ? { withCheck: always } : {}),
  });
}
