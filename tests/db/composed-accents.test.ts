import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { parseFilters } from "@/lib/approvals/filters";
import { allFilings } from "@/lib/approvals/overview";
import { parseStaffFilters } from "@/lib/staff/filters";
import { staffFilings, staffOrganisations } from "@/lib/staff/queries";
import { aCast } from "@/tests/support/cast";
import { aDocument } from "@/tests/support/documents";
import { clientAt } from "@/tests/support/people";
import { root } from "@/tests/support/source";

const cast = aCast();
const apart = "cafe\u0301";
const spellings = [apart, "caf\u00e9"];
/** What brings a database up to date that has rows from before searches were composed. */
const migration = () => readFileSync(join(root, "drizzle", "0015_composed_accents.sql"), "utf8");
let id: string;

beforeEach(async () => {
  const sql = cast.owner();
  id = (await aDocument(cast.sander, cast.bakery, { label: "oud" })).id;
  // As they were written before: with the accent as a character of its own, which is what a Mac makes of a file's name.
  await sql`update filings set search_text = ${`dividendbelasting oud ${apart}.pdf`} where id = ${id}`;
  await sql`update organisations set name = ${`${apart.replace("c", "C")} De Korenaar`} where id = ${cast.bakery}`;
  await sql.begin(async (tx) => {
    for (const statement of migration().split("--> statement-breakpoint")) await tx.unsafe(statement);
  });
});

describe.each(spellings)("what was put ready with its accents apart, searched for as %s,", (word) => {
  it("is found by the client", async () => {
    const filters = parseFilters({ zoek: `${word}.pdf` });
    const { rows } = await inScope(clientAt(cast.marieke, cast.bakery), (ctx) =>
      allFilings(ctx, cast.bakery, filters, null),
    );
    expect(rows.map((row) => row.id)).toContain(id);
  });

  it("is found by staff, by the name of the client too", async () => {
    for (const zoek of [`${word}.pdf`, `${word} oud`]) {
      const { rows } = await inScope(cast.sander, (ctx) => staffFilings(ctx, parseStaffFilters({ zoek })));
      expect(rows.map((row) => row.id)).toContain(id);
    }
    const { rows } = await inScope(cast.sander, (ctx) => staffOrganisations(ctx, word));
    expect(rows.map((row) => row.id)).toEqual([cast.bakery]);
  });
});

it("leaves the walls as they were", async () => {
  const forced = await cast.owner()`select relname from pg_class
    where relname in ('filings', 'organisations') and relforcerowsecurity`;
  expect(forced).toHaveLength(2);
});
