import { closePool, openPool } from "@/db/connection";
import { migrate } from "@/db/migrate";
import { sha256 } from "@/lib/shared/hash";

/**
 * Makes a database ready for the demo: up to date, and with the story told. Run by the launcher with the settings
 * of the portal it is about to start, and OWNER_DATABASE_URL. With OWN_CLUSTER the database may be made and thrown
 * away. Prints one line of JSON: { loginUrl, told }.
 */
const ownerUrl = process.env.OWNER_DATABASE_URL ?? "";
const ownCluster = process.env.OWN_CLUSTER === "yes";
const telling = "demo story being told";

try {
  if (ownCluster) await createDatabase();
  let { loginUrl } = await migrate(ownerUrl);
  let note = await readNote();
  if (note === telling && ownCluster) {
    // An earlier start was killed halfway through the story. Nothing else was ever done in this database.
    await createDatabase({ anew: true });
    ({ loginUrl } = await migrate(ownerUrl));
    note = null;
  }
  process.env.DATABASE_URL = loginUrl;
  console.log(JSON.stringify({ loginUrl, told: await tell(note) }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await closePool();
}

/** @param note what the schema says of the story: nothing yet, being told, or told under which keyring */
async function tell(note: string | null): Promise<boolean> {
  if (note === telling) {
    throw new Error("The story in this database was interrupted. Give DATABASE_URL an empty database.");
  }
  const { derivedSecret } = await import("@/lib/ports/keyring");
  const told = `demo story told, keyring ${sha256(derivedSecret("demo-story")).toString("hex").slice(0, 12)}`;
  if (note?.startsWith("demo story told")) {
    if (note === told) return false;
    throw new Error(
      "This database was filled under another keyring: start with the DATA_DIR (or PORTAL_KEYRING) of that time.",
    );
  }
  const { now } = await import("@/lib/ports/clock");
  const { tellStory } = await import("@/db/demo/story");
  await writeNote(telling);
  const toldNow = await tellStory(now(), { signed: true });
  await writeNote(told);
  return toldNow;
}

/** The note is a comment on the schema of the migrations: it needs no table, and only the owner can write it. */
async function readNote(): Promise<string | null> {
  const sql = openPool(ownerUrl, { max: 1 });
  const [row] = await sql<{ note: string | null }[]>`
    select obj_description('drizzle'::regnamespace, 'pg_namespace') as note`;
  await sql.end();
  return row?.note ?? null;
}

async function writeNote(note: string): Promise<void> {
  const sql = openPool(ownerUrl, { max: 1 });
  await sql.unsafe(`comment on schema drizzle is '${note}'`);
  await sql.end();
}

async function createDatabase({ anew = false } = {}): Promise<void> {
  const url = new URL(ownerUrl);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  const sql = openPool(url.toString(), { max: 1 });
  if (anew) await sql`drop database if exists ${sql(name)} with (force)`;
  const [known] = await sql`select 1 from pg_database where datname = ${name}`;
  if (!known) await sql`create database ${sql(name)}`;
  await sql.end();
}
