import { expect, it } from "vitest";
import { inScope } from "@/db/scope";
import type { Publication } from "@/lib/approvals/publication";
import { type Published, publishFiling } from "@/lib/approvals/publish";
import { aCast } from "@/tests/support/cast";
import { sentXbrl } from "@/tests/support/deliveries";
import { aPdf, aPublication, upload } from "@/tests/support/uploads";

const cast = aCast();
/** All that is asked about such an old period, but not whether another stands there. */
const confirmed = [
  "period-old",
  "deadline-passed",
  "approval-day-passed",
  "figures-missing",
  "unknown-figures",
  "form-unsaid",
];

async function accountsOf(year: number): Promise<Publication> {
  const pdf = await upload(cast.sander, cast.bakery, "pdf", await aPdf(`Publicatie ${year}`), "P.pdf");
  const data = await upload(cast.sander, cast.bakery, "xbrl", sentXbrl(year), "P.xbrl");
  if (!pdf.ok || !data.ok) throw new Error("Refused");
  const files = aPublication(cast.bakery, { pdf: pdf.id, xbrl: data.id });
  return { ...files, stream: "filingAccounts", confirmed: [...confirmed, "taxonomy-of-another-year"] };
}

const publish = (wish: Publication) =>
  inScope(cast.sander, (ctx) => publishFiling(ctx, wish, { accountId: cast.sander.accountId }));

/** Until somebody waits for what another transaction holds, or has ended without. */
async function waitsOrEnds(second: Promise<Published>): Promise<void> {
  let ended = false;
  second.finally(() => {
    ended = true;
  });
  for (let round = 0; round < 200 && !ended; round++) {
    const waiting = await cast.owner()`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    if (waiting.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

it("of two who publish the same period at one moment, the second is asked about the first", async () => {
  const [one, two] = [await accountsOf(1971), await accountsOf(1971)];
  let second: Promise<Published> | null = null;
  const first = await inScope(cast.sander, async (ctx) => {
    const published = await publishFiling(ctx, one, { accountId: cast.sander.accountId });
    second = publish(two);
    await waitsOrEnds(second);
    return published;
  });
  expect(first).toMatchObject({ ok: true });
  expect(await second).toEqual({ ok: false, reason: "confirm-first", questions: ["duplicate-period"] });
  // Whoever says that both belong there is believed, and nobody waits any more.
  const sure = { ...two, confirmed: [...two.confirmed, "duplicate-period"] };
  expect(await publish(sure)).toMatchObject({ ok: true });
});
