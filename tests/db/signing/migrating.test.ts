import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, it } from "vitest";

let folder: string;
let owner: ReturnType<typeof postgres>;

/** A database as it was before anything was signed: with all migrations up to that one. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portal-migrations-"));
  await cp("drizzle", folder, { recursive: true });
  const path = join(folder, "meta", "_journal.json");
  const journal = JSON.parse(await readFile(path, "utf8"));
  const before = journal.entries.findIndex(({ tag }: { tag: string }) => tag.endsWith("_signing"));
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, before) }));
  const name = `test_${randomBytes(6).toString("hex")}`;
  const url = new URL(inject("ownerUrl"));
  const admin = postgres(Object.assign(new URL(url), { pathname: "/postgres" }).toString(), { max: 1 });
  // As in production: a role that owns its database and may make roles, and is bound by every policy that is forced.
  await admin.unsafe(`create role ${name} login createrole password 'geheim'`);
  await admin.unsafe(`grant portal_app, portal_gate to ${name} with admin option`);
  await admin.unsafe(`create database ${name} owner ${name}`);
  await admin.end();
  Object.assign(url, { username: name, password: "geheim" });
  url.pathname = `/${name}`;
  owner = postgres(url.toString(), { max: 1, onnotice: () => {} });
  await applyMigrations(drizzle(owner), { migrationsFolder: folder });
});
afterAll(async () => {
  await owner?.end();
  if (folder) await rm(folder, { recursive: true, force: true });
});

it("gives whoever may see or approve annual accounts the same for what comes with them", async () => {
  const members = [
    { streams: ["vat", "annualAccounts"], approves: ["annualAccounts"] },
    { streams: ["vat", "annualAccounts"], approves: [] },
    { streams: ["vat"], approves: ["vat"] },
  ];
  // As the portal would have written them; the owner's own eyes are under the policies too.
  await owner`alter table memberships no force row level security`;
  const keys =
    await owner`select conname from pg_constraint where conrelid = 'memberships'::regclass and contype = 'f'`;
  for (const { conname } of keys) await owner`alter table memberships drop constraint ${owner(conname)}`;
  const ids = members.map(() => crypto.randomUUID());
  for (const [index, { streams, approves }] of members.entries())
    await owner`insert into memberships (firm_id, account_id, organisation_id, capacity, streams, approves)
      values (${crypto.randomUUID()}, ${ids[index] ?? ""}, ${crypto.randomUUID()}, 'director', ${streams}, ${approves})`;
  await owner`alter table memberships force row level security`;
  await applyMigrations(drizzle(owner), { migrationsFolder: "drizzle" });
  const [table] =
    await owner`select relforcerowsecurity as forced from pg_class where relname = 'memberships'`;
  expect(table?.forced).toBe(true);
  await owner`alter table memberships no force row level security`;
  const found = await owner`select account_id, streams, approves from memberships`;
  const companions = ["engagementLetter", "generalMeetingMinutes", "representationLetter"];
  expect(ids.map((id) => found.find(({ account_id }) => account_id === id))).toMatchObject([
    { streams: ["vat", "annualAccounts", ...companions], approves: ["annualAccounts", ...companions] },
    { streams: ["vat", "annualAccounts", ...companions], approves: [] },
    { streams: ["vat"], approves: ["vat"] },
  ]);
});
