import { encode } from "next-auth/jwt";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import { visitorOf } from "@/lib/access/actor";
import { clientRoute, memberRoute, staffRoute } from "@/lib/access/route";
import { absoluteSeconds, authSecret, idleSeconds, sessionCookie, sessionOf } from "@/lib/access/session";
import { endSession, ownSessions, startSession } from "@/lib/identity/sessions";
import { startSignIn } from "@/lib/identity/sign-in";
import { setClock } from "@/lib/ports/clock";
import { sha256 } from "@/lib/shared/hash";
import { newToken } from "@/lib/shared/ids";
import { testDatabase } from "@/tests/support/database";
import { facts, firm, logInAs, password, type Slug, withWorker } from "@/tests/support/people";

const { owner } = testDatabase();
const marieke = "marieke@korenaar.example";
const fatima = "fatima@fysiodelinde.example";

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
});
afterEach(() => setClock(null));

const later = (minutes: number) => setClock(() => new Date(Date.now() + minutes * 60_000));
const cookieFor = (token: string, secret = authSecret()) =>
  encode({ token: { sid: token }, secret, salt: sessionCookie, maxAge: absoluteSeconds });

/** A session as the browser holds it. */
async function signedIn(email = marieke, slug: Slug = "noorderlicht") {
  const at = await firm(slug);
  const [row] = await owner()`select id from accounts where firm_id = ${at.id} and email = ${email}`;
  const started = await inScope(visitorOf(at.id), (ctx) => startSession(ctx, row?.id, facts));
  return { ...started, cookie: await cookieFor(started.token), accountId: row?.id as string };
}

describe("what a session names", () => {
  const namedFor = async (cookie: string) => (await sessionOf(cookie))?.organisations ?? [];

  it("of a client is each organisation by name, with what waits there and the firm's person for it", async () => {
    const { cookie, accountId } = await signedIn();
    const mine = owner()`select o.id, o.slug, o.name, o.kind, o.kvk_number as "kvkNumber", m.streams, m.approves,
        c.account_id as person, c.name as called, c.job_title, c.availability, c.phone, c.photo_file_id as photo,
        (select count(distinct f.id)::int from filings f join filing_approvers s on s.filing_id = f.id
          and s.version = f.version and s.turn = 'asked' and coalesce(s.account_id, m.account_id) = m.account_id
          where f.organisation_id = o.id and f.state in ('open', 'readyToSend') and f.waits_for is null
          and f.stream = any (m.approves)) as "openTasks"
      from memberships m join organisations o on o.id = m.organisation_id
      left join staff_members c on c.account_id = o.relationship_manager_id
      where m.account_id = ${accountId} order by o.name`;
    const rows = await mine;
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.some(({ openTasks }) => openTasks > 1)).toBe(true);
    expect(await namedFor(cookie)).toEqual(
      rows.map(({ person, called, job_title, availability, phone, photo, ...choice }) => ({
        ...choice,
        ready: 0,
        contact: {
          id: person,
          name: called,
          jobTitle: job_title,
          availability,
          phone,
          photo: `/foto/${photo}`,
        },
      })),
    );
    await owner()`update organisations set relationship_manager_id = null, kvk_number = null where id = ${rows[0]?.id}`;
    expect((await namedFor(cookie))[0]).toMatchObject({ id: rows[0]?.id, contact: null, kvkNumber: null });
    const { person, id } = rows[0] ?? {};
    await owner()`update organisations set relationship_manager_id = ${person}, kvk_number = ${rows[0]?.kvkNumber}
      where id = ${id}`;
    await owner()`update staff_members set photo_file_id = null where account_id = ${person}`;
    expect((await namedFor(cookie))[0]?.contact).toMatchObject({ id: person, photo: null });
    await owner()`update staff_members set photo_file_id = ${rows[0]?.photo} where account_id = ${person}`;
  });

  it("counts as ready what this person has put off, and no stream that is not seen or not decided", async () => {
    const { cookie, accountId } = await signedIn();
    const before = (await namedFor(cookie)).find(({ openTasks }) => openTasks > 1);
    const own = owner()`account_id = ${accountId} and organisation_id = ${before?.id ?? ""}`;
    const [first] = await owner()`select f.id from filings f join filing_approvers s on s.filing_id = f.id
      where f.organisation_id = ${before?.id ?? ""} and f.state = 'open' and s.version = f.version and s.turn = 'asked'
      and s.account_id is null and f.waits_for is null limit 1`;
    await owner()`update filing_approvers set turn = 'readyToSend', acted_by = ${accountId} where filing_id = ${first?.id}`;
    const put = async () => (await namedFor(cookie)).find(({ id }) => id === before?.id);
    expect(await put()).toMatchObject({ openTasks: Number(before?.openTasks) - 1, ready: 1 });
    await owner()`update filing_approvers set turn = 'asked', acted_by = null where filing_id = ${first?.id}`;
    for (const none of ["streams", "approves"]) {
      await owner()`update memberships set ${owner()(none)} = '{}' where ${own}`;
      expect(await put()).toMatchObject({ openTasks: 0, ready: 0, [none]: [] });
      await owner()`update memberships set ${owner()(none)} = ${before?.[none as "streams"] ?? []} where ${own}`;
    }
  });

  it("of staff is none, whatever else they are", async () => {
    const { cookie, accountId } = await signedIn("sander@noorderlicht.example");
    await owner()`insert into memberships (firm_id, account_id, organisation_id, capacity, streams, approves)
      select firm_id, ${accountId}, organisation_id, capacity, streams, approves from memberships
      where firm_id = (select firm_id from accounts where id = ${accountId}) limit 1`;
    expect(await namedFor(cookie)).toEqual([]);
    await owner()`delete from memberships where account_id = ${accountId}`;
  });
});

