import { describe, expect, it } from "vitest";
import { personalIncomeTaxXbrl } from "@/db/demo/documents/personal-income-tax-xbrl";
import { inScope } from "@/db/scope";
import { filingDetail } from "@/lib/approvals/detail";
import { evidenceOf } from "@/lib/approvals/evidence";
import { parseFilters } from "@/lib/approvals/filters";
import { sendLater } from "@/lib/approvals/later";
import { dropApprover } from "@/lib/approvals/office";
import { allFilings } from "@/lib/approvals/overview";
import { currentFilings } from "@/lib/approvals/queries";
import { reportsOf } from "@/lib/approvals/report";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument, publishTyped } from "@/tests/support/documents";
import { clientAt, deliver, organisationsOf } from "@/tests/support/people";
import { approve, askCode, type Task } from "@/tests/support/returns";
import { upload } from "@/tests/support/uploads";

const cast = aCast();
const both = () => [cast.marieke.accountId, cast.pieter.accountId];
const stateOf = async ({ id }: Task) =>
  (await cast.owner()`select state from filings where id = ${id}`)[0]?.state;
const hers = async (task: Task) => {
  const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
  return approve(cast.marieke, task, challengeId, code);
};
const his = async (task: Task) => {
  const { challengeId, code } = await askCode(cast.owner(), cast.pieter, task, emails.pieter);
  return approve(cast.pieter, task, challengeId, code);
};
const detail = (task: Task, session = cast.marieke) =>
  inScope(clientAt(session, cast.bakery), (ctx) => filingDetail(ctx, cast.bakery, task.id));

