import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { sendLater } from "@/lib/approvals/later";
import { waitingFor } from "@/lib/approvals/waiting";
import { aCast, emails } from "@/tests/support/cast";
import { clientAt } from "@/tests/support/people";
import { aPost } from "@/tests/support/post";

const cast = aCast();
const { at, subjects, paper } = aPost(cast);
const his = () => cast.owner()`account_id = ${cast.pieter.accountId} and organisation_id = ${cast.bakery}`;

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
