import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { filingDetail } from "@/lib/approvals/detail";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument } from "@/tests/support/documents";
import { clientAt, deliver } from "@/tests/support/people";
import { approve, askCode, decided, notThe, type Task } from "@/tests/support/returns";
import { openTasks } from "@/tests/support/tasks";

const cast = aCast();
const why = { category: "missing", reason: "De factuur van de nieuwe oven staat er niet bij." };
const rejecting = (task: Task, said = why) =>
  ({ decision: "reject", filings: [task.id] as [string], ...said }) as const;
const expected = (task: Task) => ({ decision: "reject", filing: task.id }) as const;

async function traces(task: Task) {
  const sql = cast.owner();
  const [filing] = await sql`select state, completed_at from filings where id = ${task.id}`;
  const decisions =
    await sql`select decision, category, reason, account_name, method, shown_text from decisions
    where filing_id = ${task.id}`;
  const audit =
    await sql`select data from audit_events where subject = ${`filing:${task.id}`} and action = 'filing.rejected'`;
  return { ...filing, decisions: [...decisions], audit: audit.length };
}

describe("a rejection", () => {
  it("takes a code and a reason, and is the firm's turn from then on", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const asked = await askCode(cast.owner(), cast.marieke, task, emails.marieke, rejecting(task));
    expect(asked.text).toContain("voor: afkeuren van Dividendbelasting");
    const { challengeId, code } = asked;
    const wrong = { challengeId, code: notThe(code), expected: expected(task) };
    expect(await decided(cast.marieke, task, wrong)).toMatchObject({ reason: "wrong-code", left: 4 });
    expect(await traces(task)).toMatchObject({ state: "open", decisions: [], audit: 0 });
    expect(await decided(cast.marieke, task, { ...wrong, code })).toEqual({ ok: true });
    expect(await traces(task)).toEqual({
      state: "rejected",
      completed_at: null,
      decisions: [
        {
          decision: "rejected",
          ...why,
          account_name: "Marieke van Dijk",
          method: "sms",
          shown_text: "U keurt af: Dividendbelasting, 2 november 2026 · €\u00a01.500 te betalen",
        },
      ],
      audit: 1,
    });
    const found = await inScope(clientAt(cast.marieke, cast.bakery), (ctx) =>
      filingDetail(ctx, cast.bakery, task.id),
    );
    expect(found).toMatchObject({ state: "rejected", myTurn: false, decisions: [{ ...why }] });
    await deliver();
    const [mail] = await cast.owner()`select subject, text from local_messages
      where "to" = 'sander@noorderlicht.example' and subject like '%afgekeurd%' order by id desc limit 1`;
    expect(mail?.subject).toBe("Bakkerij De Korenaar B.V.: Dividendbelasting, 2 november 2026 afgekeurd");
    expect(mail?.text).toContain(`/admin/stukken/${task.id}`);
    // The reason may hold anything: it stays in the portal.
    expect(mail?.text).not.toContain("oven");
  });

  it("goes by the reason that the code was sent for, and no other", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const first = await askCode(cast.owner(), cast.marieke, task, emails.marieke, rejecting(task));
    const other = rejecting(task, { category: "amount", reason: "Het bedrag klopt niet." });
    const second = await askCode(cast.owner(), cast.marieke, task, emails.marieke, other);
    expect(second.challengeId).not.toBe(first.challengeId);
    const { challengeId, code } = second;
    await decided(cast.marieke, task, { challengeId, code, expected: expected(task) });
    expect((await traces(task)).decisions).toMatchObject([{ category: "amount" }]);
  });

  it("is no approval: the code of one is of no use for the other", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const { challengeId, code } = await askCode(
      cast.owner(),
      cast.marieke,
      task,
      emails.marieke,
      rejecting(task),
    );
    expect(await approve(cast.marieke, task, challengeId, code)).toEqual({ ok: false, reason: "not-found" });
    const approving = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    const swapped = { challengeId: approving.challengeId, code: approving.code, expected: expected(task) };
    expect(await decided(cast.marieke, task, swapped)).toEqual({ ok: false, reason: "not-found" });
    expect(await traces(task)).toMatchObject({ state: "open", decisions: [] });
  });

  it("happens once, in a hundred posts; and nobody approves afterwards", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const hers = await askCode(cast.owner(), cast.marieke, task, emails.marieke, rejecting(task));
    const his = await askCode(cast.owner(), cast.pieter, task, emails.pieter);
    const { challengeId, code } = hers;
    const posts = Array.from({ length: 100 }, () =>
      decided(cast.marieke, task, { challengeId, code, expected: expected(task) }),
    );
    expect(await Promise.all(posts)).toEqual(posts.map(() => ({ ok: true })));
    expect(await approve(cast.pieter, task, his.challengeId, his.code)).toEqual({
      ok: false,
      reason: "already-rejected",
    });
    expect(await traces(task)).toMatchObject({ state: "rejected", audit: 1 });
    expect((await traces(task)).decisions).toHaveLength(1);
  });
});

describe("a new version after a rejection", () => {
  it("is open again for everybody, and what was decided about the old one stays findable", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const { challengeId, code } = await askCode(
      cast.owner(),
      cast.marieke,
      task,
      emails.marieke,
      rejecting(task),
    );
    await decided(cast.marieke, task, { challengeId, code, expected: expected(task) });
    const again = await aDocument(cast.sander, cast.bakery, {
      replaces: task.id,
      typed: { distribution: 12_000_00, dividendTax: 1_800_00 },
      note: "De oven staat er nu bij.",
    });
    expect(again.id).toBe(task.id);
    const at = clientAt(cast.marieke, cast.bakery);
    const found = await inScope(at, (ctx) => filingDetail(ctx, cast.bakery, task.id));
    expect(found).toMatchObject({
      state: "open",
      version: 2,
      amount: 180_000,
      myTurn: true,
      note: "De oven staat er nu bij.",
      decisions: [],
      versions: [
        {
          version: 1,
          current: false,
          amount: 150_000,
          decided: true,
          rejected: true,
          publishedBy: "Sander Hoekstra",
        },
      ],
      replacedAt: null,
    });
    const old = await inScope(at, (ctx) => filingDetail(ctx, cast.bakery, task.id, 1));
    expect(old).toMatchObject({
      state: "replaced",
      version: 1,
      amount: 150_000,
      myTurn: false,
      decisions: [{ decision: "rejected", ...why }],
    });
    expect((await inScope(at, (ctx) => openTasks(ctx, cast.bakery))).map(({ id }) => id)).toContain(task.id);
    await deliver();
    const [mail] = await cast.owner()`select subject from local_messages where "to" = ${emails.marieke}
      and text like ${`%${task.id}%`} order by id desc limit 1`;
    expect(mail?.subject).toBe("Nieuwe versie: Dividendbelasting, 2 november 2026 (uiterlijk 30 november)");
  });

  it("voids an approval: it has to be given again", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const first = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    await approve(cast.marieke, task, first.challengeId, first.code);
    await aDocument(cast.sander, cast.bakery, { replaces: task.id });
    const [filing] =
      await cast.owner()`select state, version, completed_at from filings where id = ${task.id}`;
    expect(filing).toEqual({ state: "open", version: 2, completed_at: null });
    const second = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    expect(await approve(cast.marieke, task, second.challengeId, second.code)).toEqual({ ok: true });
    const rows =
      await cast.owner()`select version from decisions where filing_id = ${task.id} order by version`;
    expect(rows.map(({ version }) => version)).toEqual([1, 2]);
  });
});