describe("two directors together", () => {
  it("approve each for themselves, and only the second completes it", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { approvers: both() });
    expect(await hers(task)).toEqual({ ok: true });
    expect(await stateOf(task)).toBe("open");
    expect(await detail(task)).toMatchObject({
      myTurn: false,
      mine: null,
      decisions: [{ by: "Marieke van Dijk" }],
    });
    expect(await detail(task, cast.pieter)).toMatchObject({ myTurn: true, mine: "asked" });
    expect(await his(task)).toEqual({ ok: true });
    expect(await stateOf(task)).toBe("completed");
    expect((await detail(task))?.approvers).toMatchObject([
      { name: "Marieke van Dijk", capacity: "director", turn: "approved", mine: true },
      { name: "Pieter van Dijk", capacity: "director", turn: "approved", mine: false },
    ]);
  });

  it("is found under what each one's own list calls it, whoever else has to decide", async () => {
    const at = clientAt(cast.marieke, cast.bakery);
    const his = clientAt(cast.pieter, cast.bakery);
    const together = await aDocument(cast.sander, cast.bakery, {
      approvers: [cast.marieke.accountId, cast.pieter.accountId],
    });
    const anybody = await aDocument(cast.sander, cast.bakery);
    const all = [together.id, anybody.id].toSorted();
    for (const { id } of [together, anybody]) await inScope(at, (ctx) => sendLater(ctx, id, 1, {}));
    const found = async (actor: typeof at, status: string) => {
      const filters = parseFilters({ status });
      const { rows } = await inScope(actor, (ctx) => allFilings(ctx, cast.bakery, filters, null));
      const own = rows.map(({ id }) => id).filter((id) => all.includes(id));
      return own.toSorted();
    };
    expect(await found(at, "klaar")).toEqual(all);
    expect(await found(at, "open")).toEqual([]);
    expect(await found(his, "klaar")).toEqual([]);
    expect(await found(his, "open")).toEqual(all);
  });

  it("at the very same moment: both count, and it is completed", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { approvers: both() });
    const one = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    const other = await askCode(cast.owner(), cast.pieter, task, emails.pieter);
    const answers = await Promise.all([
      approve(cast.marieke, task, one.challengeId, one.code),
      approve(cast.pieter, task, other.challengeId, other.code),
    ]);
    expect(answers).toEqual([{ ok: true }, { ok: true }]);
    expect(await stateOf(task)).toBe("completed");
  });

  it("are each told, and the firm only when it is complete", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { approvers: both(), label: "gezamenlijk" });
    await deliver();
    const told = async (words: string) => [
      ...(await cast.owner()`select "to" from local_messages where channel = 'mail' and subject like '%gezamenlijk%'
        and subject like ${`%${words}%`} order by "to"`),
    ];
    expect(await told("Klaargezet: ")).toEqual([{ to: emails.marieke }, { to: emails.pieter }]);
    await hers(task);
    await deliver();
    expect(await told("goedgekeurd")).toEqual([]);
    await his(task);
    await deliver();
    expect(await told("goedgekeurd")).toEqual([{ to: "sander@noorderlicht.example" }]);
  });

  it("are never one telephone (D11)", async () => {
    const sql = cast.owner();
    const [had] = await sql`select mobile from accounts where id = ${cast.pieter.accountId}`;
    await sql`update accounts set mobile = (select mobile from accounts where id = ${cast.marieke.accountId})
      where id = ${cast.pieter.accountId}`;
    const wish = { approvers: both() };
    expect(await publishTyped(cast.sander, cast.bakery, wish)).toEqual({
      ok: false,
      reason: "confirm-first",
      questions: ["shared-number"],
    });
    const task = await aDocument(cast.sander, cast.bakery, {
      ...wish,
      confirmed: [
        "duplicate-period",
        "deadline-passed",
        "approval-day-passed",
        "period-old",
        "shared-number",
      ],
    });
    expect(await hers(task)).toEqual({ ok: true });
    const asked = await askCode(sql, cast.pieter, task, emails.marieke);
    expect(await approve(cast.pieter, task, asked.challengeId, asked.code)).toEqual({
      ok: false,
      reason: "shared-number",
    });
    expect(await stateOf(task)).toBe("open");
    await sql`update accounts set mobile = ${had?.mobile} where id = ${cast.pieter.accountId}`;
  });

  it("stay two when one is dropped with a reason, and never become none", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { approvers: both() });
    await hers(task);
    const drop = (seat: number) => inScope(cast.sander, (ctx) => dropApprover(ctx, task.id, seat, "Ziek"));
    expect(await drop(0)).toEqual({ ok: false, reason: "not-now" });
    expect(await drop(7)).toEqual({ ok: false, reason: "not-found" });
    expect(await drop(1)).toEqual({ ok: true });
    expect(await stateOf(task)).toBe("completed");
    const alone = await aDocument(cast.sander, cast.bakery);
    expect(await inScope(cast.sander, (ctx) => dropApprover(ctx, alone.id, 0, "Ziek"))).toEqual({
      ok: false,
      reason: "last-approver",
    });
  });

  it("are not both named as having approved, when one of them was dropped", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { approvers: both(), label: "gevallen" });
    await hers(task);
    await inScope(cast.sander, (ctx) => dropApprover(ctx, task.id, 1, "Ziek"));
    await deliver();
    const [mail, ...more] = await cast.owner()`select text from local_messages
      where channel = 'mail' and "to" = 'sander@noorderlicht.example' and subject like '%gevallen%'`;
    expect(more).toEqual([]);
    expect(mail?.text).toContain(
      "Marieke van Dijk heeft Dividendbelasting gevallen, 2 november 2026 van Bakkerij De Korenaar B.V. goedgekeurd. U kunt de aangifte nu indienen",
    );
    expect(mail?.text).not.toContain("Pieter");
    // A missing approval is stated with its reason, to the others and in the proof.
    expect((await detail(task))?.approvers).toMatchObject([
      { name: "Marieke van Dijk", turn: "approved", reason: null },
      { name: "Pieter van Dijk", turn: "dropped", reason: "Ziek" },
    ]);
    const proof = await inScope(clientAt(cast.marieke, cast.bakery), (ctx) =>
      evidenceOf(ctx, cast.bakery, task.id),
    );
    expect(proof).toMatchObject({
      stillAsked: [],
      versions: [
        { decisions: [{ by: "Marieke van Dijk" }], dropped: [{ name: "Pieter van Dijk", reason: "Ziek" }] },
      ],
    });
    const [told] = await inScope(cast.sander, (ctx) => reportsOf(ctx, [task]));
    expect(told?.decisions.map(({ by }) => by)).toEqual(["Marieke van Dijk"]);
  });

  it("must both have the right when it is published", async () => {
    const [fatima] = await cast.owner()`select id from accounts where email = 'fatima@fysiodelinde.example'`;
    for (const approvers of [[...both(), fatima?.id], [fatima?.id]]) {
      expect(await publishTyped(cast.sander, cast.bakery, { approvers })).toEqual({
        ok: false,
        reason: "approver-unknown",
      });
    }
  });
});

