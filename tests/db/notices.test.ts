import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { tellFirmOfRefusal } from "@/lib/approvals/notify-firm";
import { planUnsent } from "@/lib/approvals/reminders";
import { ownPreferences, savePreferences } from "@/lib/notifications/preferences";
import { enqueue } from "@/lib/outbox/enqueue";
import { setClock } from "@/lib/ports/clock";
import { forgetEnvironment } from "@/lib/ports/environment";
import { newId } from "@/lib/shared/ids";
import { staffFiling } from "@/lib/staff/filing";
import { parseStaffFilters } from "@/lib/staff/filters";
import { staffFilings } from "@/lib/staff/queries";
import { aPaper } from "@/tests/support/a-paper";
import { aCast, emails } from "@/tests/support/cast";
import { codeOf } from "@/tests/support/database";
import { deliver } from "@/tests/support/people";

const cast = aCast();
const aboutNothing = {
  kind: "filing.refused",
  secret: null,
  idempotencyKey: "",
  accountId: null,
  attempts: 1,
};
beforeAll(() => {
  process.env.NOTICE_WINDOW_SECONDS = "300";
  forgetEnvironment();
});
afterAll(() => {
  delete process.env.NOTICE_WINDOW_SECONDS;
  setClock(null);
});
beforeEach(async () => {
  const sql = cast.owner();
  await sql`delete from notices`;
  await sql`delete from notification_preferences`;
  await sql`delete from outbox`;
  await sql`delete from local_messages`;
  await sql`update filings set state = 'withdrawn' where state in ('open', 'readyToSend', 'toRead')`;
});

/** Goes to a moment, by the clock of the Netherlands in winter, and does what is due by then. */
async function at(day: string, time: string): Promise<void> {
  const moment = new Date(`${day}T${time}+01:00`);
  setClock(() => moment);
  await deliver();
}

async function mails(to: string = emails.marieke): Promise<{ subject: string; text: string }[]> {
  const sql = cast.owner();
  return [
    ...(await sql<{ subject: string; text: string }[]>`select subject, text from local_messages
      where channel = 'mail' and "to" = ${to} order by at, id`),
  ];
}
const subjects = async (to?: string) => (await mails(to)).map(({ subject }) => subject);
/** Published, and told to the portal's other rooms, at this moment. */
const paper = async (label: string, wish = {}, organisation = cast.bakery) => {
  const id = await aPaper(cast.sander, organisation, { label, ...wish });
  await deliver();
  return id;
};
const decided = (id: string, state = "completed") =>
  cast.owner()`update filings set state = ${state} where id = ${id}`;

