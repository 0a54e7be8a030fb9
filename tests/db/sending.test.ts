import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import { type Staff, systemOf } from "@/lib/access/actor";
import { drain } from "@/lib/outbox/drain";
import { enqueue, type NewJob } from "@/lib/outbox/enqueue";
import type { Answer, Handlers } from "@/lib/outbox/job";
import { setClock } from "@/lib/ports/clock";
import { newId } from "@/lib/shared/ids";
import { markAsSent, sendAgain } from "@/lib/staff/resend";
import { parseSendingCursor, type Sending, sendings } from "@/lib/staff/sending";
import { testDatabase } from "@/tests/support/database";
import { staffAt } from "@/tests/support/people";

const { owner } = testDatabase();
let anouk: Staff;
let joris: Staff;
let willemijn: Staff;
let marieke: string;
const organisation: Record<string, string> = {};

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  anouk = await staffAt(owner(), "noorderlicht", "anouk@noorderlicht.example");
  joris = await staffAt(owner(), "noorderlicht", "joris@noorderlicht.example");
  willemijn = await staffAt(owner(), "devries", "willemijn@devries.example");
  for (const { slug, id } of await owner()`select slug, id from organisations`) organisation[slug] = id;
  const [row] = await owner()`select id from accounts where email = 'marieke@korenaar.example'
    and firm_id = ${anouk.firmId}`;
  marieke = row?.id;
  await owner()`delete from portfolios where account_id = ${joris.accountId}`;
  await owner()`insert into portfolios (firm_id, account_id, organisation_id)
    values (${joris.firmId}, ${joris.accountId}, ${organisation["bakkerij-de-korenaar"] ?? ""})`;
});
beforeEach(async () => {
  await owner()`truncate outbox`;
});
afterEach(() => setClock(null));

const put = (wish: Partial<NewJob> = {}) =>
  inScope(systemOf(anouk.firmId, "test"), (ctx) =>
    enqueue(ctx, {
      kind: "mail",
      payload: {
        template: "filing-approved",
        facts: { title: "Omzetbelasting oktober 2026", organisation: "De Korenaar" },
      },
      idempotencyKey: newId(),
      ...wish,
    }),
  );
const bakery = () => ({ organisationId: organisation["bakkerij-de-korenaar"] ?? "", accountId: marieke });
const list = (actor: Staff, ...rest: [status?: Sending["status"] | null, na?: string | null]) =>
  inScope(actor, (ctx) => sendings(ctx, "Noorderlicht", rest[0] ?? null, parseSendingCursor(rest[1] ?? "")));
const ids = async (actor: Staff) => (await list(actor)).rows.map(({ id }) => id);
const ending = (answer: Answer, retryByHand = true): Handlers => {
  const handler = { outside: async () => answer, retryByHand };
  return { mail: handler, sms: handler };
};
const failed = { outcome: "failed", reason: "smtp 550" } as const;
const unknown = { outcome: "unknown", reason: "no answer" } as const;