describe("two who file income tax together", () => {
  it("each see what it comes to for both, and the evidence of each keeps both", async () => {
    const income = { box1: 40_000_00, box2: 0, box3: 0 };
    const partner = { ...income, bsn: "999990020", outcome: -400_00 };
    const xbrl = personalIncomeTaxXbrl({
      ...income,
      bsn: "999990019",
      year: 2023,
      outcome: 1_000_00,
      partner,
    });
    const data = await upload(cast.sander, cast.private, "xbrl", Buffer.from(xbrl));
    if (!data.ok) throw new Error(data.reason);
    const task = await aDocument(cast.sander, cast.private, {
      stream: "personalIncomeTax",
      data: data.id,
      period: null,
      typed: {},
      approvers: both(),
      confirmed: [
        "duplicate-period",
        "period-old",
        "deadline-passed",
        "approval-day-passed",
        "no-number-on-file",
      ],
    });
    const [pieters] = await inScope(clientAt(cast.pieter, cast.private), async (ctx) =>
      (await currentFilings(ctx, cast.private)).filter(({ id }) => id === task.id),
    );
    const outcomes = { declarant: 1_000_00, partner: -400_00 };
    expect(pieters).toMatchObject({ amount: null, outcomes });
    const found = await inScope(clientAt(cast.pieter, cast.private), (ctx) =>
      filingDetail(ctx, cast.private, task.id),
    );
    expect(found).toMatchObject({ amount: null, outcomes });
    expect(await his(task)).toEqual({ ok: true });
    const [row] = await cast.owner()`select shown_text from decisions where filing_id = ${task.id}`;
    expect(row?.shown_text).toBe(
      "U keurt goed: Inkomstenbelasting 2023 · aangever €\u00a01.000 te betalen, fiscale partner €\u00a0400 terug te krijgen",
    );
  });
});

describe("somebody who acts in two capacities (D2)", () => {
  it("approves once in each, with one code, and both stand in the evidence", async () => {
    const sql = cast.owner();
    const also = [{ capacity: "director", onBehalfOf: "Van Dijk Holding B.V." }];
    const hers = sql`account_id = ${cast.marieke.accountId} and organisation_id = ${cast.bakery}`;
    await sql`update memberships set also = ${sql.json(also)} where ${hers}`;
    const task = await aDocument(cast.sander, cast.bakery, { approvers: [cast.marieke.accountId] });
    expect((await detail(task))?.approvers).toMatchObject([
      { name: "Marieke van Dijk", capacity: "director", onBehalfOf: null, turn: "asked", mine: true },
      { name: "Marieke van Dijk", capacity: "director", onBehalfOf: "Van Dijk Holding B.V.", turn: "asked" },
    ]);
    const { challengeId, code } = await askCode(sql, cast.marieke, task, emails.marieke);
    expect(await approve(cast.marieke, task, challengeId, code)).toEqual({ ok: true });
    expect(await stateOf(task)).toBe("completed");
    expect((await detail(task))?.decisions).toMatchObject([
      { by: "Marieke van Dijk", onBehalfOf: null },
      { by: "Marieke van Dijk", onBehalfOf: "Van Dijk Holding B.V." },
    ]);
    // Where anybody may approve, one approval is enough, and that is given in the first capacity.
    const anyones = await aDocument(cast.sander, cast.bakery);
    expect((await detail(anyones))?.approvers).toMatchObject([{ name: null }]);
    await sql`update memberships set also = '[]' where ${hers}`;
  });
});

describe("an account that is shut out", () => {
  it("decides nothing any more, also with a code from before", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const sql = cast.owner();
    const asked = await askCode(sql, cast.pieter, task, emails.pieter);
    const his = sql`id = ${cast.pieter.accountId}`;
    await sql`update accounts set disabled_at = now() where ${his}`;
    expect(await approve(cast.pieter, task, asked.challengeId, asked.code)).toEqual({
      ok: false,
      reason: "expired",
    });
    expect(await stateOf(task)).toBe("open");
    await sql`update accounts set disabled_at = null where ${his}`;
    expect(await approve(cast.pieter, task, asked.challengeId, asked.code)).toMatchObject({ ok: true });
  });
});

describe("a mandate with an end", () => {
  it("lets one see and decide through its last day, and nothing after it", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const sql = cast.owner();
    const his = sql`account_id = ${cast.pieter.accountId} and organisation_id = ${cast.bakery}`;
    await sql`update memberships set ends_on = (now() at time zone 'Europe/Amsterdam')::date where ${his}`;
    expect(await detail(task, cast.pieter)).not.toBeNull();
    const reached = async () => (await organisationsOf(cast.pieter)).map(({ id }) => id);
    expect(await reached()).toContain(cast.bakery);
    const asked = await askCode(sql, cast.pieter, task, emails.pieter);
    await sql`update memberships set ends_on = (now() at time zone 'Europe/Amsterdam')::date - 1 where ${his}`;
    expect(await detail(task, cast.pieter)).toBeNull();
    expect(await reached()).not.toContain(cast.bakery);
    expect(await approve(cast.pieter, task, asked.challengeId, asked.code)).toMatchObject({ ok: false });
    expect(await stateOf(task)).toBe("open");
    expect(await publishTyped(cast.sander, cast.bakery, { approvers: both() })).toEqual({
      ok: false,
      reason: "approver-unknown",
    });
    await deliver();
    await sql`update memberships set ends_on = null where ${his}`;
  });
});
