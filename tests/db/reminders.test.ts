import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { planUnsent } from "@/lib/approvals/reminders";
import { savePreferences } from "@/lib/notifications/preferences";
import { setClock } from "@/lib/ports/clock";
import { aCast, emails } from "@/tests/support/cast";
import { aPost } from "@/tests/support/post";

const cast = aCast();
const { at, mails, subjects, paper, decided } = aPost(cast);

describe("reminders that stop (B7)", () => {
  // To be approved by Wednesday 9 December.
  const published = async () => {
    await at("2026-11-25", "14:00:00");
    const papers = [await paper("een"), await paper("twee")];
    await at("2026-11-25", "14:05:00");
    await cast.owner()`delete from local_messages`;
    return papers;
  };

  it("come five and one working days before, in one mail for all that is due, and then no more", async () => {
    await published();
    await at("2026-12-02", "08:59:00");
    expect(await mails()).toEqual([]);
    await at("2026-12-02", "09:00:00");
    await at("2026-12-02", "09:10:00");
    const twice = "Herinnering: 2 stukken wachten op u (eerste uiterlijk 9 december)";
    expect(await subjects()).toEqual([twice]);
    await at("2026-12-08", "09:00:00");
    await at("2026-12-08", "09:10:00");
    expect(await subjects()).toEqual([twice, twice]);
    for (const day of ["2026-12-09", "2026-12-10", "2026-12-21"]) await at(day, "12:00:00");
    expect(await mails()).toHaveLength(2);
  });

  it("are about what still waits for this person, and for nobody who does not want them", async () => {
    const [one, two] = await published();
    await decided(one ?? "");
    await cast.owner()`update filing_approvers set turn = 'readyToSend', acted_by = ${cast.pieter.accountId},
      acted_at = now() where filing_id = ${two ?? ""}`;
    await at("2026-12-02", "09:00:00");
    await at("2026-12-02", "09:10:00");
    expect(await mails()).toEqual([]);
    await cast.owner()`update filing_approvers set turn = 'asked', acted_by = null where filing_id = ${two ?? ""}`;
    await savePreferences(cast.pieter, { reminder: "never" });
    await at("2026-12-08", "09:00:00");
    await at("2026-12-08", "09:10:00");
    expect(await subjects()).toEqual([
      "Herinnering: Dividendbelasting twee, 2 november 2026 (uiterlijk 9 december)",
    ]);
    expect(await mails(emails.pieter)).toEqual([]);
  });

  it("wait for the morning of a working day when the worker was away, and are not sent when it is too late", async () => {
    await published();
    // Everything of 2 December stayed behind until Saturday night.
    await at("2026-12-05", "23:00:00");
    await at("2026-12-07", "07:59:00");
    expect(await mails()).toEqual([]);
    await at("2026-12-07", "08:00:00");
    await at("2026-12-07", "09:10:00");
    expect(await mails()).toHaveLength(1);
    await at("2026-12-10", "12:00:00");
    expect(await mails()).toHaveLength(1);
  });

  it("begin anew with a new version, and stop for a closed account", async () => {
    const [one = "", two = ""] = await published();
    await decided(two);
    await at("2026-12-01", "10:00:00");
    await paper("een", { replaces: one, approveBy: "2026-12-16" });
    await at("2026-12-01", "10:06:00");
    await cast.owner()`delete from local_messages`;
    for (const day of ["2026-12-02", "2026-12-08"]) {
      await at(day, "09:00:00");
      await at(day, "09:10:00");
    }
    expect(await mails()).toEqual([]);
    await cast.owner()`update accounts set disabled_at = now() where id = ${cast.pieter.accountId}`;
    await at("2026-12-09", "09:00:00");
    await at("2026-12-09", "09:10:00");
    expect(await mails()).toHaveLength(1);
    expect(await mails(emails.pieter)).toEqual([]);
    await cast.owner()`update accounts set disabled_at = null where id = ${cast.pieter.accountId}`;
  });

  it("also come of what lies under “Klaar om te verzenden” for two days", async () => {
    const [one = "", two = ""] = await published();
    const sql = cast.owner();
    for (const id of [one, two]) {
      await sql`update filings set state = 'readyToSend' where id = ${id}`;
      await sql`update filing_approvers set turn = 'readyToSend', acted_by = ${cast.marieke.accountId},
        acted_at = '2026-11-25T13:30:00Z' where filing_id = ${id}`;
    }
    for (const day of ["2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30"]) {
      setClock(() => new Date(`${day}T01:00:00Z`));
      await inScope(systemOf(cast.sander.firmId, "test"), planUnsent);
      await at(day, "09:00:00");
      await at(day, "09:10:00");
    }
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail?.subject).toBe("Nog niet verzonden: 2 stukken (eerste uiterlijk 9 december)");
    expect(mail?.text).toContain("U hebt 2 stukken klaargezet om te verzenden. Ze zijn nog niet weg.");
  });
});