describe("what is published for one person within five minutes (F43)", () => {
  it("is one mail, by organisation and with its dates, and no mail is later than that", async () => {
    await at("2026-11-25", "14:00:00");
    await paper("een");
    await at("2026-11-25", "14:02:00");
    await paper("twee", { approveBy: "2026-12-08" }, cast.property);
    await at("2026-11-25", "14:04:00");
    await paper("drie", { approveBy: "2026-12-10" });
    await at("2026-11-25", "14:04:59");
    expect(await mails()).toEqual([]);
    await at("2026-11-25", "14:05:00");
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail?.subject).toBe("3 stukken staan klaar (eerste uiterlijk 8 december)");
    expect(mail?.text).toContain(`De Korenaar Vastgoed B.V.
- Dividendbelasting twee, 2 november 2026: goedkeuren, uiterlijk 8 december

Bakkerij De Korenaar B.V.
- Dividendbelasting een, 2 november 2026: goedkeuren, uiterlijk 9 december
- Dividendbelasting drie, 2 november 2026: goedkeuren, uiterlijk 10 december

Bekijken in het portaal: http://noorderlicht.localhost:3000/alle-organisaties`);
    // Mail is read by others, too.
    expect(mail?.text).not.toMatch(/1[.,]?500|10[.,]?000|€/);
    expect(mail?.text).toContain("Sander Hoekstra, 038 000 12 36");
    expect(mail?.text).toContain("http://noorderlicht.localhost:3000/profiel#e-mails");
    // Pieter is of the bakery alone.
    expect(await subjects(emails.pieter)).toEqual(["2 stukken staan klaar (eerste uiterlijk 9 december)"]);
    await at("2026-11-25", "14:20:00");
    expect(await mails()).toHaveLength(1);
  });

  it("is left out when it was decided or taken back meanwhile; with nothing left there is no mail", async () => {
    await at("2026-11-25", "14:00:00");
    const gone = await paper("weg");
    const stays = await paper("blijft");
    await decided(gone);
    await at("2026-11-25", "14:05:00");
    expect(await subjects()).toEqual([
      "Dividendbelasting blijft, 2 november 2026 staat klaar (uiterlijk 9 december)",
    ]);
    const other = await paper("ook weg");
    await decided(other);
    await at("2026-11-25", "14:11:00");
    expect(await mails()).toHaveLength(1);
    const rows = await cast.owner()`select filing_id, mail_id is null as unsaid from notices
      where account_id = ${cast.marieke.accountId} and done_at is not null order by unsaid, filing_id`;
    expect(rows.map(({ filing_id, unsaid }) => [filing_id, unsaid])).toEqual([
      [gone, false],
      [stays, false],
      [other, true],
    ]);
  });

  it("is told once, however often the event is taken", async () => {
    await at("2026-11-25", "14:00:00");
    await paper("eenmaal");
    await at("2026-11-25", "14:05:00");
    await cast.owner()`update outbox set status = 'waiting' where kind in ('filing.published', 'notices.mail')`;
    await at("2026-11-25", "14:15:00");
    expect(await mails()).toHaveLength(1);
  });

  it("names a new version by its name", async () => {
    await at("2026-11-25", "14:00:00");
    const id = await paper("versie");
    await at("2026-11-25", "14:05:00");
    await paper("versie", { replaces: id });
    await at("2026-11-25", "14:11:00");
    expect((await subjects())[1]).toBe(
      "Nieuwe versie: Dividendbelasting versie, 2 november 2026 (uiterlijk 9 december)",
    );
  });

  it("is also one mail to the firm, of what several clients decided", async () => {
    await at("2026-11-25", "14:00:00");
    const papers = [await paper("een"), await paper("twee")];
    for (const [index, filing] of papers.entries()) {
      await decided(filing, index === 0 ? "completed" : "rejected");
      await inScope(systemOf(cast.sander.firmId, "test"), (ctx) =>
        enqueue(ctx, {
          kind: index === 0 ? "filing.approved" : "filing.rejected",
          payload: { filing, version: 1, by: "Marieke van Dijk" },
          idempotencyKey: `test:${filing}`,
        }),
      );
    }
    await deliver();
    await at("2026-11-25", "14:06:00");
    const [mail, ...more] = await mails("sander@noorderlicht.example");
    expect(more).toEqual([]);
    expect(mail?.text).toContain(
      "- Dividendbelasting een, 2 november 2026: goedgekeurd door Marieke van Dijk",
    );
    expect(mail?.text).toContain(
      "- Dividendbelasting twee, 2 november 2026: afgekeurd door Marieke van Dijk",
    );
  });
});

it("tells the firm again when a recipient turns the same version away again", async () => {
  await at("2026-11-25", "14:00:00");
  const filing = await paper("geweigerd");
  await decided(filing, "refusedByRecipient");
  for (const [index, time] of ["14:10:00", "15:00:00"].entries()) {
    await at("2026-11-25", time);
    const job = { ...aboutNothing, id: newId(), firmId: cast.sander.firmId, payload: { filing, version: 1 } };
    await inScope(systemOf(cast.sander.firmId, "test"), (ctx) => tellFirmOfRefusal(ctx, job));
    await at("2026-11-25", time.replace(":00:", ":06:").replace(":10:", ":16:"));
    expect(await mails("sander@noorderlicht.example")).toHaveLength(index + 1);
  }
});

