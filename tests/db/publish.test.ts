import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import type { Publication } from "@/lib/approvals/publication";
import { publishFiling } from "@/lib/approvals/publish";
import { setClock } from "@/lib/ports/clock";
import { manifestHash } from "@/lib/shared/manifest";
import { preparedUploads } from "@/lib/staff/prepare";
import { testDatabase } from "@/tests/support/database";
import { deliver, staffAt } from "@/tests/support/people";
import { anXbrl, aPdf, aPublication, organisationOf, upload, uploadBoth } from "@/tests/support/uploads";

const { owner } = testDatabase();
let sander: Staff;
let bakery: string;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  await deliver();
  sander = await staffAt(owner(), "noorderlicht", "sander@noorderlicht.example");
  bakery = await organisationOf(owner(), "bakkerij-de-korenaar");
});
beforeEach(() => setClock(() => new Date("2026-11-24T09:00:00Z")));
afterAll(() => setClock(null));

type Wish = Partial<Publication> & { pdf: string; xbrl: string };

const publish = (actor: Staff, { pdf, xbrl, ...wish }: Wish) =>
  inScope(actor, (ctx) =>
    publishFiling(
      ctx,
      { ...aPublication(bakery, { pdf, xbrl }), confirmed: ["duplicate-period"], ...wish },
      { accountId: actor.accountId },
    ),
  );
const refusal = (reason: string) => ({ ok: false, reason });

/** Everything that publishing changes. */
async function kept() {
  const [row] = await owner()`select (select count(*)::int from filings) as filings,
    (select count(*)::int from filing_versions) as versions, (select count(*)::int from files) as files,
    (select count(*)::int from uploads where used_at is not null) as used,
    (select count(*)::int from outbox) as jobs, (select sum(seq)::int from audit_heads) as entries`;
  return row;
}
async function published(wish: Parameters<typeof publish>[1], actor = sander): Promise<string> {
  const done = await publish(actor, wish);
  if (!done.ok) throw new Error(`It was refused: ${done.reason}`);
  return done.id;
}

