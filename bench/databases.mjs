import { chmodSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { startPostgres } from "../scripts/lib/postgres.mjs";
import { run } from "./next-server.mjs";

/**
 * A PostgreSQL that is thrown away, for all databases of a run.
 * @returns {Promise<{ url: (database: string) => string, logPath: string }>}
 */
export async function openCluster(folder, closers) {
  // The user that PostgreSQL runs as has to get through.
  chmodSync(folder, 0o711);
  const cluster = await startPostgres(join(folder, "postgres"), { durable: false });
  closers.push(cluster.stop);
  return { url: cluster.url, logPath: join(folder, "postgres/server.log") };
}

/**
 * A database with the demo story told in it, as the demo does.
 * @param {string} dataDir becomes the portal's DATA_DIR: who reads this database needs its keys
 * @returns {Promise<{ ownerUrl: string, loginUrl: string }>}
 */
export async function tellStory(cluster, name, dataDir, closers) {
  const ownerUrl = cluster.url(name);
  const env = {
    PORTAL_MODE: "demo",
    PORTAL_DOMAIN: "localhost:3000",
    DATA_DIR: dataDir,
    OWNER_DATABASE_URL: ownerUrl,
    OWN_CLUSTER: "yes",
  };
  const output = await run(process.execPath, ["--import", "tsx", "scripts/ready.ts"], { env }, closers);
  const { loginUrl } = JSON.parse(output.trim().split("\n").at(-1));
  return { ownerUrl, loginUrl };
}

/** A copy of a database in which the story was told, where no policy is on. Nobody may be connected to the original. */
export async function openCopy(cluster, name, dataDir, closers) {
  const copy = `${name}_open`;
  await withSql(cluster.url("postgres"), (sql) => sql`create database ${sql(copy)} template ${sql(name)}`);
  await withSql(cluster.url(copy), async (sql) => {
    const tables =
      await sql`select tablename as name from pg_tables where schemaname = 'public' and rowsecurity`;
    for (const { name } of tables) await sql`alter table ${sql(name)} disable row level security`;
    if (tables.length === 0) throw new Error("No table has row-level security: there is nothing to compare");
  });
  return tellStory(cluster, copy, dataDir, closers);
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
