import { and, asc, eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { filings } from "@/db/schema/approvals";
import { inScope } from "@/db/scope";
import { writtenOnce } from "@/db/written";
import { rowColumns } from "@/lib/approvals/queries";
import { aCast } from "@/tests/support/cast";
import { clientAt } from "@/tests/support/people";

const cast = aCast();
let written = 0;
const ofYear = writtenOnce(rowColumns, (select, shape: { inState: string | null }) => {
  written++;
  return select
    .from(filings)
    .where(
      and(
        eq(filings.firmId, sql.placeholder("firmId")),
        eq(filings.year, sql.placeholder("year")),
        shape.inState ? eq(filings.state, sql.placeholder("state")) : undefined,
      ),
    )
    .orderBy(asc(filings.id));
});

const ask = (actor: ReturnType<typeof clientAt>, year: number, state: string | null = null) =>
  inScope(actor, ({ db }) => ofYear(db, { inState: state && "yes" }, { firmId: actor.firmId, year, state }));

it("reads every value as drizzle does", async () => {
  const actor = clientAt(cast.marieke, cast.bakery);
  const own = await inScope(actor, ({ db }) =>
    db
      .select(rowColumns)
      .from(filings)
      .where(and(eq(filings.firmId, actor.firmId), eq(filings.year, 2026)))
      .orderBy(asc(filings.id)),
  );
  expect(own.length).toBeGreaterThan(3);
  expect(own.some(({ amount }) => typeof amount === "number")).toBe(true);
  expect(own.some(({ completedAt }) => completedAt instanceof Date)).toBe(true);
  expect(own.some(({ label }) => label === null)).toBe(true);
  expect(await ask(actor, 2026)).toStrictEqual(own);
});

it("is written once for each shape, and answers everybody with their own in their own scope", async () => {
  written = 0;
  const bakery = clientAt(cast.marieke, cast.bakery);
  const property = clientAt(cast.marieke, cast.property);
  const answers = await Promise.all([
    ask(bakery, 2026),
    ask(property, 2026),
    ask(bakery, 2025),
    ask(bakery, 2026),
    ask(bakery, 2026, "open"),
    ask(bakery, 2026, "completed"),
  ]);
  expect(written).toBeLessThanOrEqual(2);
  const [ofBakery, ofProperty, before, again, open, completed] = answers;
  expect(again).toStrictEqual(ofBakery);
  const ids = (rows?: { id: string }[]) => rows?.map(({ id }) => id) ?? [];
  expect(ids(ofBakery).filter((id) => ids(ofProperty).includes(id))).toEqual([]);
  expect(ids(ofBakery).filter((id) => ids(before).includes(id))).toEqual([]);
  expect(new Set(open?.map(({ state }) => state))).toEqual(new Set(["open"]));
  expect(new Set(completed?.map(({ state }) => state))).toEqual(new Set(["completed"]));
});

it("says which value is missing, and asks the database nothing", async () => {
  const actor = clientAt(cast.marieke, cast.bakery);
  const asked = inScope(actor, ({ db }) => ofYear(db, { inState: null }, { firmId: actor.firmId }));
  await expect(asked).rejects.toThrow('"year"');
});
