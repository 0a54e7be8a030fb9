import { describe, expect, it } from "vitest";
import { type Owner, testDatabase } from "@/tests/support/database";

const { owner } = testDatabase();

/** What is wrong with the walls of a database, one line each; what the walls are is said here once. */
async function holes(sql: Owner): Promise<string[]> {
  const tables = await sql<
    { name: string; enabled: boolean; forced: boolean; policies: number; firm: boolean; keyed: boolean }[]
  >`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname) as policies,
      exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'firm_id') as firm,
      not exists (
        select 1 from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        where k.conrelid = c.oid and k.contype in ('p', 'u', 'f') and a.attname <> 'firm_id') as keyed
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r'`;
  if (tables.length < 15) return ["saw hardly any tables"];
  const found: string[] = [];
  for (const table of tables) {
    if (!table.enabled || !table.forced) found.push(`${table.name}: row-level security is not forced`);
    if (table.policies === 0) found.push(`${table.name}: no policy`);
    if (table.name === "firms") continue;
    if (!table.firm) found.push(`${table.name}: no firm_id`);
    if (!table.keyed) found.push(`${table.name}: a key does not begin with firm_id`);
  }
  const open =
    await sql`select tablename from pg_policies where schemaname = 'public' and 'portal_gate' <> all(roles)
    and coalesce(qual, with_check) not like '%app.firm_id%'`;
  for (const row of open) found.push(`${row.tablename}: a policy does not ask for the firm`);
  const strong =
    await sql`select rolname from pg_roles where (rolname in ('portal_app', 'portal_gate') or rolname like '%_login')
    and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`;
  for (const row of strong) found.push(`${row.rolname}: a role that can do too much`);
  const owned =
    await sql`select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'portal_app'`;
  for (const row of owned) found.push(`${row.relname}: owned by the app role`);
  const gate = await sql`select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema') order by 1`;
  const listed = [
    "firm_by_slug",
    "firms_to_anchor",
    "firms_without_job",
    "forget_throttle",
    "session",
    "sweep_jobs",
    "sweep_throttles",
    "take_jobs",
    "throttle",
  ];
  const names = gate.map((row) => String(row.proname));
  for (const name of names)
    if (!listed.includes(name)) found.push(`${name}: a function of the gate that is not listed`);
  if (names.length < listed.length) found.push("a function of the gate is gone");
  const lent = await sql`select p.proname as name from pg_proc p where p.pronamespace = 'gate'::regnamespace
      and has_function_privilege('portal_app', p.oid, 'execute')
    union select c.relname from pg_class c where c.relnamespace = 'gate'::regnamespace and c.relkind in ('r', 'p')
      and has_table_privilege('portal_app', c.oid, 'select, insert, update, delete')`;
  for (const row of lent) found.push(`${row.name}: of the gate, and the app role may use it`);
  return [...found, ...(await holesInViews(sql))];
}

/** A view answers with its owner's rights: each is named here, and asks for the scope itself. */
async function holesInViews(sql: Owner): Promise<string[]> {
  const views = await sql<{ name: string; owner: string; barrier: boolean; sees: string }[]>`
    select n.nspname || '.' || c.relname as name, r.rolname as owner, pg_get_viewdef(c.oid) as sees,
      coalesce('security_barrier=true' = any(c.reloptions) or 'security_barrier=on' = any(c.reloptions), false) as barrier
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
    where c.relkind in ('v', 'm') and n.nspname not in ('pg_catalog', 'information_schema')`;
  const known = ["my_approvals", "my_clients", "my_organisations", "my_portfolio", "my_streams"];
  const found = known
    .filter((name) => !views.some((view) => view.name === `gate.${name}`))
    .map((name) => `${name}: a view of the gate is gone`);
  for (const { name, owner, barrier, sees } of views) {
    if (!known.includes(name.replace("gate.", ""))) found.push(`${name}: a view that is not listed`);
    if (owner !== "portal_gate" || !barrier) found.push(`${name}: a view without its barrier`);
    for (const setting of ["app.firm_id", "app.actor_id", "app.reach"])
      if (!sees.includes(setting)) found.push(`${name}: does not ask for ${setting}`);
  }
  return found;
}

describe("the walls of the database", () => {
  it("stand", async () => {
    expect(await holes(owner())).toEqual([]);
  });

  it.each([
    [
      "a table without forced security",
      "alter table filings no force row level security",
      "filings: row-level security is not forced",
    ],
    ["a table of no firm", "create table stray (id uuid primary key)", "stray: no firm_id"],
    [
      "a policy for everybody",
      "create policy open_door on filings for select to portal_app using (true)",
      "filings: a policy does not ask for the firm",
    ],
    [
      "a door in the gate",
      "create function gate.extra() returns int language sql security definer as 'select 1'",
      "extra: a function of the gate that is not listed",
    ],
    [
      "a door that the app role may open",
      "grant execute on function gate.session(bytea, timestamptz, integer) to portal_app",
      "session: of the gate, and the app role may use it",
    ],
    [
      "a window in the gate",
      "create view gate.everybody as select id from accounts",
      "gate.everybody: a view that is not listed",
    ],
    [
      "a view that anybody's function may look through",
      "alter view gate.my_streams reset (security_barrier)",
      "gate.my_streams: a view without its barrier",
    ],
  ])("notice %s", async (_what, damage, complaint) => {
    const found = await owner()
      .begin(async (tx) => {
        await tx.unsafe(damage);
        throw { found: await holes(tx as unknown as Owner) }; // so that the damage is rolled back
      })
      .catch((thrown: { found?: string[] }) => thrown.found ?? Promise.reject(thrown));
    expect(found).toContain(complaint);
  });
});
