import { createPrivateKey } from "node:crypto";
import { inspect } from "node:util";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import { systemOf, visitorOf } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/firm";
import { addEndpoint, renewSecret, testEndpoint } from "@/lib/backoffice/endpoints";
import { channelInput } from "@/lib/delivery/input";
import { setUpChannel } from "@/lib/delivery/set-up";
import { recordUpload } from "@/lib/dossier/files";
import { choosePassword, requestPasswordLink } from "@/lib/identity/password-link";
import { finishSignIn, startSignIn } from "@/lib/identity/sign-in";
import { drain } from "@/lib/outbox/drain";
import { enqueue } from "@/lib/outbox/enqueue";
import { setClock } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";
import { newId } from "@/lib/shared/ids";
import { handlers } from "@/lib/worker/handlers";
import { testDatabase } from "@/tests/support/database";
import { makeAuthority } from "@/tests/support/digipoort/certificates";
import { facts, firm, password, readSms, staffAt, withWorker } from "@/tests/support/people";

/** Everything that reaches a log or a console. */
const { lines, said } = vi.hoisted(() => {
  process.env.LOG_LEVEL = "trace";
  const lines: string[] = [];
  return { lines, said: () => lines.join("\n") };
});
vi.mock("pino", async (original) => {
  const { default: pino } = await original<typeof import("pino")>();
  return { default: (options: object) => pino(options, { write: (line: string) => lines.push(line) }) };
});
for (const method of ["log", "info", "warn", "error", "debug"] as const)
  vi.spyOn(console, method).mockImplementation((...words) => void lines.push(inspect(words, { depth: 9 })));

const { owner } = testDatabase();
const fatima = "fatima@fysiodelinde.example";
const mobile = "+31612345691";
const obNumber = "NL004495445B01";
let at: Firm;
let canaries: string[];

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  at = await firm("noorderlicht");
});
afterEach(async () => {
  lines.length = 0;
  for (const table of [
    "outbox",
    "sessions",
    "password_links",
    "uploads",
    "accounts",
    "challenge_codes",
    "webhook_endpoints",
  ])
    await owner().unsafe(`drop trigger if exists spill on ${table}`);
  setClock(null);
});

/** Every change of this table fails from now on, and PostgreSQL's message spills the row. */
async function spill(table: string, when = "insert or update"): Promise<void> {
  await owner().unsafe(`create or replace function spill() returns trigger language plpgsql as
    $$begin raise exception 'row %', to_jsonb(new) using detail = to_jsonb(new)::text, hint = new::text; end$$`);
  await owner().unsafe(
    `create trigger spill before ${when} on ${table} for each row execute function spill()`,
  );
}

/** Does it, and prints what it throws in every way that a framework might. */
async function printed(doing: () => Promise<unknown>): Promise<unknown> {
  return doing().catch((error: Error) => {
    console.error(error);
    console.error(`${error}`, error.message, error.stack, JSON.stringify(error), error.cause);
    log().error({ err: error }, "it failed");
    return error;
  });
}

function expectSilence(): void {
  expect(lines.length).toBeGreaterThan(0);
  for (const canary of canaries.filter(Boolean)) expect(said()).not.toContain(canary);
  lines.length = 0;
}

const start = (typed = password) =>
  withWorker(() => startSignIn(at, { email: fatima, password: typed }, facts, null));

