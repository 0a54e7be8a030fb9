import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, inject } from "vitest";
import { closePool } from "@/db/connection";
import { migrate } from "@/db/migrate";
import { forgetEnvironment } from "@/lib/ports/environment";

export type Owner = ReturnType<typeof postgres>;

/**
 * A database of its own for a test file: a copy of the migrated one, with the portal's own connection
 * pointed at it as the restricted login role. `owner()` looks at it from outside, for assertions.
 */
export function testDatabase(): { owner: () => Owner } {
  let owner: Owner;
  beforeAll(async () => {
    const name = `test_${randomBytes(6).toString("hex")}`;
    const url = new URL(inject("ownerUrl"));
    const admin = postgres(Object.assign(new URL(url), { pathname: "/postgres" }).toString(), { max: 1 });
    await admin.unsafe(`create database ${name} template template_portal`);
    await admin.end();
    url.pathname = `/${name}`;
    const { loginUrl } = await migrate(url.toString());
    Object.assign(process.env, {
      DATABASE_URL: loginUrl,
      DATA_DIR: mkdtempSync(join(tmpdir(), "portal-data-")),
      PORTAL_MODE: "demo",
      PORTAL_DOMAIN: "localhost:3000",
    });
    forgetEnvironment();
    owner = postgres(url.toString(), { max: 2, onnotice: () => {} });
  });
  afterAll(async () => {
    await closePool();
    await owner?.end();
  });
  return { owner: () => owner };
}

/** PostgreSQL's code of an error, wherever it stands. */
export function codeOf(error: unknown): string | undefined {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return cause?.code ?? code;
}
