import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/db/connection";
import { testDatabase } from "@/tests/support/database";
import { rowsOf, rowValue, type TenantTable, tenantTables } from "@/tests/support/leaks";
import { organisationsOf } from "@/tests/support/people";
import { holes, plan, type Rows } from "@/tests/support/reach";
import { type TwoFirms, twoFirms } from "@/tests/support/two-firms";

const { owner } = testDatabase();
const rows: Rows = new Map();
let world: TwoFirms;
let tables: TenantTable[];

beforeAll(async () => {
  world = await twoFirms(owner());
  tables = await tenantTables(owner());
  for (const table of tables) rows.set(table.name, await rowsOf(owner(), table));
});

/** What one statement of the login role does: the code of its refusal, or how many rows it met. Rolled back. */
async function bare(statement: string, settings: string[] = []): Promise<string | number> {
  let count = 0;
  try {
    await pool().begin(async (tx) => {
      for (const setting of settings) await tx.unsafe(setting);
      count = (await tx.unsafe(statement)).count;
      throw new Error("undo");
    });
  } catch (error) {
    return (error as { code?: string }).code ?? count;
  }
  return count;
}

const denied = "42501";
const empty = ["firm_id", "actor_id", "reach", "organisation_id"].map((name) => `set local app.${name} = ''`);

/** What the app role can do to these tables with these settings and no firm; one line each. */
async function openDoors(which: TenantTable[], settings: string[]): Promise<string[]> {
  const app = ["set local role portal_app", ...settings];
  const found: string[] = [];
  for (const { name, firm, changes } of which) {
    const [row] = rows.get(name) ?? [];
    const tries = {
      read: `select * from public."${name}"`,
      removed: `delete from public."${name}"`,
      changed: `update public."${name}" set "${changes[0] ?? firm}" = null`,
      added: `insert into public."${name}" select * from ${rowValue(name, row ?? {})}`,
    };
    for (const [what, statement] of Object.entries(tries)) {
      const met = await bare(statement, app);
      if (met !== denied && (met !== 0 || what === "added")) found.push(`${name}: rows are ${what} (${met})`);
    }
  }
  return found;
}

describe("without a scope", () => {
  it("the login role reads no table at all, and can become nobody but the app", async () => {
    const every = await owner()<{ name: string }[]>`select format('%I.%I', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm', 'S') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;
    expect(every.length).toBeGreaterThan(20);
    for (const { name } of every) expect(await bare(`select * from ${name}`), name).toBe(denied);
    const [login] = await pool()`select current_user as name`;
    const roles = await owner()`select r.rolname as name from pg_roles r
      where r.rolname <> ${login?.name} and pg_has_role(${login?.name}, r.oid, 'member')`;
    expect(roles.map(({ name }) => name)).toEqual(["portal_app"]);
  });

  const reach = (value: string) => `set local app.reach = '${value}'`;
  it.each([
    ["no settings", []],
    ["the empty settings that an earlier transaction leaves behind", empty],
    ["a reach, and no firm", [reach("firm")]],
    ["a reach that does not exist, and no firm", [reach("everything")]],
  ])("the app role meets nothing with %s", async (_what, settings) => {
    expect(await openDoors(tables, settings)).toEqual([]);
  });
});

describe("within its scope", () => {
  it("every table is tried, with rows of both firms", () => {
    expect(tables.map(({ name }) => name)).toEqual(Object.keys(plan).sort());
    for (const { name, firm } of tables) {
      const firms = new Set(rows.get(name)?.map((row) => row[firm]));
      expect(firms, name).toEqual(new Set([world.own.firm.id, world.elsewhere.firm.id]));
    }
  });

  it("every actor reaches what is theirs, and nothing else", async () => {
    expect(await holes(world, tables, rows)).toEqual([]);
  });

  it("a session names the organisations of the one who holds it, of staff none", async () => {
    for (const party of [world.own, world.elsewhere]) {
      const { firmId, accountId } = party.session;
      const mine = await owner()`select organisation_id as id from memberships
        where firm_id = ${firmId} and account_id = ${accountId}`;
      const named = await organisationsOf(party.session);
      expect(named.length).toBeGreaterThan(0);
      expect(named.map(({ id }) => id).toSorted()).toEqual(mine.map(({ id }) => String(id)).toSorted());
      expect(await organisationsOf({ firmId, accountId: party.staffId })).toEqual([]);
    }
  });
});

/** Breaks the walls of one table for as long as `work` lasts. */
async function damaged<T>(table: string, damage: string, work: () => Promise<T>): Promise<T> {
  const before =
    await owner()`select policyname as name, cmd, array_to_string(roles, ',') as role, qual, with_check
    from pg_policies where schemaname = 'public' and tablename = ${table}`;
  await owner().unsafe(damage);
  try {
    return await work();
  } finally {
    await owner().unsafe(`alter table ${table} enable row level security`);
    for (const { name, cmd, role, qual, with_check } of before) {
      const rule = `${qual ? `using (${qual})` : ""} ${with_check ? `with check (${with_check})` : ""}`;
      await owner().unsafe(`drop policy if exists ${name} on ${table}`);
      await owner().unsafe(`create policy ${name} on ${table} for ${cmd} to ${role} ${rule}`);
    }
  }
}

describe("the wall notices", () => {
  const firmOnly = "firm_id = nullif(current_setting('app.firm_id', true), '')::uuid";
  it.each([
    [
      "security switched off",
      "filings",
      "alter table filings disable row level security",
      "rows out of reach are seen",
    ],
    ["a policy gone", "filings", "drop policy filings_select on filings", "rows within reach are not seen"],
    [
      "reading for everybody",
      "files",
      "alter policy files_select on files using (true)",
      "rows out of reach are seen",
    ],
    [
      "a policy that forgets the organisation",
      "filing_versions",
      `alter policy filing_versions_select on filing_versions using (${firmOnly})`,
      "rows out of reach are seen",
    ],
    [
      "changing what cannot be seen",
      "uploads",
      "alter policy uploads_update on uploads using (true) with check (true)",
      "rows out of reach are changed",
    ],
    [
      "removing what cannot be seen",
      "memberships",
      "alter policy memberships_delete on memberships using (true)",
      "rows out of reach are removed",
    ],
    [
      "adding for everybody",
      "decisions",
      "alter policy decisions_insert on decisions with check (true)",
      "a row out of reach can be added",
    ],
    [
      "moving a row to another firm",
      "accounts",
      "alter policy accounts_update on accounts with check (true)",
      "rows can be moved by firm_id",
    ],
  ])("%s", async (_what, table, damage, complaint) => {
    const only = tables.filter(({ name }) => name === table);
    const found = await damaged(table, damage, () => holes(world, only, rows));
    expect(found.join("\n")).toContain(complaint);
    expect(await holes(world, only, rows)).toEqual([]);
  });

  it("a policy that takes no scope for every scope", async () => {
    const only = tables.filter(({ name }) => name === "filings");
    const lax =
      "alter policy filings_select on filings using (coalesce(current_setting('app.firm_id', true), '') = '')";
    expect(await damaged("filings", lax, () => openDoors(only, empty))).toEqual([
      expect.stringContaining("filings: rows are read"),
    ]);
    expect(await openDoors(only, empty)).toEqual([]);
  });
});
