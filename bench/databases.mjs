import { chmodSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { startPostgres } from "../scripts/lib/postgres.mjs";
import { run } from "./next-server.mjs";

/**
 * A PostgreSQL that is thrown away, with the demo story told in one database, and a copy of that database in which
 * no policy is on.
 * @param {string} folder becomes the portal's DATA_DIR
 * @returns {Promise<{ ownerUrl: string, openOwnerUrl: string, openLoginUrl: string, logPath: string }>}
 */
export async function openDatabases(folder, closers) {
  // The user that PostgreSQL runs as has to get through.
  chmodSync(folder, 0o711);
  const cluster = await startPostgres(join(folder, "postgres"), { durable: false });
  closers.push(cluster.stop);
  const ownerUrl = cluster.url("portal");
  const openOwnerUrl = cluster.url("portal_open");
  await makeReady(ownerUrl, folder, closers);
  await withSql(cluster.url("postgres"), (sql) => sql`create database portal_open template portal`);
  await withSql(openOwnerUrl, async (sql) => {
    const tables =
      await sql`select tablename as name from pg_tables where schemaname = 'public' and rowsecurity`;
    for (const { name } of tables) await sql`alter table ${sql(name)} disable row level security`;
    if (tables.length === 0) throw new Error("No table has row-level security: there is nothing to compare");
  });
  const { loginUrl } = await makeReady(openOwnerUrl, folder, closers);
  return { ownerUrl, openOwnerUrl, openLoginUrl: loginUrl, logPath: join(folder, "postgres/server.log") };
}

/** Lets the sessions of one database count in its copy too. */
export async function copySessions(fromUrl, toUrl) {
  const rows = await withSql(fromUrl, (sql) => sql`select * from sessions`);
  await withSql(toUrl, (sql) => sql`insert into sessions ${sql(rows)}`);
}

/** @template T @param {(sql: import("postgres").Sql) => Promise<T>} work */
export async function withSql(url, work) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** Migrates a database and tells the story in it, as the demo does. */
async function makeReady(ownerUrl, folder, closers) {
  const env = {
    PORTAL_MODE: "demo",
    PORTAL_DOMAIN: "localhost:3000",
    DATA_DIR: folder,
    OWNER_DATABASE_URL: ownerUrl,
    OWN_CLUSTER: "yes",
  };
  const output = await run(process.execPath, ["--import", "tsx", "scripts/ready.ts"], { env }, closers);
  return JSON.parse(output.trim().split("\n").at(-1));
}