describe("publishing", () => {
  it("makes a filing with one version, its files, a job and an audit entry", async () => {
    const ids = await uploadBoth(sander, bakery);
    const before = await kept();
    const id = await published({ ...ids, paymentReference: "7001000056011110" });
    expect(await kept()).toEqual({
      filings: before?.filings + 1,
      versions: before?.versions + 1,
      files: before?.files + 2,
      used: before?.used + 2,
      jobs: before?.jobs + 1,
      entries: before?.entries + 1,
    });
    const [filing] =
      await owner()`select *, amount::int, period_start::text, period_end::text, approve_by::text,
      file_by::text, pay_by::text from filings where id = ${id}`;
    expect(filing).toMatchObject({
      organisation_id: bakery,
      state: "open",
      version: 1,
      amount: 160_000,
      period_start: "2026-10-01",
      period_end: "2026-10-31",
      approve_by: "2026-11-26",
      file_by: "2026-11-30",
      pay_by: "2026-11-30",
      published_by: sander.accountId,
      completed_at: null,
    });
    expect(filing?.reference).toMatch(/^OB-2026-10-[2-9B-Z]{6}$/);
    const [version] = await owner()`select v.*, p.sha256 as pdf, x.sha256 as xbrl from filing_versions v
      join files p on p.id = v.attachment_file_id join files x on x.id = v.data_file_id where filing_id = ${id}`;
    const figures = version?.figures;
    expect(version?.manifest_hash).toBe(
      manifestHash({
        filing: id,
        version: 1,
        label: null,
        periodStart: "2026-10-01",
        periodEnd: "2026-10-31",
        attachment: version?.pdf,
        data: version?.xbrl,
        annexes: [],
        figures,
        amount: 160_000,
        payBy: "2026-11-30",
        paymentReference: "7001000056011110",
        details: {},
      }),
    );
    const [entry] = await owner()`select actor_kind, actor_id, data from audit_events
      where action = 'filing.published' and subject = ${`filing:${id}`}`;
    expect(entry).toEqual({
      actor_kind: "staff",
      actor_id: sander.accountId,
      data: { version: 1, manifest: version?.manifest_hash, organisation: bakery, stream: "vat" },
    });
    await deliver();
  });

  it("of money to receive has no day to pay", async () => {
    const xbrl = anXbrl({ boxes: { "1a": { turnover: 100_000, vat: 21_000 }, "5b": { vat: 50_000 } } });
    const id = await published(await uploadBoth(sander, bakery, xbrl));
    const [filing] = await owner()`select amount::int, pay_by from filings where id = ${id}`;
    expect(filing).toEqual({ amount: -29_000, pay_by: null });
    await deliver();
  });

  it("waits for an answer to every question, and keeps the uploads meanwhile", async () => {
    const old = { start: "2025-01-01", end: "2025-01-31" };
    const ids = await uploadBoth(sander, bakery, anXbrl({ period: old }));
    const before = await kept();
    for (const confirmed of [[], ["period-old"], ["deadline-passed", "duplicate-period"]]) {
      expect(await publish(sander, { ...ids, confirmed })).toMatchObject(refusal("confirm-first"));
    }
    expect(await kept()).toEqual(before);
    await published({ ...ids, confirmed: ["deadline-passed", "period-old"] });
    await deliver();
  });

  it("asks about another return of the same period, also one that came after the upload", async () => {
    const period = { start: "2026-09-01", end: "2026-09-15" };
    const [first, second] = [
      await uploadBoth(sander, bakery, anXbrl({ period })),
      await uploadBoth(sander, bakery, anXbrl({ period })),
    ];
    const confirmed = ["odd-period", "deadline-passed"];
    await published({ ...first, confirmed });
    expect(await publish(sander, { ...second, confirmed })).toMatchObject(refusal("confirm-first"));
    const ids = { attachment: second.pdf, data: second.xbrl, annexes: [], replaces: null };
    const shown = await inScope(sander, (ctx) => preparedUploads(ctx, bakery, ids, null));
    expect(shown?.questions).toContain("duplicate-period");
    await published({ ...second, confirmed: [...confirmed, "duplicate-period"] });
    await deliver();
  });

  it("happens once, however often the same uploads are sent", async () => {
    const ids = await uploadBoth(sander, bakery);
    const before = await kept();
    const answers = await Promise.all(Array.from({ length: 100 }, () => publish(sander, ids)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ ok }) => !ok)).toEqual(Array(99).fill(refusal("upload-used")));
    expect(await publish(sander, ids)).toEqual(refusal("upload-used"));
    const { filings, jobs, entries } = before ?? {};
    expect(await kept()).toMatchObject({ filings: filings + 1, jobs: jobs + 1, entries: entries + 1 });
    await deliver();
  });

  it("leaves the PDFs of those who came too late unused, and out of the client's reach", async () => {
    const { pdf, xbrl } = await uploadBoth(sander, bakery);
    const more: string[] = [pdf];
    for (let made = 0; made < 15; made++) {
      const another = await upload(sander, bakery, "pdf", await aPdf(`Versie ${made}`));
      if (another.ok) more.push(another.id);
    }
    const before = await kept();
    const answers = await Promise.all(more.map((one) => publish(sander, { pdf: one, xbrl })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const after = await kept();
    expect(after).toMatchObject({ files: before?.files + 2, used: before?.used + 2 });
    await deliver();
  });
});