describe("the token of a session", () => {
  it("has 256 random bits, and the database keeps its hash alone", async () => {
    const { id, token } = await signedIn();
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const [row] =
      await owner()`select token_hash, to_jsonb(s)::text as text from sessions s where id = ${id}`;
    expect(Buffer.from(row?.token_hash as Uint8Array).equals(sha256(token))).toBe(true);
    expect(row?.text).not.toContain(token);
  });

  it("is a new one with every sign-in; nobody brings one along", async () => {
    const [one, other] = [
      await logInAs(owner(), "noorderlicht", fatima),
      await logInAs(owner(), "noorderlicht", fatima),
    ];
    expect(one.id).not.toBe(other.id);
    const rows = await owner()`select token_hash from sessions where id in (${one.id}, ${other.id})`;
    expect(new Set(rows.map(({ token_hash }) => token_hash.toString("hex"))).size).toBe(2);
    // Whoever had planted a cookie of his own making in her browser holds nothing.
    expect(await sessionOf(await cookieFor(newToken()))).toBeNull();
  });

  it("opens nothing once its cookie has ended, also where that cookie was read before", async () => {
    const { token } = await signedIn();
    const cookie = await encode({
      token: { sid: token },
      secret: authSecret(),
      salt: sessionCookie,
      maxAge: 60,
    });
    expect(await sessionOf(cookie)).not.toBeNull();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 90_000 });
    try {
      expect(await sessionOf(await cookieFor(token))).not.toBeNull();
      expect(await sessionOf(cookie)).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it("opens nothing in a cookie that was not made here, nor does anything else", async () => {
    const { token, cookie } = await signedIn();
    expect(await sessionOf(cookie)).not.toBeNull();
    for (const made of [
      undefined,
      "",
      "x",
      token,
      await cookieFor(token, newToken()),
      `${cookie}x`,
      cookie.slice(1),
    ])
      expect(await sessionOf(made)).toBeNull();
  });
});

describe("a session ends", () => {
  it("after half an hour without a click, which each click begins anew", async () => {
    expect(idleSeconds).toBe(1800);
    const { cookie } = await signedIn();
    for (const minutes of [29, 58, 87]) {
      later(minutes);
      expect(await sessionOf(cookie)).not.toBeNull();
    }
    later(87 + 31);
    expect(await sessionOf(cookie)).toBeNull();
  });

  it("after twelve hours, however much one clicks", async () => {
    expect(absoluteSeconds).toBe(43_200);
    const { cookie } = await signedIn();
    for (let minutes = 20; minutes < 720; minutes += 20) {
      later(minutes);
      expect(await sessionOf(cookie), `${minutes}`).not.toBeNull();
    }
    later(720.1);
    expect(await sessionOf(cookie)).toBeNull();
  });

  it("with the next request after one signs out, or an administrator disables the account", async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    const session = await sessionOf(one.cookie);
    if (!session) throw new Error("No session");
    await endSession(session, session.id);
    expect(await sessionOf(one.cookie)).toBeNull();
    expect(await sessionOf(other.cookie)).not.toBeNull();
    await owner()`update accounts set disabled_at = now() where id = ${other.accountId}`;
    expect(await sessionOf(other.cookie)).toBeNull();
    await owner()`update accounts set disabled_at = null where id = ${other.accountId}`;
  });

  it("for good: it is written in the evidence, and nothing brings it back", async () => {
    const { cookie, id } = await signedIn();
    const session = await sessionOf(cookie);
    if (!session) throw new Error("No session");
    await endSession(session, id);
    await endSession(session, id);
    const entries =
      await owner()`select 1 from audit_events where action = 'session.ended' and data->>'session' = ${id}`;
    expect(entries).toHaveLength(1);
    later(-10);
    expect(await sessionOf(cookie)).toBeNull();
  });
});

