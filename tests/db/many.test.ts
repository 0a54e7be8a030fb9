import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { inScope, type Scoped } from "@/db/scope";
import type { Actor } from "@/lib/access/actor";
import { parseFilters } from "@/lib/approvals/filters";
import { allFilings } from "@/lib/approvals/overview";
import { currentFilings } from "@/lib/approvals/queries";
import { welcomeFilings } from "@/lib/approvals/welcome";
import { parseStaffFilters } from "@/lib/staff/filters";
import { staffFilings } from "@/lib/staff/queries";
import { aCast } from "@/tests/support/cast";
import { aDocument, manyLike } from "@/tests/support/documents";
import { clientAt } from "@/tests/support/people";

const cast = aCast();
const many = 3000;

beforeAll(async () => {
  const owner = cast.owner();
  const old = await aDocument(cast.sander, cast.bakery);
  await owner`update filings set state = 'completed' where id = ${old.id}`;
  await owner`update filing_approvers set turn = 'approved' where filing_id = ${old.id}`;
  await manyLike(owner, old, many);
  const letter =
    await owner`select id from filings where state = 'toRead' and organisation_id = ${cast.bakery}`;
  expect(letter.length).toBeGreaterThan(0);
  await owner`insert into filing_openings (firm_id, id, organisation_id, stream, filing_id, version, account_id, sha256, at)
    select f.firm_id, gen_random_uuid(), f.organisation_id, f.stream, f.id, 1, ${cast.marieke.accountId}, 'none', now()
    from filings f where f.organisation_id = ${cast.bakery} and f.version = 1 and f.state = 'completed'
    on conflict do nothing`;
  // The newest: what waits for another document, and what is there to be read.
  const accounts = await aDocument(cast.sander, cast.bakery, {
    stream: "annualAccounts",
    approveBy: "2026-11-30",
  });
  await aDocument(cast.sander, cast.bakery, { waitsFor: accounts.id, approveBy: "2026-12-01" });
  await owner`update filings set published_at = now() where id = ${letter[0]?.id}`;
  await owner`vacuum analyze`;
});

/** How many rows of documents and of their openings the database read for this, be it to look at them and pass on. */
async function readFor<A extends Actor>(
  actor: A,
  work: (ctx: Scoped<A>) => Promise<unknown>,
): Promise<number> {
  return inScope(actor, async (ctx) => {
    await work(ctx);
    const [read] = await ctx.db.execute<{ rows: number }>(sql`
      select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as rows
      from pg_stat_xact_user_tables where relname in ('filings', 'filing_openings')`);
    return read?.rows ?? Number.NaN;
  });
}

it.each([
  ["the overview", (ctx, at) => allFilings(ctx, at, parseFilters({}), null)],
  ["the overview of what is open", (ctx, at) => allFilings(ctx, at, parseFilters({ status: "open" }), null)],
  [
    "the overview of what was read",
    (ctx, at) => allFilings(ctx, at, parseFilters({ status: "gelezen" }), null),
  ],
  ["what is under way", (ctx, at) => currentFilings(ctx, at)],
  ["the welcome page", (ctx, at) => welcomeFilings(ctx, at)],
] satisfies [string, (ctx: Scoped<ReturnType<typeof clientAt>>, at: string) => Promise<unknown>][])(
  "reads for %s what it shows, and not everything there is",
  async (_, work) => {
    const read = await readFor(clientAt(cast.marieke, cast.bakery), (ctx) => work(ctx, cast.bakery));
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(many / 10);
  },
);

it("reads for the list of the firm's staff what it shows, and not everything there is", async () => {
  const read = await readFor(cast.anouk, (ctx) => staffFilings(ctx, parseStaffFilters({})));
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(many / 10);
});
