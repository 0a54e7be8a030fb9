import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { sendLater } from "@/lib/approvals/later";
import { withdrawFiling } from "@/lib/approvals/office";
import { waitingFor } from "@/lib/approvals/waiting";
import { savePreferences } from "@/lib/notifications/preferences";
import { aCast, emails } from "@/tests/support/cast";
import { clientAt } from "@/tests/support/people";
import { aPost } from "@/tests/support/post";

const cast = aCast();
const { at, mails, subjects, paper } = aPost(cast);
const his = () => cast.owner()`account_id = ${cast.pieter.accountId} and organisation_id = ${cast.bakery}`;
const withdrawn = async (id: string) =>
  expect(await inScope(cast.sander, (ctx) => withdrawFiling(ctx, id, "Andere klant"))).toMatchObject({
    ok: true,
  });

/** Gives Pieter the rights back that a test took. */
let rights: { approves?: string[] } = {};
beforeEach(async () => {
  [rights = {}] = await cast.owner()<
    { approves: string[] }[]
  >`select approves from memberships where ${his()}`;
});
afterEach(async () => {
  const sql = cast.owner();
  await sql`update memberships set ends_on = null, approves = ${rights.approves ?? []} where ${his()}`;
  await sql`update accounts set disabled_at = null where id = ${cast.pieter.accountId}`;
});

describe("what anybody may approve, and was put off by somebody who may not decide any more", () => {
  const ways = {
    "his mandate ended": () => cast.owner()`update memberships set ends_on = '2026-11-26' where ${his()}`,
    "his right was taken": () => cast.owner()`update memberships set approves = '{}' where ${his()}`,
    "his account was closed": () =>
      cast.owner()`update accounts set disabled_at = now() where id = ${cast.pieter.accountId}`,
  };
  /** To be approved by Wednesday 9 December; both have heard of it, and Pieter put it off. */
  const putOff = async () => {
    await at("2026-11-25", "14:00:00");
    const id = await paper("een");
    await at("2026-11-25", "14:06:00");
    const done = await inScope(clientAt(cast.pieter, cast.bakery), (ctx) => sendLater(ctx, id, 1, {}));
    expect(done).toEqual({ ok: true });
    await cast.owner()`delete from local_messages`;
    return id;
  };
  const waiting = (accountId: string) =>
    inScope(systemOf(cast.sander.firmId, "test"), (ctx) => waitingFor(ctx, accountId));

  it.each(Object.entries(ways))(
    "waits for the others again, who are reminded of it: %s",
    async (_, happens) => {
      const id = await putOff();
      expect(await waiting(cast.marieke.accountId)).toEqual([]);
      await happens();
      await at("2026-12-02", "09:00:00");
      expect(await waiting(cast.marieke.accountId)).toMatchObject([{ id, turn: "asked" }]);
      await at("2026-12-02", "09:10:00");
      const reminder = "Herinnering: Dividendbelasting een, 2 november 2026 (uiterlijk 9 december)";
      expect(await subjects()).toEqual([reminder]);
      await at("2026-12-08", "09:00:00");
      await at("2026-12-08", "09:10:00");
      expect(await subjects()).toEqual([reminder, reminder]);
      expect(await subjects(emails.pieter)).toEqual([]);
    },
  );
});

describe("what an overview named", () => {
  const gone = "Ingetrokken: Dividendbelasting eerder, 2 november 2026";
  /** Put before Marieke alone; Pieter becomes a director after that, and has an overview of what comes later. */
  const named = async () => {
    const sql = cast.owner();
    await sql`update memberships set approves = '{}' where ${his()}`;
    await savePreferences(cast.pieter, { approval: "daily" });
    await at("2026-11-26", "14:00:00");
    const earlier = await paper("eerder");
    await at("2026-11-26", "14:06:00");
    await sql`update memberships set approves = ${rights.approves ?? []} where ${his()}`;
    await at("2026-11-26", "15:00:00");
    return earlier;
  };

  it("is known to whoever read it, who hears that it was withdrawn", async () => {
    const earlier = await named();
    await paper("later");
    await at("2026-11-27", "08:30:00");
    const [overview, ...more] = await mails(emails.pieter);
    expect(more).toEqual([]);
    expect(overview?.text).toContain("eerder, 2 november 2026");
    await withdrawn(earlier);
    await at("2026-11-27", "10:00:00");
    expect(await subjects(emails.pieter)).toEqual([overview?.subject, gone]);
    expect(await subjects()).toContain(gone);
  });

  it("is known also where the first mail about it came to nothing", async () => {
    const earlier = await named();
    // He was to hear of it in the overview, and had no right when that was made up.
    await cast.owner()`insert into notices select firm_id, gen_random_uuid(), ${cast.pieter.accountId}, organisation_id,
      filing_id, version, kind, 'daily', null, created_at, due_at, created_at, null
      from notices where filing_id = ${earlier} and account_id = ${cast.marieke.accountId}`;
    await paper("later");
    await at("2026-11-27", "08:30:00");
    await withdrawn(earlier);
    await at("2026-11-27", "10:00:00");
    expect(await subjects(emails.pieter)).toContain(gone);
  });

  it("is unknown to whom no overview named it", async () => {
    const earlier = await named();
    await withdrawn(earlier);
    await at("2026-11-27", "10:00:00");
    expect(await subjects(emails.pieter)).toEqual([]);
  });

  it("is reminded of in its time all the same, and shows at the firm as mailed", async () => {
    const earlier = await named();
    await paper("later");
    await at("2026-11-27", "08:30:00");
    const rows = await cast.owner()`select kind, mail_id is not null as mailed, done_at is not null as done
      from notices where filing_id = ${earlier} and account_id = ${cast.pieter.accountId}`;
    expect([...rows]).toEqual([{ kind: "approve", mailed: true, done: true }]);
    await at("2026-12-02", "09:00:00");
    await at("2026-12-02", "09:10:00");
    expect((await subjects(emails.pieter)).at(-1)).toBe(
      "Herinnering: 2 stukken wachten op u (eerste uiterlijk 9 december)",
    );
  });
});
