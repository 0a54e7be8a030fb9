import { beforeAll, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { parseFilters } from "@/lib/approvals/filters";
import { setClock } from "@/lib/ports/clock";
import { staffFilings, staffOrganisations } from "@/lib/staff/queries";
import { testDatabase } from "@/tests/support/database";
import { deliver } from "@/tests/support/people";
import { aTask } from "@/tests/support/returns";

const { owner } = testDatabase();
let sander: Staff;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  const [row] = await owner()`select firm_id, id from accounts where email = 'sander@noorderlicht.example'`;
  sander = {
    kind: "staff",
    firmId: row?.firm_id,
    accountId: row?.id,
    role: "relationshipManager",
    reach: "portfolio",
  };
});

const clients = (search?: string) =>
  inScope(sander, async (ctx) => (await staffOrganisations(ctx, search)).rows);

describe("the clients of a member of staff", () => {
  it("come by name, each with how many of its documents wait", async () => {
    const waiting = await owner()`select o.name, (select count(*)::int from filings f
      where f.organisation_id = o.id and f.state in ('open', 'readyToSend')) as open
      from organisations o where o.firm_id = ${sander.firmId}`;
    const before = await clients();
    expect(before.map(({ name }) => name)).toEqual([
      "Bakkerij De Korenaar B.V.",
      "De Korenaar Vastgoed B.V.",
      "Fysio De Linde",
      "M. van Dijk",
      "Visser Watersport",
    ]);
    for (const { name, openFilings } of before)
      expect(openFilings, name).toBe(waiting.find((one) => one.name === name)?.open);
    expect(before.map(({ openFilings }) => openFilings > 0)).toEqual([true, true, false, true, false]);
    await aTask(owner(), "fysio-de-linde", "2024-05");
    await aTask(owner(), "fysio-de-linde", "2024-06");
    expect((await clients()).find(({ slug }) => slug === "fysio-de-linde")?.openFilings).toBe(2);
  });

  it("are found by a part of the name in any case, and signs of patterns are only signs", async () => {
    expect((await clients("korenaar")).map(({ slug }) => slug)).toEqual([
      "bakkerij-de-korenaar",
      "de-korenaar-vastgoed",
    ]);
    for (const search of ["%", "_", "\\", "nobody"]) expect(await clients(search), search).toEqual([]);
  });

  it("are those of the portfolio alone", async () => {
    await owner()`delete from portfolios where account_id = ${sander.accountId}
      and organisation_id = (select id from organisations where slug = 'visser-watersport')`;
    expect((await clients()).map(({ slug }) => slug)).not.toContain("visser-watersport");
  });
});

describe("what became of the mail to the approvers", () => {
  const mailOf = async (id: string) =>
    (await inScope(sander, (ctx) => staffFilings(ctx, parseFilters({})))).rows.find(
      (filing) => filing.id === id,
    )?.mail;

  it("is waiting, sent, failed, or nobody could be told", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2024-07");
    expect(await mailOf(task.id)).toBe("waiting");
    await deliver();
    expect(await mailOf(task.id)).toBe("sent");
    await owner()`update outbox set status = 'failed' where kind = 'mail' and subject = ${`filing:${task.id}`}`;
    expect(await mailOf(task.id)).toBe("failed");
    await owner()`delete from memberships where organisation_id = (select id from organisations where slug = 'm-van-dijk')`;
    const alone = await aTask(owner(), "m-van-dijk", "2024-07");
    await deliver();
    expect(await mailOf(alone.id)).toBe("nobody");
  });
});
