import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { tellFirm, tellFirmOfRefusal, tellFirmOfRejection } from "@/lib/approvals/notify-firm";
import { ownPreferences, savePreferences } from "@/lib/notifications/preferences";
import { enqueue } from "@/lib/outbox/enqueue";
import { newId } from "@/lib/shared/ids";
import { staffFiling } from "@/lib/staff/filing";
import { parseStaffFilters } from "@/lib/staff/filters";
import { staffFilings } from "@/lib/staff/queries";
import { aCast, emails } from "@/tests/support/cast";
import { codeOf } from "@/tests/support/database";
import { deliver } from "@/tests/support/people";
import { aPost } from "@/tests/support/post";

const cast = aCast();
const aboutNothing = {
  kind: "filing.refused",
  secret: null,
  idempotencyKey: "",
  accountId: null,
  attempts: 1,
};
const { at, mails, subjects, paper, decided } = aPost(cast);

describe("what is published for one person within five minutes (F43)", () => {
  it("is told in a subject of one line, whatever the document is called", async () => {
    await at("2026-11-25", "13:00:00");
    await paper("voorlopige\r\naanslag");
    await at("2026-11-25", "13:06:00");
    expect(await subjects()).toEqual([
      "Klaargezet: Dividendbelasting voorlopige aanslag, 2 november 2026 (uiterlijk 9 december)",
    ]);
  });

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
      "Klaargezet: Dividendbelasting blijft, 2 november 2026 (uiterlijk 9 december)",
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

describe("the firm always hears", () => {
  const people = { sander: "sander@", joris: "joris@", anouk: "anouk@" } as const;
  const hears = async (kind: "approved" | "rejected" | "refused", changed: PromiseLike<unknown>[]) => {
    const filing = await paper(kind);
    for (const change of changed) await change;
    const job = {
      ...aboutNothing,
      id: newId(),
      firmId: cast.sander.firmId,
      payload: { filing, version: 1, by: "Marieke van Dijk" },
    };
    await decided(
      filing,
      { approved: "completed", rejected: "rejected", refused: "refusedByRecipient" }[kind],
    );
    const tell = { approved: tellFirm, rejected: tellFirmOfRejection, refused: tellFirmOfRefusal }[kind];
    await inScope(systemOf(cast.sander.firmId, "test"), (ctx) => tell(ctx, job));
    const found = await cast.owner()`select a.email from notices n join accounts a on a.id = n.account_id
      where n.filing_id = ${filing} and n.kind = ${kind} order by a.email`;
    return found.map(({ email }) => String(email).replace("noorderlicht.example", ""));
  };
  const kinds = ["approved", "rejected", "refused"] as const;

  it.each(kinds)(
    "that something was %s: whoever looks after the client, or published it, or all administrators",
    async (kind) => {
      const sql = cast.owner();
      const bakery = sql`organisation_id = ${cast.bakery}`;
      const [joris] = await sql`select id from accounts where email = 'joris@noorderlicht.example'`;
      const managedBy = (id: string | null) =>
        sql`update organisations set relationship_manager_id = ${id} where id = ${cast.bakery}`;
      const works = (id: string, at: Date | null) =>
        sql`update accounts set disabled_at = ${at} where id = ${id}`;
      const sander = cast.sander.accountId;
      try {
        await at("2026-11-25", "14:00:00");
        expect(await hears(kind, [managedBy(joris?.id)])).toEqual([people.joris]);
        expect(await hears(kind, [managedBy(null)])).toEqual([people.sander]);
        expect(await hears(kind, [managedBy(joris?.id), works(joris?.id, new Date())])).toEqual([
          people.sander,
        ]);
        expect(await hears(kind, [works(sander, new Date())])).toEqual([people.anouk]);
        // They work here still, and for other clients.
        const gone = sql`delete from portfolios where account_id in (${sander}, ${joris?.id}) and ${bakery}`;
        expect(await hears(kind, [works(sander, null), works(joris?.id, null), gone])).toEqual([
          people.anouk,
        ]);
      } finally {
        await works(joris?.id, null);
        await works(sander, null);
        await managedBy(sander);
        await sql`insert into portfolios (firm_id, account_id, organisation_id)
        select firm_id, id, ${cast.bakery} from accounts where id in (${sander}, ${joris?.id}) on conflict do nothing`;
      }
    },
  );
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