describe("what a colleague sees of what is sent", () => {
  it("is all of the firm for an administrator, and for the rest what is about their clients or themselves", async () => {
    const ofBakery = await put(bakery());
    const ofNobody = await put();
    const ofOthers = await put({ organisationId: organisation["fysio-de-linde"] });
    const own = await put({ accountId: joris.accountId });
    expect(await ids(anouk)).toEqual([own, ofOthers, ofNobody, ofBakery]);
    expect(await ids(joris)).toEqual([own, ofBakery]);
    expect(await ids(willemijn)).toEqual([]);
  });

  it("says in words what it is, for whom, and never a code or a whole number", async () => {
    await put(bakery());
    const about = { about: { title: "Omzetbelasting oktober 2026 goedkeuren" } };
    await put({
      ...bakery(),
      kind: "sms",
      payload: about,
      secret: "482913",
      expiresAt: new Date(Date.now() + 6e5),
    });
    const { rows } = await list(joris);
    expect(rows.map(({ kind, title, to, organisation }) => ({ kind, title, to, organisation }))).toEqual([
      {
        kind: "sms",
        title: "Omzetbelasting oktober 2026 goedkeuren",
        to: { name: "Marieke van Dijk", lastDigits: "78" },
        organisation: "Bakkerij De Korenaar B.V.",
      },
      {
        kind: "mail",
        title: "De Korenaar: Omzetbelasting oktober 2026 goedgekeurd",
        to: { name: "Marieke van Dijk", lastDigits: null },
        organisation: "Bakkerij De Korenaar B.V.",
      },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/482913|\+316|korenaar\.example/);
  });

  it("leaves out the time stamps over the audit chain, which come every hour", async () => {
    const mail = await put();
    await put({ kind: "audit.anchor", payload: {} });
    expect(await ids(anouk)).toEqual([mail]);
  });

  it("names the document that a job is about, to whoever may see it", async () => {
    const [filing] = await owner()`select id from filings where organisation_id = ${bakery().organisationId}
      and stream = 'vat' order by id limit 1`;
    const [other] = await owner()`select id from filings where organisation_id <> ${bakery().organisationId}
      and firm_id = ${anouk.firmId} limit 1`;
    await put({ ...bakery(), kind: "filing.published", payload: {}, subject: `filing:${filing?.id}` });
    await put({ ...bakery(), kind: "filing.reminder", payload: {}, subject: `filing:${other?.id}` });
    await put({ ...bakery(), kind: "filing.published", payload: {}, subject: "filing:none" });
    const documents = async (actor: Staff) => (await list(actor)).rows.map(({ document }) => document?.id);
    expect(await documents(joris)).toEqual([undefined, undefined, filing?.id]);
    expect(await documents(anouk)).toEqual([undefined, other?.id, filing?.id]);
    const [, , { document } = { document: null }] = (await list(joris)).rows;
    expect(document).toMatchObject({ stream: "vat", label: null, period: { start: expect.any(String) } });
  });

  it("follows a job from waiting to its end", async () => {
    await put(bakery());
    expect((await list(joris)).rows[0]).toMatchObject({ status: "waiting", attempts: 0, fault: null });
    await drain(ending({ outcome: "retry", reason: "ECONNREFUSED" }), "worker");
    const [retried] = (await list(joris)).rows;
    expect(retried).toMatchObject({ status: "waiting", attempts: 1, fault: "unreachable", takenAt: null });
    expect(retried?.nextAt?.getTime()).toBeGreaterThan(Date.now());
    setClock(() => new Date(Date.now() + 5000));
    await drain(ending({ outcome: "done" }), "worker");
    expect((await list(joris)).rows[0]).toMatchObject({
      status: "done",
      nextAt: null,
      fault: null,
      attempts: 2,
    });
  });

  it("is narrowed to one state, and goes on page by page without a gap", async () => {
    for (let n = 0; n < 60; n++) await put(bakery());
    await owner()`update outbox set status = 'failed' where id in (select id from outbox order by id limit 55)`;
    const first = await list(joris, "failed");
    expect(first.rows).toHaveLength(50);
    const second = await list(joris, "failed", first.next);
    expect(second.rows).toHaveLength(5);
    expect(second.next).toBeNull();
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(55);
    expect((await list(joris, "waiting")).rows).toHaveLength(5);
    for (const text of ["", "x", "1_2", `${"9".repeat(20)}_${newId()}`])
      expect(parseSendingCursor(text)).toBeNull();
  });
});

describe("sending again by hand", () => {
  const again = (actor: Staff, id: string, from: "failed" | "unknown" = "failed") =>
    inScope(actor, (ctx) => sendAgain(ctx, { id, from }));
  const gone = { ok: false, reason: "not-found" };

  it("begins anew what failed, once, and is written down with who did it", async () => {
    const id = await put(bakery());
    await drain(ending(failed), "worker");
    expect((await list(joris)).rows[0]).toMatchObject({
      status: "failed",
      fault: "refused",
      retryable: true,
    });
    const answers = await Promise.all([again(anouk, id), again(anouk, id)]);
    expect(answers).toContainEqual({ ok: true });
    expect(answers).toContainEqual(gone);
    expect((await list(anouk)).rows[0]).toMatchObject({ status: "waiting", attempts: 0, fault: null });
    await drain(ending({ outcome: "done" }), "worker");
    expect((await list(anouk)).rows[0]).toMatchObject({ status: "done", retryable: false });
    const [entry] = await owner()`select actor_id, data from audit_events where action = 'job.sentAgain'
      and subject = ${`job:${id}`}`;
    expect(entry).toEqual({ actor_id: anouk.accountId, data: { kind: "mail", from: "failed" } });
  });

  it("is for what is within reach: by portfolio, and by firm", async () => {
    const ofBakery = await put(bakery());
    const ofOthers = await put({ organisationId: organisation["fysio-de-linde"] });
    await drain(ending(failed), "worker");
    expect(await again(willemijn, ofBakery)).toEqual(gone);
    expect(await again(joris, ofOthers)).toEqual(gone);
    expect(await again(joris, ofBakery)).toEqual({ ok: true });
  });

  it("is not for codes and links, nor for kinds that no person may send again", async () => {
    const code = await put({
      ...bakery(),
      kind: "sms",
      secret: "482913",
      expiresAt: new Date(Date.now() + 6e5),
    });
    await drain(ending(failed), "worker");
    expect(await again(anouk, code)).toEqual(gone);
    const delivery = await put(bakery());
    await drain(ending(unknown, false), "worker");
    expect((await list(joris)).rows[0]).toMatchObject({ status: "unknown", retryable: false });
    expect(await again(anouk, delivery, "unknown")).toEqual(gone);
    expect(await inScope(anouk, (ctx) => markAsSent(ctx, delivery))).toEqual(gone);
  });

  it("of what nobody knows the end of: once more, or as arrived", async () => {
    const arrived = await put(bakery());
    const lost = await put(bakery());
    await drain(ending(unknown), "worker");
    expect(await again(anouk, lost)).toEqual(gone);
    expect(await again(anouk, lost, "unknown")).toEqual({ ok: true });
    expect(await inScope(joris, (ctx) => markAsSent(ctx, arrived))).toEqual({ ok: true });
    const states = (await list(anouk)).rows.map(({ id, status }) => [id, status]);
    expect(states).toEqual([
      [lost, "waiting"],
      [arrived, "done"],
    ]);
    const entries =
      await owner()`select action from audit_events where subject in (${`job:${arrived}`}, ${`job:${lost}`})`;
    expect(entries.map(({ action }) => action).sort()).toEqual(["job.markedAsSent", "job.sentAgain"]);
  });
});

describe("whose business a job is", () => {
  it("is known by the document it is about, also where nobody said", async () => {
    const [filing] =
      await owner()`select id, organisation_id from filings where firm_id = ${anouk.firmId} limit 1`;
    const id = await put({ subject: `filing:${filing?.id}` });
    const [row] = await owner()`select organisation_id from outbox where id = ${id}`;
    expect(row?.organisation_id).toBe(filing?.organisation_id);
  });
});
