import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { sendLater, takeBack } from "@/lib/approvals/later";
import { planUnsent } from "@/lib/approvals/reminders";
import { savePreferences } from "@/lib/notifications/preferences";
import { setClock } from "@/lib/ports/clock";
import { aCast, emails } from "@/tests/support/cast";
import { clientAt } from "@/tests/support/people";
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
    // He put it off, so he is reminded of sending it.
    const his = "Nog niet verzonden: 1 stuk (eerste uiterlijk 9 december)";
    expect(await subjects(emails.pieter)).toEqual([his]);
    await cast.owner()`update filing_approvers set turn = 'asked', acted_by = null where filing_id = ${two ?? ""}`;
    await savePreferences(cast.pieter, { reminder: "never" });
    await at("2026-12-08", "09:00:00");
    await at("2026-12-08", "09:10:00");
    expect(await subjects()).toEqual([
      "Herinnering: Dividendbelasting twee, 2 november 2026 (uiterlijk 9 december)",
    ]);
    expect(await subjects(emails.pieter)).toEqual([his]);
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

describe("reminders of what was put off (F13, F47)", () => {
  const mariekes = () => clientAt(cast.marieke, cast.bakery);
  /** To be approved by Wednesday 9 December, and put before both directors on 25 November. */
  const published = async () => {
    await at("2026-11-25", "14:00:00");
    const id = await paper("een");
    await at("2026-11-25", "14:05:00");
    return id;
  };
  /** Puts it off, and forgets what came before that. */
  const putOff = async (id: string) => {
    expect(await inScope(mariekes(), (ctx) => sendLater(ctx, id, 1, {}))).toEqual({ ok: true });
    await cast.owner()`delete from local_messages`;
  };
  const putBack = async (id: string) =>
    expect(await inScope(mariekes(), (ctx) => takeBack(ctx, id))).toEqual({ ok: true });

  /** Lives through these days of November (25 and later) or December, and answers on which of them Marieke heard what. */
  const heardOn = async (...days: number[]) => {
    const heard: string[] = [];
    for (const number of days) {
      const day = `2026-${number >= 25 ? 11 : 12}-${String(number).padStart(2, "0")}`;
      const before = (await mails()).length;
      setClock(() => new Date(`${day}T01:00:00Z`));
      await inScope(systemOf(cast.sander.firmId, "test"), planUnsent);
      for (const time of ["09:00:00", "09:10:00", "20:00:00"]) await at(day, time);
      for (const subject of (await subjects()).slice(before)) heard.push(`${number}: ${subject}`);
    }
    return heard;
  };
  const unsent = (day: number) => `${day}: Nog niet verzonden: 1 stuk (eerste uiterlijk 9 december)`;

  it("come after two days, and five and one working days before the last day", async () => {
    await putOff(await published());
    expect(await heardOn(26, 27, 30, 1, 2, 3, 4, 7, 8, 9, 10, 11)).toEqual([
      unsent(30),
      unsent(2),
      unsent(8),
    ]);
    const [mail] = await mails();
    expect(mail?.text).toContain("U hebt 1 stuk klaargezet om te verzenden. Dit is nog niet weg.");
    expect(mail?.text).not.toContain("1.500");
  });

  it("come once, where two days and a mark before the last day fall together", async () => {
    const id = await published();
    await at("2026-11-30", "08:00:00");
    await putOff(id);
    expect(await heardOn(1, 2, 3)).toEqual([unsent(2)]);
  });

  it("come before the last day, and never after it", async () => {
    const id = await published();
    await heardOn(2);
    await at("2026-12-07", "14:00:00");
    await putOff(id);
    expect(await heardOn(8, 9, 10, 11, 14)).toEqual([unsent(8)]);
  });

  it("come on the last day, of what was put off after the last of them", async () => {
    const id = await published();
    await heardOn(2, 8);
    await at("2026-12-08", "21:00:00");
    await putOff(id);
    expect(await heardOn(9, 10, 11)).toEqual([unsent(9)]);
  });

  it("are dropped where their mail could only go after the last day, of what is asked as well", async () => {
    const id = await published();
    await paper("twee");
    await heardOn(2);
    setClock(() => new Date("2026-12-08T20:00:00Z"));
    await putOff(id);
    await inScope(systemOf(cast.sander.firmId, "test"), planUnsent);
    // The worker was away; what it finds late on the last day would have to wait for the morning.
    await at("2026-12-09", "20:30:00");
    await at("2026-12-10", "08:00:00");
    expect(await mails()).toEqual([]);
  });

  it("come anew of what was put back and off again, of nothing in between, and stop when it was sent", async () => {
    const id = await published();
    await putOff(id);
    expect(await heardOn(26, 27, 30)).toEqual([unsent(30)]);
    await putBack(id);
    expect(await heardOn(1)).toEqual([]);
    await putOff(id);
    // Put off at eight in the evening of the first: two days later is the fourth, and the second is five days before.
    expect(await heardOn(2, 3, 4)).toEqual([unsent(2), unsent(4)]);
    await decided(id);
    expect(await heardOn(7, 8, 9)).toEqual([]);
  });

  it("name it beside what is asked, in one mail", async () => {
    const id = await published();
    await at("2026-11-25", "15:00:00");
    await paper("twee");
    await at("2026-11-25", "15:05:00");
    await at("2026-12-01", "14:00:00");
    await putOff(id);
    expect(await heardOn(2)).toEqual([
      "2: Herinnering: 2 stukken wachten op u (eerste uiterlijk 9 december)",
    ]);
    const [mail] = await mails();
    expect(mail?.text).toContain("een, 2 november 2026: klaar om te verzenden, uiterlijk 9 december");
    expect(mail?.text).toContain("twee, 2 november 2026: goedkeuren, uiterlijk 9 december");
  });
});
