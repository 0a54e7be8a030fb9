import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrate } from "@/db/migrate";
import { startPostgres } from "@/scripts/lib/postgres.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    ownerUrl: string;
  }
}

/** One real PostgreSQL for the run, with one migrated database that every test file gets a copy of. */
export default async function cluster({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "portal-test-"));
  const server = await startPostgres(folder);
  const admin = postgres(server.url("postgres"), { max: 1, onnotice: () => {} });
  await admin`create database template_portal`;
  await admin.end();
  await migrate(server.url("template_portal"));
  provide("ownerUrl", server.url("template_portal"));
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