describe("what somebody chose", () => {
  it("is one overview, at half past eight on the next working day, of everything that waits", async () => {
    await at("2026-11-27", "09:00:00");
    await paper("eerder");
    await at("2026-11-27", "09:06:00");
    await savePreferences(cast.marieke, { approval: "daily", reading: "never", approved: "daily" });
    expect(await ownPreferences(cast.marieke)).toEqual({
      approval: "daily",
      reading: "never",
      reminder: "now",
    });
    await cast.owner()`delete from local_messages`;
    // A Friday, after half past eight.
    await paper("nieuw");
    const letter = { stream: "letter", typed: {}, approveBy: null, fileBy: null };
    await paper("om te lezen", letter);
    await at("2026-11-30", "08:29:00");
    expect(await mails()).toEqual([]);
    await at("2026-11-30", "08:30:00");
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail?.subject).toBe("Overzicht van 30 november: 2 stukken (eerste uiterlijk 9 december)");
    expect(mail?.text).toContain("eerder, 2 november 2026: goedkeuren, uiterlijk 9 december");
    expect(mail?.text).not.toContain("om te lezen");
    // Pieter chose nothing: at once, and the letter too.
    expect(await subjects(emails.pieter)).toEqual(["2 stukken staan klaar (eerste uiterlijk 9 december)"]);
  });

  it("can never be that nobody asks for an approval", async () => {
    await savePreferences(cast.marieke, { approval: "never" });
    expect((await ownPreferences(cast.marieke)).approval).toBe("now");
    const written =
      await cast.owner()`insert into notification_preferences (firm_id, account_id, kind, pace, changed_at)
      values (${cast.marieke.firmId}, ${cast.marieke.accountId}, 'approval', 'never', now())`.catch(codeOf);
    expect(written).toBe("23514");
  });
});

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

describe("what staff see of it", () => {
  const seen = async (status?: string) =>
    (await inScope(cast.sander, (ctx) => staffFilings(ctx, parseStaffFilters({ status })))).rows;
  const mailOf = async (id: string) => (await seen()).find((row) => row.id === id)?.mail;

  it("is that a mail is planned, then sent; and that one about several failed, at each of them", async () => {
    await at("2026-11-25", "14:00:00");
    const papers = [await paper("een"), await paper("twee")];
    const [one = ""] = papers;
    expect(await mailOf(one)).toBe("planned");
    await at("2026-11-25", "14:05:00");
    for (const id of papers) {
      expect(await mailOf(id)).toBe("sent");
      const { messages } = (await inScope(cast.sander, (ctx) => staffFiling(ctx, id))) ?? {};
      expect(messages?.map(({ template, to }) => [template, to]).sort()).toEqual([
        ["filings-news", "Marieke van Dijk"],
        ["filings-news", "Pieter van Dijk"],
      ]);
    }
    await cast.owner()`update outbox set status = 'failed' where kind = 'mail' and account_id = ${cast.pieter.accountId}`;
    for (const id of papers) expect(await mailOf(id)).toBe("failed");
  });

  it("is whom to call, once the last reminder went out", async () => {
    await at("2026-11-25", "14:00:00");
    const late = await paper("bellen");
    const done = await paper("klaar");
    await paper("later", { approveBy: "2026-12-10" });
    await decided(done);
    await at("2026-12-08", "09:09:00");
    expect(await seen("bellen")).toEqual([]);
    await at("2026-12-08", "09:10:00");
    expect((await seen("bellen")).map(({ id }) => id)).toEqual([late]);
    await at("2026-12-20", "12:00:00");
    expect(await seen("bellen")).toHaveLength(2);
  });
});

describe("what is of no use after a day", () => {
  it("expires just after it, unless it was decided", async () => {
    await at("2026-11-25", "14:00:00");
    const open = await paper("open", { expiresOn: "2026-12-15" });
    const done = await paper("klaar", { expiresOn: "2026-12-15" });
    await decided(done);
    const stateOf = async (id: string) =>
      (await cast.owner()`select state from filings where id = ${id}`)[0]?.state;
    await at("2026-12-16", "00:04:00");
    expect(await stateOf(open)).toBe("open");
    await at("2026-12-16", "00:05:00");
    expect([await stateOf(open), await stateOf(done)]).toEqual(["expired", "completed"]);
  });
});
