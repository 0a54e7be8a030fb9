import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { tellFirmOfEarlier, tellFirmOfRefusal } from "@/lib/approvals/notify-firm";
import { withdrawFiling } from "@/lib/approvals/office";
import { savePreferences } from "@/lib/notifications/preferences";
import { enqueue } from "@/lib/outbox/enqueue";
import { newId } from "@/lib/shared/ids";
import { aPaper } from "@/tests/support/a-paper";
import { aCast } from "@/tests/support/cast";
import { aSession, deliver } from "@/tests/support/people";
import { aPost } from "@/tests/support/post";

const cast = aCast();
const { at, mails, paper, decided } = aPost(cast);
const sander = "sander@noorderlicht.example";

const tells = (tell: typeof tellFirmOfRefusal, filing: string) =>
  inScope(systemOf(cast.sander.firmId, "test"), (ctx) =>
    tell(ctx, {
      ...{ kind: "filing.refused", secret: null, idempotencyKey: "", accountId: null, attempts: 1 },
      ...{ id: newId(), firmId: cast.sander.firmId, payload: { filing, version: 1 } },
    }),
  );
/** What a delivery came to: the firm's notice, which waits five minutes or until the overview. */
const turnedAway = (filing: string) => tells(tellFirmOfRefusal, filing);
const decidedBy = async (kind: "filing.approved" | "filing.rejected", filing: string) => {
  await inScope(systemOf(cast.sander.firmId, "test"), (ctx) =>
    enqueue(ctx, {
      kind,
      payload: { filing, version: 1, by: "Marieke van Dijk", state: "completed" },
      idempotencyKey: `test:${filing}`,
    }),
  );
  await deliver();
};
const withdrawn = async (filing: string) =>
  expect((await inScope(cast.sander, (ctx) => withdrawFiling(ctx, filing, "Verkeerde cliënt"))).ok).toBe(
    true,
  );

describe("the firm's mail about a delivery", () => {
  it.each([
    ["outcomeUnknown", "delivered"],
    ["outcomeUnknown", "approved"],
    ["outcomeUnknown", "acceptedByRecipient"],
    ["notDelivered", "approved"],
    ["notDelivered", "delivered"],
    ["refusedByRecipient", "approved"],
  ] as const)("is not sent where it waits for nobody any more (%s, then %s)", async (from, to) => {
    await at("2026-11-25", "14:00:00");
    const filing = await paper("kvk");
    await decided(filing, from);
    await turnedAway(filing);
    await at("2026-11-25", "14:02:00");
    await decided(filing, to);
    await at("2026-11-25", "14:06:00");
    expect(await mails(sander)).toEqual([]);
    // What happens after that is told of.
    await decided(filing, "refusedByRecipient");
    await turnedAway(filing);
    await at("2026-11-25", "14:12:00");
    expect((await mails(sander)).map(({ subject }) => subject)).toEqual([
      expect.stringContaining("kvk, 2 november 2026 niet aangenomen"),
    ]);
  });

  it.each([
    ["refusedByRecipient", "niet aangenomen"],
    ["outcomeUnknown", "geen zeker antwoord"],
    ["notDelivered", "niet verzonden"],
  ] as const)("says how it is by then (%s: %s)", async (state, words) => {
    await at("2026-11-25", "14:00:00");
    const filing = await paper("kvk");
    await decided(filing, state === "notDelivered" ? "outcomeUnknown" : "notDelivered");
    await turnedAway(filing);
    await at("2026-11-25", "14:02:00");
    await decided(filing, state);
    await at("2026-11-25", "14:06:00");
    expect((await mails(sander)).map(({ subject }) => subject)).toEqual([expect.stringContaining(words)]);
  });

  it("is not in the overview of the next morning either, which names the rest", async () => {
    await savePreferences(await aSession(cast.owner(), "noorderlicht", sander), { refused: "daily" });
    await at("2026-11-25", "14:00:00");
    const [one, other] = [await paper("weer onderweg"), await paper("wacht")];
    for (const filing of [one, other]) {
      await decided(filing, "outcomeUnknown");
      await turnedAway(filing);
    }
    await decided(one, "delivered");
    await at("2026-11-26", "08:30:00");
    const [mail, ...more] = await mails(sander);
    expect(more).toEqual([]);
    expect(mail?.text).toContain("wacht, 2 november 2026: niet zeker of dit is aangekomen");
    expect(mail?.text).not.toContain("weer onderweg");
  });
});

describe("the firm's mail about what was withdrawn meanwhile", () => {
  it.each([
    ["filing.approved", "completed"],
    ["filing.rejected", "rejected"],
  ] as const)(
    "is not sent (%s): nobody is asked to file it, or to publish a new version",
    async (kind, state) => {
      await at("2026-11-25", "14:00:00");
      const filing = await paper("weg");
      await decided(filing, state);
      await decidedBy(kind, filing);
      await at("2026-11-25", "14:02:00");
      await withdrawn(filing);
      await at("2026-11-25", "14:06:00");
      expect(await mails(sander)).toEqual([]);
    },
  );

  it("is not sent of a delivery either", async () => {
    await at("2026-11-25", "14:00:00");
    const filing = await paper("weg");
    await decided(filing, "outcomeUnknown");
    await turnedAway(filing);
    await at("2026-11-25", "14:02:00");
    await withdrawn(filing);
    await at("2026-11-25", "14:06:00");
    expect(await mails(sander)).toEqual([]);
  });
});

describe("the firm's mail about an earlier version that was accepted after all", () => {
  const earlier = (filing: string) => tells(tellFirmOfEarlier, filing);
  const again = (id: string) => aPaper(cast.sander, cast.bakery, { label: "weer", replaces: id });

  it("asks nobody at the firm to approve the newest", async () => {
    await at("2026-11-25", "14:00:00");
    const id = await paper("weer");
    await again(id);
    await at("2026-11-25", "14:06:00");
    await earlier(id);
    await again(id);
    await at("2026-11-25", "14:12:00");
    expect(await mails(sander)).toHaveLength(1);
    const written = await cast.owner()`select kind, version from notices
      where account_id = ${cast.sander.accountId} and filing_id = ${id}`;
    expect([...written]).toEqual([{ kind: "acceptedEarlier", version: 2 }]);
  });

  it("goes out with the rest, where it was so twice", async () => {
    await at("2026-11-25", "14:00:00");
    const id = await paper("weer");
    await again(id);
    await earlier(id);
    await again(id);
    await earlier(id);
    await again(id);
    const other = await paper("anders");
    await decided(other, "rejected");
    await decidedBy("filing.rejected", other);
    await at("2026-11-25", "14:06:00");
    await at("2026-11-25", "16:30:00");
    const [mail, ...more] = await mails(sander);
    expect(more).toEqual([]);
    expect(mail?.text).toContain("anders, 2 november 2026: afgekeurd door Marieke van Dijk");
    expect(mail?.text).toContain("Dividendbelasting weer");
    const left = await cast.owner()`select 1 from outbox where kind = 'notices.mail' and status <> 'done'
      and account_id = ${cast.sander.accountId}`;
    expect(left).toHaveLength(0);
  });
});
