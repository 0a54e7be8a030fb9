import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { begin, take } from "@/lib/outbox/drain";
import { enqueue } from "@/lib/outbox/enqueue";
import { setClock } from "@/lib/ports/clock";
import { forgetEnvironment } from "@/lib/ports/environment";
import { newId } from "@/lib/shared/ids";
import { handlers } from "@/lib/worker/handlers";
import { aPaper } from "@/tests/support/a-paper";
import { aCast } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";

const people = 400;
const cast = aCast();
beforeAll(() => {
  process.env.NOTICE_WINDOW_SECONDS = "300";
  forgetEnvironment();
});
afterAll(() => {
  for (const name of ["NOTICE_WINDOW_SECONDS", "MAIL_PER_SECOND"]) delete process.env[name];
  forgetEnvironment();
  setClock(null);
});

/** Four hundred clients with one organisation each; all of them at once, past the commands. */
async function fourHundred(): Promise<string[]> {
  const sql = cast.owner();
  const { firmId } = cast.anouk;
  const rows = Array.from({ length: people }, (_, n) => ({
    firm_id: firmId,
    account: newId(),
    organisation: newId(),
    n,
  }));
  await sql`insert into accounts ${sql(
    rows.map(({ firm_id, account, n }) => ({
      firm_id,
      id: account,
      kind: "client",
      email: `klant${n}@btw-dag.example`,
      name: `Klant ${n}`,
      first_name: "Klant",
    })),
  )}`;
  await sql`insert into organisations ${sql(
    rows.map(({ firm_id, organisation, n }) => ({
      firm_id,
      id: organisation,
      slug: `btw-dag-${n}`,
      name: `Zaak ${n}`,
      kind: "company",
    })),
  )}`;
  await sql`insert into memberships ${sql(
    rows.map(({ firm_id, account, organisation }) => ({
      firm_id,
      account_id: account,
      organisation_id: organisation,
      capacity: "owner",
      streams: ["dividendTax"],
      approves: ["dividendTax"],
    })),
  )}`;
  return rows.map(({ organisation }) => organisation);
}

describe("the VAT day (D7)", () => {
  it("is one mail a person for 800 returns, and codes go first", { timeout: 600_000 }, async () => {
    const sql = cast.owner();
    await sql`delete from outbox`;
    const organisations = await fourHundred();
    let clock = new Date("2026-11-25T13:00:00Z").getTime();
    setClock(() => new Date(clock));
    const began = performance.now();
    // Every client's two returns lie a while apart, and all within the window.
    for (const label of ["een", "twee"]) {
      for (const organisation of organisations) await aPaper(cast.anouk, organisation, { label });
      clock += 100_000;
    }
    const seconds = (performance.now() - began) / 1000;
    console.log(`published ${2 * people} in ${seconds.toFixed(1)} s`);
    // The firm said that it wants them out within ten minutes.
    expect(seconds).toBeLessThan(600);

    await deliver();
    const mailed = async () => [
      ...(await sql`select "to", text from local_messages where "to" like '%@btw-dag.example'`),
    ];
    expect(await mailed()).toEqual([]);
    const [planned] = await sql`select count(*)::int as n from outbox where kind = 'notices.mail'`;
    expect(planned?.n).toBe(people);

    // The window is over for all of them: the mails are made up, and go at the provider's pace.
    clock += 300_000;
    process.env.MAIL_PER_SECOND = "2";
    forgetEnvironment();
    await sql`update outbox set status = 'failed' where kind = 'filing.reminder'`;
    const work = (lane: string) => (lane === "work" ? 1000 : 0);
    for (const job of await take("vat-day", work)) await begin(handlers, "vat-day", job);
    const [made] =
      await sql`select count(*)::int as n from outbox where kind = 'mail' and status = 'waiting'`;
    expect(made?.n).toBe(people);

    // Somebody signs in, and somebody forgot a password: in front of four hundred mails.
    const soon = { expiresAt: new Date(clock + 600_000) };
    const waited = await inScope(systemOf(cast.anouk.firmId, "test"), async (ctx) => [
      await enqueue(ctx, { kind: "sms", payload: {}, idempotencyKey: newId(), ...soon }),
      await enqueue(ctx, { kind: "mail", payload: {}, idempotencyKey: newId(), ...soon }),
    ]);
    const taken = await take("vat-day", (lane) => (lane === "mail" || lane === "sms" ? 8 : 0));
    // Two a second, none further ahead than a second.
    expect(taken.filter(({ lane }) => lane === "mail").length).toBeLessThanOrEqual(3);
    const [first] = taken.filter(({ lane }) => lane === "mail").sort((a, b) => a.wait_ms - b.wait_ms);
    expect([taken.find(({ lane }) => lane === "sms")?.id, first?.id]).toEqual(waited);

    await sql`delete from outbox where id = any(${waited})`;
    await sql`update outbox set status = 'waiting' where kind = 'mail' and status = 'running'`;
    delete process.env.MAIL_PER_SECOND;
    forgetEnvironment();
    await deliver();
    const mails = await mailed();
    expect(mails).toHaveLength(people);
    expect(new Set(mails.map(({ to }) => to)).size).toBe(people);
    for (const { text } of mails) {
      expect(text).toContain("Dividendbelasting een");
      expect(text).toContain("Dividendbelasting twee");
    }
    // Nothing more comes of it.
    clock += 600_000;
    await deliver();
    expect(await mailed()).toHaveLength(people);
  });
});