describe("publishing is refused", () => {
  it("to a colleague without this client in the portfolio, until it is there", async () => {
    const joris = await staffAt(owner(), "noorderlicht", "joris@noorderlicht.example");
    const ids = await uploadBoth(sander, bakery);
    const [row] = await owner()`delete from portfolios
      where account_id = ${joris.accountId} and organisation_id = ${bakery} returning *`;
    const before = await kept();
    expect(await publish(joris, ids)).toEqual(refusal("not-found"));
    expect(await kept()).toEqual(before);
    await owner()`insert into portfolios ${owner()(row ?? {})}`;
    await published(ids, joris);
    await deliver();
  });

  it("to the other firm, even when it says that it is its own client", async () => {
    const willemijn = await staffAt(owner(), "devries", "willemijn@devries.example");
    const garage = await organisationOf(owner(), "garage-postma");
    const ids = await uploadBoth(sander, bakery);
    const before = await kept();
    expect(await publish(willemijn, ids)).toEqual(refusal("not-found"));
    expect(await publish(willemijn, { ...ids, organisationId: garage })).toEqual(refusal("upload-used"));
    expect(await kept()).toEqual(before);
  });

  it("with uploads of another client, swapped, of one kind, or unknown", async () => {
    const property = await organisationOf(owner(), "de-korenaar-vastgoed");
    const own = await uploadBoth(sander, bakery);
    const other = await uploadBoth(sander, property, anXbrl({ obNumber: "001000044B37" }));
    const before = await kept();
    const unknown = "019a0000-0000-7000-8000-000000000000";
    for (const ids of [
      { ...own, pdf: other.pdf },
      { ...own, xbrl: other.xbrl },
      { pdf: own.xbrl, xbrl: own.pdf },
      { pdf: own.pdf, xbrl: own.pdf },
      { ...own, pdf: unknown },
    ]) {
      expect(await publish(sander, ids)).toEqual(refusal("upload-used"));
    }
    expect(await kept()).toEqual(before);
  });
});

describe("the mail that tells of it", () => {
  const mailsAbout = async (id: string) => [
    ...(await owner()`select "to", "from", subject, text from local_messages
      where channel = 'mail' and text like ${`%${id}%`} order by "to"`),
  ];

  it("goes to each client with the right, from the firm's portal, in their language", async () => {
    const sql = owner();
    await sql`update accounts set language = 'en' where email = 'pieter@korenaar.example'`;
    await sql`insert into memberships (firm_id, account_id, organisation_id, capacity, streams, approves)
      select firm_id, id, ${bakery}, 'bookkeeper', '{}', '{}' from accounts
      where email = 'fatima@fysiodelinde.example'`;
    const id = await published(await uploadBoth(sander, bakery));
    await deliver();
    const link = `http://noorderlicht.localhost:3000/o/bakkerij-de-korenaar/accordering/${id}`;
    const from = "Noorderlicht Accountants portal <portaal@noorderlicht.example>";
    const mails = await mailsAbout(id);
    expect(mails).toEqual([
      {
        to: "marieke@korenaar.example",
        from,
        subject: "Klaargezet: Omzetbelasting oktober 2026 (uiterlijk 26 november)",
        text: expect.stringContaining(`Bekijken in het portaal: ${link}`),
      },
      {
        to: "pieter@korenaar.example",
        from,
        subject: "Ready for you: Omzetbelasting (VAT) October 2026 (by 26 November)",
        text: expect.stringContaining(`View in the portal: ${link}`),
      },
    ]);
    // Mail is read by others, too: no amount, no figure, no number of the organisation.
    for (const { text, subject } of mails) {
      expect(`${subject} ${text}`.replaceAll(id, "")).not.toMatch(/1[.,]?600|€|001000056/);
    }
    await sql`update accounts set language = 'nl' where email = 'pieter@korenaar.example'`;
    await sql`delete from memberships where capacity = 'bookkeeper'`;
  });

  it("goes out once, even when the event is taken a second time", async () => {
    const id = await published(await uploadBoth(sander, bakery));
    await deliver();
    await owner()`update outbox set status = 'waiting' where kind = 'filing.published' and subject = ${`filing:${id}`}`;
    await deliver();
    expect(await mailsAbout(id)).toHaveLength(2);
  });

  it("does not go to somebody whose account was closed, nor about what was completed meanwhile", async () => {
    const sql = owner();
    await sql`update accounts set disabled_at = now() where email = 'pieter@korenaar.example'`;
    const id = await published(await uploadBoth(sander, bakery));
    await deliver();
    expect((await mailsAbout(id)).map(({ to }) => to)).toEqual(["marieke@korenaar.example"]);
    const states = await sql`select status from outbox where subject = ${`filing:${id}`}`;
    expect(new Set(states.map(({ status }) => status))).toEqual(new Set(["done"]));
    await sql`update accounts set disabled_at = null where email = 'pieter@korenaar.example'`;

    const done = await published(await uploadBoth(sander, bakery));
    await sql`update filings set state = 'completed' where id = ${done}`;
    await deliver();
    expect(await mailsAbout(done)).toEqual([]);
  });
});
