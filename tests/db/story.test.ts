import { expect, it } from "vitest";
import { aCast } from "@/tests/support/cast";

const cast = aCast();

it("puts nothing before a client of which the day has passed already", async () => {
  const late = await cast.owner()`select stream, approve_by, published_at from filings
    where approve_by < (published_at at time zone 'Europe/Amsterdam')::date`;
  expect(late).toHaveLength(0);
});

it("says with every amount to pay under which betalingskenmerk", async () => {
  const paid = await cast.owner()`select stream, payment_reference from filing_versions
    where amount > 0 and pay_by is not null`;
  expect(paid.length).toBeGreaterThan(8);
  expect(paid.filter((row) => row.payment_reference === null)).toEqual([]);
});
