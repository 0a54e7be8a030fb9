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

export type Reach = "organisation" | "memberships" | "portfolio" | "firm" | "sign-in";

export function reachIs(...reaches: Reach[]): SQL {
  return sql`${scopeReach} in (${sql.raw(reaches.map((reach) => `'${reach}'`).join(", "))})`;
}

export function ofFirm(firmId: AnyPgColumn): SQL {
  return sql`${firmId} = ${scopeFirm}`;
}

/**
 * Rows of an organisation that the actor reaches: as a client by membership, as staff by portfolio or firm. The views of
 * the gate say which those are for this scope alone, and no policy binds their owner: a policy that read the tables
 * themselves would bring theirs along, one inside the other, in every statement.
 */
export function reachesOrganisation(organisationId: AnyPgColumn): SQL {
  return byReach(
    organisationId,
    sql`${organisationId} in (select organisation_id from gate.my_organisations)`,
  );
}

/** The same, and for clients only the streams that the membership gives rights to. */
export function reachesStream(organisationId: AnyPgColumn, stream: AnyPgColumn): SQL {
  return byReach(
    organisationId,
    sql`(${organisationId}, ${stream}) in (select organisation_id, stream from gate.my_streams)`,
  );
}

/** The same, and for clients only the streams in which the membership lets them decide. */
export function approvesStream(organisationId: AnyPgColumn, stream: AnyPgColumn): SQL {
  return byReach(
    organisationId,
    sql`(${organisationId}, ${stream}) in (select organisation_id, stream from gate.my_approvals)`,
  );
}

export function reachesOrganisationAsStaff(organisationId: AnyPgColumn): SQL {
  return byReach(organisationId, sql.raw("false"));
}

/** @param asClient for any other reach than staff's; the views answer nothing to one that is no client's */
function byReach(organisationId: AnyPgColumn, asClient: SQL): SQL {
  return sql`case ${scopeReach} when 'firm' then true when 'portfolio' then ${organisationId} in (select organisation_id from gate.my_portfolio) else ${asClient} end`;
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
