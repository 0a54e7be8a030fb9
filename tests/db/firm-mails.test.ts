import { afterEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { savePreferences } from "@/lib/notifications/preferences";
import { enqueue } from "@/lib/outbox/enqueue";
import { aCast } from "@/tests/support/cast";
import { aSession, deliver } from "@/tests/support/people";
import { aPost } from "@/tests/support/post";

const cast = aCast();
const { at, mails, paper, decided } = aPost(cast);
const emails = { sander: "sander@noorderlicht.example", anouk: "anouk@noorderlicht.example" };

const managedBy = (id: string) =>
  cast.owner()`update organisations set relationship_manager_id = ${id} where id = ${cast.bakery}`;
const leavesSander = () =>
  cast.owner()`delete from portfolios
    where account_id = ${cast.sander.accountId} and organisation_id = ${cast.bakery}`;
const works = (id: string, until: Date | null) =>
  cast.owner()`update accounts set disabled_at = ${until} where id = ${id}`;
afterEach(async () => {
  await managedBy(cast.sander.accountId);
  await works(cast.sander.accountId, null);
  await cast.owner()`insert into portfolios (firm_id, account_id, organisation_id)
    values (${cast.sander.firmId}, ${cast.sander.accountId}, ${cast.bakery}) on conflict do nothing`;
});

/** A client turns a document away, and whoever goes on with it is to hear of that within five minutes. */
async function rejected(label: string, organisation = cast.bakery): Promise<void> {
  const filing = await paper(label, {}, organisation);
  await decided(filing, "rejected");
  await inScope(systemOf(cast.sander.firmId, "test"), (ctx) =>
    enqueue(ctx, {
      kind: "filing.rejected",
      payload: { filing, version: 1, by: "Marieke van Dijk" },
      idempotencyKey: `test:${filing}`,
    }),
  );
  await deliver();
}
const waitsFor = async (accountId: string) =>
  (await cast.owner()`select 1 from notices where account_id = ${accountId} and done_at is null`).length;

describe("a mail to the firm about a client", () => {
  it("does not go to a colleague whose portfolio that client left before it went out", async () => {
    await at("2026-11-25", "14:00:00");
    await rejected("vertrokken");
    expect(await waitsFor(cast.sander.accountId)).toBe(1);
    await leavesSander();
    await at("2026-11-25", "14:06:00");
    expect(await mails(emails.sander)).toEqual([]);
    expect(await waitsFor(cast.sander.accountId)).toBe(0);
  });

  it("tells them of the clients that stayed", async () => {
    await at("2026-11-25", "14:00:00");
    await rejected("vertrokken");
    await rejected("gebleven", cast.property);
    await leavesSander();
    await at("2026-11-25", "14:06:00");
    const [mail, ...more] = await mails(emails.sander);
    expect(more).toEqual([]);
    expect(mail?.text).toContain("gebleven");
    expect(mail?.text).not.toContain("vertrokken");
  });

  it("goes to an administrator, in whose portfolio nobody has to be", async () => {
    const sql = cast.owner();
    const own = await sql`select 1 from portfolios where account_id = ${cast.anouk.accountId}`;
    expect(own).toHaveLength(0);
    await managedBy(cast.anouk.accountId);
    await at("2026-11-25", "14:00:00");
    await rejected("beheer");
    await at("2026-11-25", "14:06:00");
    expect(await mails(emails.anouk)).toHaveLength(1);
  });
});

describe("what a colleague was to hear, and is not their business any more,", () => {
  const toTheFirm = async () => [
    ...(await cast.owner()`select "to", subject from local_messages
      where channel = 'mail' and "to" like '%@noorderlicht.example'`),
  ];
  const toAnouk = { to: emails.anouk, subject: expect.stringContaining("overgedragen") };

  it.each([
    ["the client was handed over", leavesSander],
    ["they work here no more", () => works(cast.sander.accountId, new Date())],
  ])("is heard by whoever goes on with it, once, where %s", async (_, happens) => {
    await at("2026-11-25", "14:00:00");
    await rejected("overgedragen");
    await managedBy(cast.anouk.accountId);
    await happens();
    for (const time of ["14:06:00", "14:12:00", "14:30:00"]) await at("2026-11-25", time);
    expect(await toTheFirm()).toEqual([toAnouk]);
  });

  it("is heard the next morning, where it waited for the overview", async () => {
    await savePreferences(await aSession(cast.owner(), "noorderlicht", emails.sander), { rejected: "daily" });
    await at("2026-11-25", "14:00:00");
    await rejected("overgedragen");
    await managedBy(cast.anouk.accountId);
    await leavesSander();
    for (const time of ["08:30:00", "08:36:00", "17:00:00"]) await at("2026-11-26", time);
    expect(await toTheFirm()).toEqual([toAnouk]);
  });

  it("is heard by nobody where it was withdrawn meanwhile", async () => {
    await at("2026-11-25", "14:00:00");
    await rejected("overgedragen");
    await leavesSander();
    await cast.owner()`update filings set state = 'withdrawn' where label = 'overgedragen'`;
    for (const time of ["14:06:00", "14:12:00"]) await at("2026-11-25", time);
    expect(await toTheFirm()).toEqual([]);
  });
});