describe("one's own sessions", () => {
  it("are seen and ended by oneself, and nobody else's are", async () => {
    await owner()`update sessions set ended_at = now()`;
    const [here, telephone] = [await signedIn(), await signedIn()];
    const neighbour = await signedIn(fatima);
    const elsewhere = await signedIn("gerrit@garagepostma.example", "devries");
    const session = await sessionOf(here.cookie);
    if (!session) throw new Error("No session");
    const own = await ownSessions(session);
    expect(own.map(({ id }) => id).sort()).toEqual([here.id, telephone.id].sort());
    expect(own.filter(({ current }) => current).map(({ id }) => id)).toEqual([here.id]);
    for (const { id } of [neighbour, elsewhere]) await endSession(session, id);
    for (const { cookie } of [neighbour, elsewhere]) expect(await sessionOf(cookie)).not.toBeNull();
    await endSession(session, telephone.id);
    expect(await sessionOf(telephone.cookie)).toBeNull();
    expect((await ownSessions(session)).map(({ id }) => id)).toEqual([here.id]);
  });
});

describe("a route", () => {
  const hello = async () => new Response("inside");
  const params = Promise.resolve({ organisation: "bakkerij-de-korenaar" });
  const ask = async (
    route: typeof clientRouteUnderTest,
    cookie: string | null,
    { slug = "noorderlicht", method = "GET", origin = "" } = {},
  ) => {
    const headers = new Headers({ host: `${slug}.localhost:3000` });
    if (cookie) headers.set("cookie", `taal=nl; ${sessionCookie}=${cookie}`);
    if (origin) headers.set("origin", origin);
    const answer = await route(new Request(`http://${slug}.localhost:3000/x`, { method, headers }), {
      params,
    });
    return answer.status;
  };
  const clientRouteUnderTest = clientRoute("filing.read", hello);
  const all = [clientRouteUnderTest, staffRoute("client.read", hello), memberRoute("photo.read", hello)];

  it("is 401 with the cookie of another firm, and with none", async () => {
    const { cookie } = await signedIn();
    expect(await ask(clientRouteUnderTest, cookie)).toBe(200);
    for (const route of all) {
      expect(await ask(route, cookie, { slug: "devries" })).toBe(401);
      expect(await ask(route, null)).toBe(401);
      expect(await ask(route, cookie, { slug: "nobody" })).toBe(404);
    }
  });

  it("is 401 with the password alone: the ticket of the first step opens nothing", async () => {
    const at = await firm("noorderlicht");
    const started = await withWorker(() => startSignIn(at, { email: marieke, password }, facts, null));
    if (!started.ok) throw new Error(started.reason);
    const [id = "", secret = ""] = started.ticket.split(".");
    for (const half of [started.ticket, id, secret, await cookieFor(started.ticket), await cookieFor(secret)])
      for (const route of all) expect(await ask(route, half)).toBe(401);
  });

  it("is 401 from anybody else's page when it changes something", async () => {
    const { cookie } = await signedIn();
    const from = (origin: string) => ask(clientRouteUnderTest, cookie, { method: "POST", origin });
    expect(await from("http://noorderlicht.localhost:3000")).toBe(200);
    for (const origin of ["", "null", "http://devries.localhost:3000", "https://noorderlicht.localhost:3000"])
      expect(await from(origin)).toBe(401);
  });
});

it("cookies that say who somebody is are bound to one host and to https", () => {
  expect(sessionCookie).toMatch(/^__Host-/);
});
