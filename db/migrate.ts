import { randomBytes } from "node:crypto";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { drizzleOver, openPool } from "./connection";

const migrationLock = 7_215_301;

/**
 * Brings the schema up to date as the owner of the database and (re)makes the restricted login role.
 * @param ownerUrl connection of a role that owns the database and may create roles
 * @returns the URL with which the portal itself must connect: it can only set its scope, or ask the gate
 */
export async function migrate(ownerUrl: string): Promise<{ loginUrl: string }> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    const [version] = await sql<
      { number: number }[]
    >`select current_setting('server_version_num')::int as number`;
    if (!version || version.number < 150_000) throw new Error("The portal needs PostgreSQL 15 or newer.");
    // Two starting portals wait for each other.
    await sql`select pg_advisory_lock(${migrationLock})`;
    await applyMigrations(drizzleOver(sql), { migrationsFolder: "drizzle" });
    const login = await makeLoginRole(sql);
    await sql`select pg_advisory_unlock(${migrationLock})`;
    const url = new URL(ownerUrl);
    url.username = login.name;
    url.password = login.password;
    return { loginUrl: url.toString() };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function makeLoginRole(sql: ReturnType<typeof openPool>): Promise<{ name: string; password: string }> {
  const [row] = await sql<{ name: string }[]>`select current_database() as name`;
  const database = row?.name ?? "";
  const name = `${database.slice(0, 50)}_login`;
  const password = randomBytes(24).toString("base64url");
  const exists = await sql`select 1 from pg_roles where rolname = ${name}`;
  const role = sql(name);
  if (exists.length === 0)
    await sql`create role ${role} login noinherit nosuperuser nobypassrls nocreatedb nocreaterole`;
  // The password is ours and base64url, so it can stand in a literal; ALTER ROLE takes no parameters.
  await sql.unsafe(`alter role "${name.replaceAll('"', '""')}" login noinherit password '${password}'`);
  await sql`grant portal_app to ${role}`;
  await sql`grant connect on database ${sql(database)} to ${role}`;
  await sql`grant usage on schema gate to ${role}`;
  await sql`grant execute on all functions in schema gate to ${role}`;
  return { name, password };
}
