import { sql } from "drizzle-orm";
import { type Actor, inScope } from "@/db/scope";
import { codeOf, type Owner } from "./database";

/** A table with rows of firms, as the catalogue knows it. */
export type TenantTable = {
  name: string;
  /** The column that says whose row it is. */
  firm: "firm_id" | "id";
  /** Columns that the app role may change, the last first; [] when it may change none. */
  changes: string[];
};

/** A row as PostgreSQL's to_jsonb writes it. */
export type Row = Record<string, unknown>;
/** Which rows of a table an actor should see: all of those, and no other. */
export type Sees = (table: string, row: Row) => boolean;

export async function tenantTables(owner: Owner): Promise<TenantTable[]> {
  return owner<TenantTable[]>`
    select c.relname as name, case when c.relname = 'firms' then 'id' else 'firm_id' end as firm,
      coalesce((select array_agg(a.attname::text order by a.attnum desc) from pg_attribute a where a.attrelid = c.oid
        and a.attnum > 0 and not a.attisdropped and has_column_privilege('portal_app', c.oid, a.attnum, 'update')), '{}') as changes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' order by 1`;
}

export async function rowsOf(owner: Owner, { name }: TenantTable): Promise<Row[]> {
  const rows = await owner<{ row: Row }[]>`select to_jsonb(t) as row from ${owner(name)} t`;
  return rows.map(({ row }) => row);
}

/** A row as an expression for SQL; `changed` columns differ. */
export function rowValue(table: string, row: Row, changed: Row = {}): string {
  const json = JSON.stringify({ ...row, ...changed }).replaceAll("'", "''");
  return `jsonb_populate_record(null::public."${table}", '${json}')`;
}

type Outcome = { rows: Row[]; count: number; refused: string | null };
class Undo extends Error {}

/** Runs one statement in an actor's scope and rolls it back. `refused` is the code of PostgreSQL's error. */
async function tryOut(actor: Actor, statement: string): Promise<Outcome> {
  const outcome: Outcome = { rows: [], count: 0, refused: null };
  try {
    await inScope(actor, async ({ db }) => {
      const result = await db.execute<{ row: Row }>(sql.raw(statement));
      outcome.rows = result.map(({ row }) => row);
      outcome.count = result.count;
      throw new Undo();
    });
  } catch (error) {
    if (error instanceof Undo) return outcome;
    outcome.refused = codeOf(error) ?? String(error);
  }
  return outcome;
}

const denied = "42501";

/**
 * Where an actor sees, changes, removes or adds what is out of reach, or does not see what is within it; one line
 * each. `alien` rows are copied and given to the database as new ones: every one must be refused.
 */
export async function leaks(
  actor: Actor,
  table: TenantTable,
  all: Row[],
  sees: Sees,
  alien: { row: Row; changed?: Row }[],
): Promise<string[]> {
  const found: string[] = [];
  const { name } = table;
  const text = (row: Row) => JSON.stringify(row);
  const own = new Set(all.filter((row) => sees(name, row)).map(text));
  const seen = await tryOut(actor, `select to_jsonb(t) as row from public."${name}" t`);
  if (seen.refused) found.push(`${name}: cannot be read (${seen.refused})`);
  const outside = seen.rows.filter((row) => !own.has(text(row)));
  if (outside.length > 0) found.push(`${name}: ${outside.length} rows out of reach are seen`);
  const missed = own.size - (seen.rows.length - outside.length);
  if (missed > 0 && !seen.refused) found.push(`${name}: ${missed} rows within reach are not seen`);

  // Blind: without WHERE or RETURNING a statement reads nothing, and only its own policy stands in its way.
  const [sample] = all;
  const [column] = table.changes;
  const blind: [string, string][] = [["removed", `delete from public."${name}"`]];
  if (sample && column) {
    const value = `(select r."${column}" from ${rowValue(name, sample)} r)`;
    blind.push(["changed", `update public."${name}" set "${column}" = ${value}`]);
  }
  for (const [what, statement] of blind) {
    const { count, refused } = await tryOut(actor, statement);
    if (count > own.size) found.push(`${name}: ${count - own.size} rows out of reach are ${what}`);
    if (refused && refused !== denied) found.push(`${name}: stopped by ${refused} only, not by a policy`);
  }
  for (const { row } of alien) {
    const near = row[table.firm] === actor.firmId;
    const columns = table.changes.filter((column) =>
      // What is of another firm is refused by keys too, wherever firm_id itself is right.
      near ? ["organisation_id", "account_id"].includes(column) : column === table.firm,
    );
    for (const column of columns.filter((name) => row[name])) {
      const move = `update public."${name}" set "${column}" = '${row[column]}'`;
      const { count, refused } = await tryOut(actor, move);
      if (count > 0 || (refused && refused !== denied)) found.push(`${name}: rows can be moved by ${column}`);
    }
  }
  for (const { row, changed } of alien) {
    const { refused } = await tryOut(
      actor,
      `insert into public."${name}" select * from ${rowValue(name, row, changed)}`,
    );
    if (refused !== denied) found.push(`${name}: a row out of reach can be added (${refused ?? "it was"})`);
  }
  return found;
}