describe("no log has a password, a code, a token, a number or an address in it", () => {
  it("when signing in goes well, and when it does not", async () => {
    const started = await start();
    if (!started.ok) throw new Error(started.reason);
    const { code } = await readSms(owner(), mobile);
    const [id = "", secret = ""] = started.ticket.split(".");
    canaries = [password, code, `${code.slice(0, 3)} ${code.slice(3)}`, secret, mobile, fatima];
    await start("a password that is wrong");
    await spill("sessions", "insert");
    const failed = await printed(() => finishSignIn(at, `${id}.${secret}`, code, facts));
    expect(failed).toBeInstanceOf(Error);
    expect(said()).toContain("DatabaseFault");
    // Of the row that PostgreSQL quotes, not even its beginning.
    canaries.push("a password that is wrong", "row {");
    expectSilence();
  });

  it("when a code cannot be kept or sent", async () => {
    await owner()`truncate challenge_codes, challenges cascade`;
    await spill("outbox", "insert");
    expect(await printed(() => start())).toBeInstanceOf(Error);
    expectSilence();
    await owner().unsafe("drop trigger spill on outbox");
    await owner()`truncate challenge_codes, challenges cascade`;
    // The worker hears of it, and nobody else.
    await inScope(visitorOf(at.id), (ctx) =>
      enqueue(ctx, {
        kind: "failing",
        payload: { about: { title: obNumber } },
        secret: "482913",
        idempotencyKey: newId(),
      }),
    );
    canaries.push("482913", obNumber);
    const failing = {
      outside: async () => {
        throw new Error(`cannot send 482913 to ${mobile}\nof ${fatima}`);
      },
    };
    await drain({ failing }, "worker");
    expect(said()).toContain("a job failed");
    expectSilence();
    await owner()`delete from outbox where kind = 'failing'`;
  });

  it("when a link for a new password cannot be made or used", async () => {
    await spill("password_links", "insert");
    await requestPasswordLink(at, fatima, facts);
    await drain(handlers, "worker");
    expect(said()).toContain("a job failed");
    expectSilence();
    await owner().unsafe("drop trigger spill on password_links");
    setClock(() => new Date(Date.now() + 5000));
    await withWorker(() => new Promise((done) => setTimeout(done, 500)));
    const [mail] =
      await owner()`select text from local_messages where channel = 'mail' and "to" = ${fatima} order by id desc`;
    const token = /wachtwoord\/(\S+)/.exec(String(mail?.text))?.[1] ?? "";
    expect(token).toMatch(/^[\w-]{43}$/);
    canaries.push(token, "Een heel nieuw wachtwoord");
    await spill("accounts", "update");
    const failed = await printed(() => choosePassword(at, token, "Een heel nieuw wachtwoord", facts));
    expect(failed).toBeInstanceOf(Error);
    expectSilence();
  });

  it("when a file with somebody's numbers cannot be recorded", async () => {
    canaries.push(obNumber, "Bakkerij De Korenaar", "the secret key of a file, 32 long");
    await spill("uploads", "insert");
    const [row] = await owner()`select id from organisations where slug = 'bakkerij-de-korenaar'`;
    const [staff] = await owner()`select id from accounts where email = 'sander@noorderlicht.example'`;
    const fileKey = Buffer.from("the secret key of a file, 32 long");
    const upload = {
      id: newId(),
      organisationId: row?.id,
      accountId: staff?.id,
      kind: "xbrl" as const,
      name: "Bakkerij De Korenaar.xbrl",
      mime: "application/xml",
      pages: null,
      reading: { obNumber },
      stored: { storageKey: newId(), bytes: 1, sha256Hex: "00", fileKey },
    };
    const failed = await printed(() => inScope(systemOf(at.id, "test"), (ctx) => recordUpload(ctx, upload)));
    expect(failed).toMatchObject({ name: "DatabaseFault", code: "P0001" });
    expectSilence();
  });

  it("when a certificate and its key cannot be kept, or the key does not open", async () => {
    const administrator = await staffAt(owner(), "noorderlicht", "anouk@noorderlicht.example");
    const passphrase = "een heel geheime zin";
    const { certificate, key } = makeAuthority("Test").issue({ commonName: "kantoor" });
    const locked = createPrivateKey(key)
      .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase })
      .toString();
    const form = (wachtwoordzin: string) =>
      channelInput.parse({
        ...{ kanaal: "nieuw", bank: "Kanariebank", omgeving: "productie", berichtsoort: "KR" },
        ...{ identiteitstype: "kvk", rol: "Intermediair", algoritme: "sha1", geldigheid: "300" },
        ...{ wachttijd: "30", eindstatus: "500", vingerafdrukken: "ab".repeat(32), wachtwoordzin },
      });
    const set = (typed: string) =>
      inScope(administrator, (ctx) => setUpChannel(ctx, form(typed), { certificate, key: locked }));
    canaries = [passphrase, "mis geraden", ...[key, locked].map((pem) => pem.split("\n")[4] ?? "")];
    await spill("delivery_channels", "insert");
    expect(await printed(() => set("mis geraden"))).toMatchObject({ fields: { sleutel: "key-passphrase" } });
    const failed = await printed(() => set(passphrase));
    expect(failed).toMatchObject({ name: "DatabaseFault", code: "P0001" });
    expectSilence();
    await owner().unsafe("drop trigger spill on delivery_channels");
  });

  it("when a program is connected, and what it is sent fails", async () => {
    const [row] = await owner()`select account_id from staff_members
      where firm_id = ${at.id} and role = 'administrator'`;
    const administrator = {
      kind: "staff",
      firmId: at.id,
      accountId: row?.account_id,
      role: "administrator",
      reach: "firm",
    } as const;
    const wish = {
      name: "Pakket",
      url: "https://10.1.1.1.nip.example/hook",
      events: ["filing.approved" as const],
    };
    const added = await inScope(administrator, (ctx) => addEndpoint(ctx, wish));
    if (!added.ok) throw new Error(added.reason);
    canaries = [added.secret, added.secret.slice("whsec_".length)];
    await inScope(administrator, (ctx) => testEndpoint(ctx, added.id));
    await spill("webhook_endpoints", "update");
    await printed(() => drain(handlers, "test-worker"));
    const failed = await printed(() => inScope(administrator, (ctx) => renewSecret(ctx, added.id)));
    expect(failed).toBeInstanceOf(Error);
    const [kept] =
      await owner()`select encode(secret, 'hex') as secret from webhook_endpoints where id = ${added.id}`;
    canaries.push(String(kept?.secret).slice(0, 40));
    expectSilence();
  });

  it("yet says what went wrong, and where", async () => {
    const twice = () =>
      inScope(visitorOf(at.id), ({ db }) => db.execute("select * from a_table_that_is_not_there"));
    expect(await printed(twice)).toMatchObject({ code: "42P01" });
    const line = JSON.parse(lines.find((text) => text.startsWith("{")) ?? "{}");
    expect(line).toMatchObject({ msg: "it failed", err: { type: "DatabaseFault", code: "42P01" } });
    expect(line.err.stack).toMatch(/^\s+at /);
    expect(said()).toContain("a_table_that_is_not_there");
  });
});
