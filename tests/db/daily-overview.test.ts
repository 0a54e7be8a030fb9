import { beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { fileWithoutApproval } from "@/lib/approvals/office";
import { savePreferences } from "@/lib/notifications/preferences";
import { aCast, emails } from "@/tests/support/cast";
import { aPost } from "@/tests/support/post";

const cast = aCast();
const { at, mails, subjects, paper } = aPost(cast);
beforeEach(() => savePreferences(cast.pieter, { approval: "daily" }));

describe("whoever chose the daily overview", () => {
  it("hears at once of what has its last day before the next one, and at its hour of the rest", async () => {
    await at("2026-11-25", "10:00:00");
    // As the form proposes it where the firm's cut-off is over: today.
    await paper("vandaag", { approveBy: "2026-11-25", fileBy: "2026-11-27" });
    await paper("morgen", { approveBy: "2026-11-26", fileBy: "2026-11-27" });
    await at("2026-11-25", "10:06:00");
    const now = "Klaargezet: Dividendbelasting vandaag, 2 november 2026 (uiterlijk 25 november)";
    expect(await subjects(emails.pieter)).toEqual([now]);
    await at("2026-11-26", "08:30:00");
    const overview = "Overzicht van 26 november: 1 stuk (eerste uiterlijk 26 november)";
    expect(await subjects(emails.pieter)).toEqual([now, overview]);
  });

  it("hears on Friday of what has its last day in the weekend, and of a new version as well", async () => {
    await at("2026-11-27", "10:00:00");
    const id = await paper("zondag", { approveBy: "2026-11-29", fileBy: "2026-12-11" });
    await at("2026-11-27", "10:06:00");
    await paper("zondag", { replaces: id, approveBy: "2026-11-29", fileBy: "2026-12-11" });
    await at("2026-11-27", "10:12:00");
    expect(await subjects(emails.pieter)).toEqual([
      "Klaargezet: Dividendbelasting zondag, 2 november 2026 (uiterlijk 29 november)",
      "Nieuwe versie: Dividendbelasting zondag, 2 november 2026 (uiterlijk 29 november)",
    ]);
  });

  it("was told before the firm may file without them", async () => {
    await savePreferences(cast.marieke, { approval: "daily" });
    await at("2026-11-25", "10:00:00");
    const id = await paper("gehoord", { approveBy: "2026-11-25", fileBy: "2026-11-27" });
    await at("2026-11-25", "23:59:00");
    await at("2026-11-26", "08:00:00");
    expect(await mails(emails.pieter)).toHaveLength(1);
    expect(await mails(emails.marieke)).toHaveLength(1);
    expect(await inScope(cast.sander, (ctx) => fileWithoutApproval(ctx, id, "Volmacht"))).toEqual({
      ok: true,
    });
  });

  it("is not asked in it for what is past its last day: then staff call", async () => {
    await at("2026-11-24", "14:00:00");
    await paper("voorbij", { approveBy: "2026-11-26", fileBy: "2026-12-11" });
    await at("2026-11-25", "08:30:00");
    const before = (await mails(emails.pieter)).length;
    await at("2026-11-30", "14:00:00");
    await paper("nieuw", { approveBy: "2026-12-09", fileBy: "2026-12-11" });
    await at("2026-12-01", "08:30:00");
    const [mail, ...more] = (await mails(emails.pieter)).slice(before);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe("Overzicht van 1 december: 1 stuk (eerste uiterlijk 9 december)");
    expect(mail?.text).not.toContain("voorbij");
  });
});
