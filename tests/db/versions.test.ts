import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { comparedWith, compareTerms } from "@/lib/approvals/compare";
import { filingDetail } from "@/lib/approvals/detail";
import { evidenceOf } from "@/lib/approvals/evidence";
import { parseFilters } from "@/lib/approvals/filters";
import { markFiled } from "@/lib/approvals/office";
import { allFilings } from "@/lib/approvals/overview";
import { currentFilings } from "@/lib/approvals/queries";
import { reportsOf } from "@/lib/approvals/report";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { timelineOf } from "@/lib/approvals/timeline";
import { filingTitle } from "@/lib/approvals/title";
import { welcomeFilings } from "@/lib/approvals/welcome";
import { aCast, emails } from "@/tests/support/cast";
import { publicationOf, sentXbrl } from "@/tests/support/deliveries";
import { aDocument } from "@/tests/support/documents";
import { clientAt } from "@/tests/support/people";
import { approve, askCode, decided } from "@/tests/support/returns";

const cast = aCast();
const day = (on: string) => ({ start: on, end: on });
const at = () => clientAt(cast.marieke, cast.bakery);
const version = async (id: string, number: number): Promise<FilingDetail> => {
  const found = await inScope(at(), (ctx) => filingDetail(ctx, cast.bakery, id, number));
  if (!found) throw new Error(`There is no version ${number}`);
  return found;
};
const titled = (one: FilingDetail) => ({ ...one, title: filingTitle(one, "nl") });
const changes = async (id: string) =>
  compareTerms(titled(await version(id, 1)), titled(await version(id, 2)));

describe("a new version", () => {
  it("leaves the earlier one called what it was called when it was approved", async () => {
    const one = await aDocument(cast.sander, cast.bakery, { label: "interim" });
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, one, emails.marieke);
    expect(await approve(cast.marieke, one, challengeId, code)).toEqual({ ok: true });
    await aDocument(cast.sander, cast.bakery, {
      label: "slot",
      replaces: one.id,
      period: day("2026-11-16"),
      confirmed: [
        "duplicate-period",
        "period-in-future",
        "period-old",
        "deadline-passed",
        "approval-day-passed",
      ],
    });
    const before = "Dividendbelasting interim, 2 november 2026";
    const after = "Dividendbelasting slot, 16 november 2026";
    expect(filingTitle(await version(one.id, 1), "nl")).toBe(before);
    expect(filingTitle(await version(one.id, 2), "nl")).toBe(after);
    const proof = await inScope(at(), (ctx) => evidenceOf(ctx, cast.bakery, one.id));
    const approved = proof?.versions.find(({ version }) => version === 1);
    expect(approved && filingTitle({ ...approved, stream: "dividendTax" }, "nl")).toBe(before);
    const reports = await inScope(cast.sander, (ctx) =>
      reportsOf(ctx, [{ id: one.id, version: 1 }, { id: one.id }]),
    );
    expect(reports.map(({ title }) => title)).toEqual([before, after]);
    expect((await changes(one.id))[0]).toEqual({ what: "title", before, after });
  });

  it("leaves what was filed with the version that was filed, and lists beside each one the others", async () => {
    const one = await aDocument(cast.sander, cast.bakery);
    const why = { category: "amount", reason: "Het bedrag klopt niet." } as const;
    const rejecting = { decision: "reject", filings: [one.id] as [string], ...why } as const;
    const no = await askCode(cast.owner(), cast.marieke, one, emails.marieke, rejecting);
    await decided(cast.marieke, one, {
      challengeId: no.challengeId,
      code: no.code,
      expected: { decision: "reject", filing: one.id },
    });
    await aDocument(cast.sander, cast.bakery, { replaces: one.id });
    const yes = await askCode(cast.owner(), cast.marieke, one, emails.marieke);
    await approve(cast.marieke, one, yes.challengeId, yes.code);
    await inScope(cast.sander, (ctx) => markFiled(ctx, one.id, "OB-202607-0047"));
    const [first, second] = [await version(one.id, 1), await version(one.id, 2)];
    expect(second).toMatchObject({ filedReference: "OB-202607-0047", replacedAt: null });
    expect(second.filedAt).not.toBeNull();
    expect(second.versions).toMatchObject([{ version: 1, current: false, decided: true }]);
    expect(first).toMatchObject({ filedAt: null, filedReference: null, replacedAt: second.publishedAt });
    expect(first.versions).toMatchObject([{ version: 2, current: true, decided: true }]);
    expect(timelineOf(first).map(({ name }) => name)).toEqual(["published", "rejected", "replaced"]);
  });

  it("is compared with the last one that this person decided about, however many came after it", async () => {
    const one = await aDocument(cast.sander, cast.bakery, { label: "vaak" });
    const yes = await askCode(cast.owner(), cast.marieke, one, emails.marieke);
    expect(await approve(cast.marieke, one, yes.challengeId, yes.code)).toEqual({ ok: true });
    for (const dividendTax of [1_800_00, 1_950_00]) {
      const typed = { distribution: 10_000_00, dividendTax };
      await aDocument(cast.sander, cast.bakery, { label: "vaak", replaces: one.id, typed });
    }
    const seenBy = async (session: typeof cast.marieke, version?: number) => {
      const actor = clientAt(session, cast.bakery);
      const seen = await inScope(actor, (ctx) => filingDetail(ctx, cast.bakery, one.id, version));
      return seen && comparedWith(seen);
    };
    expect(await seenBy(cast.marieke)).toEqual({ version: 1, decidedByMe: true });
    expect(await seenBy(cast.pieter)).toEqual({ version: 2, decidedByMe: false });
    expect(await seenBy(cast.pieter, 2)).toEqual({ version: 1, decidedByMe: false });
    expect(await seenBy(cast.marieke, 1)).toBeNull();
  });

  it("shows that what goes to the recipient is another, be it of the same name", async () => {
    const one = await publicationOf(cast.sander, cast.bakery, 1950);
    const again = await publicationOf(
      cast.sander,
      cast.bakery,
      1950,
      Buffer.from(`${sentXbrl(1950)}<!-- -->`),
      undefined,
      { replaces: one.id, annexes: [] },
    );
    expect(again.id).toBe(one.id);
    expect(await changes(one.id)).toEqual([
      { what: "attachment", before: "Publicatie.pdf", after: "Publicatie.pdf" },
      { what: "data", before: "Publicatie.xbrl", after: "Publicatie.xbrl" },
      { what: "annexes", before: "handtekening.xml", after: null },
    ]);
  });

  it("is the turn of those whom it asks, and not of those whom the one before it asked", async () => {
    const asked = (who: string) => ({ label: "beurt", approvers: [who] });
    const one = await aDocument(cast.sander, cast.bakery, asked(cast.marieke.accountId));
    await aDocument(cast.sander, cast.bakery, { ...asked(cast.pieter.accountId), replaces: one.id });
    const turnOf = async (actor: ReturnType<typeof at>) => {
      const lists = await inScope(actor, async (ctx) => [
        (await allFilings(ctx, cast.bakery, parseFilters({ zoek: "beurt" }), null)).rows,
        (await welcomeFilings(ctx, cast.bakery)).waiting,
        await currentFilings(ctx, cast.bakery),
      ]);
      return lists.map((rows) => rows.find(({ id }) => id === one.id)?.mine);
    };
    expect(await turnOf(at())).toEqual([null, null, null]);
    expect(await turnOf(clientAt(cast.pieter, cast.bakery))).toEqual(["asked", "asked", "asked"]);
  });
});
