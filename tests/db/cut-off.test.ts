import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { filingDetail } from "@/lib/approvals/detail";
import { fileWithoutApproval, releaseFiling, withdrawFiling } from "@/lib/approvals/office";
import { daysLate } from "@/lib/approvals/timeline";
import { momentOn } from "@/lib/notifications/rules";
import { now, setClock } from "@/lib/ports/clock";
import { addDays, formatDay, today } from "@/lib/shared/dates";
import { workingDaysFrom } from "@/lib/shared/working-days";
import { actionsFor } from "@/lib/staff/actions";
import { staffFiling } from "@/lib/staff/filing";
import { parseStaffFilters } from "@/lib/staff/filters";
import { staffFilings } from "@/lib/staff/queries";
import { aCast, emails } from "@/tests/support/cast";
import { publicationOf } from "@/tests/support/deliveries";
import { aDocument, publishTyped } from "@/tests/support/documents";
import { clientAt, deliver } from "@/tests/support/people";
import { approve, askCode, decided, type Task } from "@/tests/support/returns";

const cast = aCast();
const day = today(now());
const yesterday = addDays(day, -1);
const gone = { approveBy: addDays(day, -9), fileBy: addDays(day, 30) };

const seen = (task: Task) =>
  inScope(clientAt(cast.marieke, cast.bakery), (ctx) => filingDetail(ctx, cast.bakery, task.id));
const mayNow = async (task: Task) => {
  const found = await inScope(cast.sander, (ctx) => staffFiling(ctx, task.id));
  return found && actionsFor(found, today(now()));
};
const fileAnyway = (task: Task) =>
  inScope(cast.sander, (ctx) => fileWithoutApproval(ctx, task.id, "Geen reactie\nVolmacht"));
const tomorrow = () => setClock(() => momentOn(addDays(day, 1), "00:00"));
const subjectsAbout = async (words: string) =>
  (
    await cast.owner()`select subject from local_messages where channel = 'mail' and subject like ${`%${words}%`}
      and "to" = ${emails.marieke} order by id`
  ).map(({ subject }) => String(subject));
const accepts = async (task: Task) => {
  const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
  return approve(cast.marieke, task, challengeId, code);
};

describe("a day of approving that is over", () => {
  const known = ["duplicate-period", "period-old", "deadline-passed"];
  const put = (approveBy: string | null, confirmed: string[]) =>
    publishTyped(cast.sander, cast.bakery, { approveBy, fileBy: null, confirmed });

  it("is asked about before the client is, and may be right", async () => {
    expect(await put(yesterday, known)).toEqual({
      ok: false,
      reason: "confirm-first",
      questions: ["approval-day-passed"],
    });
    expect(await put(yesterday, [...known, "approval-day-passed"])).toMatchObject({ ok: true });
  });

  it("is not today, which is the client's until it ends", async () => {
    expect(await put(day, known)).toMatchObject({ ok: true });
  });
});

describe("a version that was put ready after its cut-off", () => {
  it("leaves the client that day: nobody files it without them within the hour", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { ...gone, label: "hersteld" });
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke, {
      decision: "reject",
      filings: [task.id],
      category: "amount",
      reason: "Het bedrag klopt niet.",
    });
    const expected = { decision: "reject", filing: task.id } as const;
    await decided(cast.marieke, task, { challengeId, code, expected });
    await aDocument(cast.sander, cast.bakery, { ...gone, label: "hersteld", replaces: task.id });
    expect(await mayNow(task)).not.toContain("fileWithoutApproval");
    expect(await fileAnyway(task)).toEqual({ ok: false, reason: "before-cut-off" });
    tomorrow();
    expect(await mayNow(task)).toContain("fileWithoutApproval");
    expect(await fileAnyway(task)).toEqual({ ok: true });
  });
});

describe("publication that waits for its annual accounts past its cut-off", () => {
  async function both(year: number) {
    const period = { start: `${year}-01-01`, end: `${year}-12-31` };
    const accounts = await aDocument(cast.sander, cast.bakery, {
      ...{ stream: "annualAccounts", label: null, typed: {}, period },
    });
    const wish = { ...gone, waitsFor: accounts.id };
    const task = await publicationOf(cast.sander, cast.bakery, year, undefined, undefined, wish);
    await deliver();
    return { accounts, task };
  }
  const isListed = async (status: string, { id }: Task) =>
    (await inScope(cast.sander, (ctx) => staffFilings(ctx, parseStaffFilters({ status })))).rows.some(
      (row) => row.id === id,
    );
  const release = (task: Task) =>
    inScope(cast.sander, (ctx) => releaseFiling(ctx, task.id, "Niet vastgesteld"));
  const said = async ({ id }: Task) =>
    (
      await cast.owner()`select data from audit_events where subject = ${`filing:${id}`}
        and action = 'filing.released'`
    ).map(({ data }) => data);

  it("is late with nobody, and is not filed without an approval that nobody could give", async () => {
    const { accounts, task } = await both(1961);
    tomorrow();
    const found = await seen(task);
    expect(found).toMatchObject({ waits: true, myTurn: false });
    expect(found && daysLate(found, today(now()))).toBe(0);
    expect(await isListed("telaat", task)).toBe(false);
    expect(await mayNow(task)).toEqual(["replace", "release", "withdraw"]);
    expect(await fileAnyway(task)).toEqual({ ok: false, reason: "not-now" });
    // In vain it waits for the firm alone, which may have to file.
    await inScope(cast.sander, (ctx) => withdrawFiling(ctx, accounts.id, "Verkeerd jaar"));
    expect(await mayNow(task)).toContain("fileWithoutApproval");
    expect(await fileAnyway(task)).toEqual({ ok: true });
  });

  it("asks by a day that is still to come, once the accounts were approved", async () => {
    const { accounts, task } = await both(1962);
    expect(await accepts(accounts)).toEqual({ ok: true });
    await deliver();
    const approveBy = workingDaysFrom(day, 5);
    const found = await seen(task);
    expect(found).toMatchObject({ waits: false, myTurn: true, approveBy });
    expect(found && daysLate(found, day)).toBe(0);
    const subject = `Klaargezet: Publicatiestukken 1962 (uiterlijk ${formatDay(approveBy, "nl", "dayMonth")})`;
    expect(await subjectsAbout("Publicatiestukken 1962")).toEqual([subject]);
    expect(await said(task)).toEqual([{ version: 1, after: accounts.id, approveBy }]);
    expect(await fileAnyway(task)).toEqual({ ok: false, reason: "before-cut-off" });
  });

  it("asks by the same day when staff release it, and the chain says so", async () => {
    const { task } = await both(1963);
    expect(await release(task)).toEqual({ ok: true });
    const approveBy = workingDaysFrom(day, 5);
    expect(await seen(task)).toMatchObject({ waits: false, myTurn: true, approveBy });
    expect(await said(task)).toEqual([{ version: 1, reason: "Niet vastgesteld", approveBy }]);
  });

  it("keeps a day that lies ahead", async () => {
    const { task } = await both(1964);
    const approveBy = addDays(day, 1);
    await cast.owner()`update filings set approve_by = ${approveBy} where id = ${task.id}`;
    expect(await release(task)).toEqual({ ok: true });
    expect(await seen(task)).toMatchObject({ approveBy });
    expect(await said(task)).toEqual([{ version: 1, reason: "Niet vastgesteld" }]);
  });
});
