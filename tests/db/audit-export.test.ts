import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { anchorHead } from "@/lib/audit/anchor";
import { exportTrail } from "@/lib/audit/export";
import { record } from "@/lib/audit/record";
import { setClock } from "@/lib/ports/clock";
import { testDatabase } from "@/tests/support/database";
import { ROOT } from "@/tests/support/pades/people";
import { type firm, firm as firmBy } from "@/tests/support/people";
import { root } from "@/tests/support/source";
import { aStamper } from "@/tests/support/stamper";
import { judge } from "@/tests/support/trail";

const { owner } = testDatabase();
type Firm = Awaited<ReturnType<typeof firm>>;
let ours: Firm;
let theirs: Firm;
let folder: string;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  [ours, theirs] = [await firmBy("noorderlicht"), await firmBy("devries")];
  const data = { z: [1.5, 1e21, null, { y: 'é\u2028"' }], "10": true, "9": false };
  await say(ours.id, data);
  await anchor(ours.id);
  for (let n = 0; n < 3; n++) await say(ours.id, { n });
  for (let n = 0; n < 5; n++) await say(theirs.id, { n });
  await anchor(theirs.id);
  await owner()`create table events_copy as select * from audit_events`;
  await owner()`create table heads_copy as select * from audit_heads`;
  await owner()`create table anchors_copy as select * from audit_anchors`;
});
beforeEach(async () => {
  await owner()`truncate audit_events, audit_anchors`;
  await owner()`insert into audit_events select * from events_copy`;
  await owner()`insert into audit_anchors select * from anchors_copy`;
  await owner()`update audit_heads h set seq = c.seq, hash = c.hash from heads_copy c where c.firm_id = h.firm_id`;
  folder = mkdtempSync(join(tmpdir(), "portal-trail-"));
});

const say = (firmId: string, data: Record<string, unknown>) =>
  inScope(systemOf(firmId, "test"), (ctx) => record(ctx, { action: "test.said", subject: "test:1", data }));
const anchor = (firmId: string) => anchorHead(systemOf(firmId, "test"), aStamper());
async function exported(of: Firm): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exportTrail(of)) lines.push(line);
  return lines;
}

describe("an exported trail", () => {
  it("verifies, and is what stands in the database", async () => {
    const lines = await exported(ours);
    const [counted] = await owner()`select count(*)::int as n from audit_events where firm_id = ${ours.id}`;
    expect(await judge(lines)).toMatchObject({
      fault: null,
      entries: counted?.n,
      right: counted?.n,
      anchors: 1,
      lastAnchor: { seq: counted?.n - 3 },
    });
    expect(lines).toHaveLength(1 + counted?.n + 1 + 1);
    expect(JSON.parse(lines[0] as string)).toMatchObject({
      format: "portal-audit-trail",
      version: 1,
      firm: { id: ours.id, slug: "noorderlicht", name: ours.name },
      entries: counted?.n,
      head: { seq: counted?.n },
      anchors: 1,
    });
    expect(await judge(await exported(theirs))).toMatchObject({ fault: null, anchors: 1 });
  });

  it("holds nothing of the neighbour, entries, anchors or name", async () => {
    for (const [one, neighbour] of [
      [ours, theirs],
      [theirs, ours],
    ] as const) {
      const text = (await exported(one)).join("\n");
      expect(text).toContain(one.id);
      expect(text).not.toContain(neighbour.id);
      expect(text).not.toContain(neighbour.name);
      const known =
        await owner()`select encode(hash, 'hex') as hash from audit_events where firm_id = ${neighbour.id}
        union select encode(token, 'base64') from audit_anchors where firm_id = ${neighbour.id}`;
      expect(known.length).toBeGreaterThan(5);
      for (const { hash } of known) expect(text).not.toContain(String(hash).replaceAll("\n", ""));
    }
  });

  it("says plainly that there are no anchors", async () => {
    await owner()`delete from audit_anchors where firm_id = ${theirs.id}`;
    const lines = await exported(theirs);
    expect(lines[0]).toContain("There are no anchors");
    expect(await judge(lines)).toMatchObject({ fault: null, anchors: 0, lastAnchor: null });
  });

  it("leaves out what is added while it is written, and is right all the same", async () => {
    const writing = exportTrail(theirs);
    const lines = [(await writing.next()).value as string];
    await say(theirs.id, { meanwhile: true });
    await anchor(theirs.id);
    for await (const line of writing) lines.push(line);
    expect(lines.join("\n")).not.toContain("meanwhile");
    expect(await judge(lines)).toMatchObject({ fault: null, anchors: 1 });
  });

  it("comes in pages, over gaps of any width", async () => {
    const many = Array.from({ length: 1700 }, (_, n) => ({
      action: "test.said",
      subject: "test:1",
      data: { n },
    }));
    await inScope(systemOf(ours.id, "test"), (ctx) => record(ctx, ...many));
    await anchor(ours.id);
    const lines = await exported(ours);
    const verdict = await judge(lines);
    expect(verdict).toMatchObject({ fault: null, anchors: 2, lastAnchor: { seq: verdict.entries } });
    await owner()`delete from audit_events where firm_id = ${ours.id} and seq between 101 and 1500`;
    const less = await exported(ours);
    expect(less).toHaveLength(lines.length - 1400);
    expect(less.slice(101)).toEqual(lines.slice(1501));
    expect((await judge(less)).fault).toMatchObject({
      seq: 101,
      what: expect.stringContaining("1501 stands"),
    });
  });

  it("can write nothing into the database, nor read beyond its firm", async () => {
    const before =
      await owner()`select (select count(*) from audit_events)::int as events, (select count(*) from outbox)::int as jobs`;
    await exported(ours);
    expect(
      await owner()`select (select count(*) from audit_events)::int as events, (select count(*) from outbox)::int as jobs`,
    ).toEqual(before);
    const nobody = { ...ours, id: "0199a000-0000-7000-8000-00000000dead" };
    await expect(exported(nobody)).rejects.toThrow("This firm has no audit chain");
  });
});

describe("whoever gets at the tables themselves is found out by the export:", () => {
  const four = "firm_id = $1 and seq = 4";
  it.each([
    [
      "changes what happened",
      4,
      /its hash/,
      `update audit_events set action = 'filing.viewed' where ${four}`,
    ],
    ["takes one out", 4, /is missing/, `delete from audit_events where ${four}`],
    ["takes the beginning out", 1, /is missing/, "delete from audit_events where firm_id = $1 and seq < 3"],
    [
      "swaps two",
      4,
      /its hash/,
      `update audit_events set seq = -seq where firm_id = $1 and seq in (4, 5);
       update audit_events set seq = case seq when -4 then 5 else 4 end where firm_id = $1 and seq < 0`,
    ],
    [
      "takes an entry of the neighbour for it",
      4,
      /its hash/,
      `delete from audit_events where ${four};
       update audit_events set firm_id = $1 where firm_id <> $1 and seq = 4`,
    ],
    [
      "takes the anchor of the neighbour for it",
      4,
      /changed after it was anchored/,
      `delete from audit_anchors where firm_id = $1;
       update audit_anchors set firm_id = $1, seq = 4 where firm_id <> $1`,
    ],
    [
      "makes an anchor up",
      4,
      /false anchor/,
      `update audit_anchors set seq = 4, hash = (select hash from audit_events where ${four}) where firm_id = $1`,
    ],
  ])("%s", async (_what, seq, words, damage) => {
    for (const statement of damage.split(";"))
      await owner().unsafe(statement.replaceAll("$1", `'${ours.id}'`));
    const { fault } = await judge(await exported(ours));
    expect(fault?.what).toMatch(words);
    expect(fault?.seq).toBe(seq);
  });

  it("takes the end off, the head with it: the anchor knows", async () => {
    const [last] = await owner()`select seq::int from audit_anchors where firm_id = ${ours.id}`;
    const end = Number(last?.seq) - 2;
    await owner()`delete from audit_events where firm_id = ${ours.id} and seq > ${end}`;
    await owner()`update audit_heads h set seq = ${end}, hash = e.hash from audit_events e
      where h.firm_id = ${ours.id} and e.firm_id = h.firm_id and e.seq = ${end}`;
    const lines = await exported(ours);
    // It is beyond the head, and told all the same.
    expect(lines.at(-1)).toContain('"anchor"');
    expect((await judge(lines)).fault).toMatchObject({
      seq: end + 1,
      what: expect.stringContaining("is missing"),
    });
  });
});

describe("the commands", () => {
  const run = promisify(execFile);
  const program = join(root, "scripts/with-install.mjs");
  async function command(name: string, args: string[], env: Record<string, string | undefined> = {}) {
    const tsx = [program, "tsx", `scripts/audit-${name}.ts`, ...args];
    // Without any setting of the portal, as on somebody else's machine.
    const bare: NodeJS.ProcessEnv = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      INIT_CWD: folder,
      NODE_ENV: "test",
      ...env,
    };
    return run(process.execPath, tsx, { cwd: root, env: bare }).then(
      ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
      ({ code, stdout, stderr }) => ({ code: Number(code), text: String(stdout) + String(stderr) }),
    );
  }
  const database = () => ({ DATABASE_URL: process.env.DATABASE_URL });
  const pem = () =>
    `-----BEGIN CERTIFICATE-----\n${ROOT.der.toString("base64")}\n-----END CERTIFICATE-----\n`;

  it("write one file that only its owner reads, and judge it without the database", async () => {
    const written = await command("export", ["--firm", "noorderlicht", "--out", "trail.jsonl"], database());
    expect(written).toMatchObject({
      code: 0,
      text: expect.stringMatching(/\d+ entries and 1 anchors: .*trail\.jsonl/),
    });
    expect(readdirSync(folder)).toEqual(["trail.jsonl"]);
    const path = join(folder, "trail.jsonl");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, "roots.pem"), pem());
    const right = await command("verify", ["trail.jsonl", "--roots", "roots.pem"]);
    expect(right).toMatchObject({
      code: 0,
      text: expect.stringContaining("OK. Every hash and every link is right"),
    });
    expect(right.text).toContain("What cannot be known: entries");
    expect((await command("verify", ["trail.jsonl"])).text).toContain("came with the file itself");

    const lines = readFileSync(path, "utf8").split("\n");
    writeFileSync(path, lines.with(4, (lines[4] as string).replace(/"at":"20/, '"at":"19')).join("\n"));
    expect(await command("verify", ["trail.jsonl"])).toMatchObject({
      code: 1,
      text: expect.stringContaining("BAD. Entry 4 does not have its hash"),
    });
    writeFileSync(path, lines.join("\n").slice(0, -100));
    expect(await command("verify", ["trail.jsonl"])).toMatchObject({
      code: 2,
      text: expect.stringContaining("breaks off"),
    });
  });

  it("refuse with words, and leave nothing behind", async () => {
    writeFileSync(join(folder, "there.jsonl"), "mine");
    const closed = process.env.DATABASE_URL?.replace(/:\d+\//, ":1/");
    const owned = new URL(inject("ownerUrl"));
    owned.pathname = new URL(process.env.DATABASE_URL ?? "").pathname;
    const asked = ["--firm", "noorderlicht", "--out"];
    const tries: [RegExp, string[], Record<string, string | undefined>][] = [
      [/Which firm\?/, [], database()],
      [/Which firm\?/, ["--firma", "noorderlicht"], database()],
      [/no firm nergens/, ["--firm", "nergens"], database()],
      [/Set DATABASE_URL/, [...asked, "new.jsonl"], {}],
      [/cannot be reached/, [...asked, "new.jsonl"], { DATABASE_URL: closed }],
      [/is there already/, [...asked, "there.jsonl"], database()],
      [/ENOENT/, [...asked, "nowhere/new.jsonl"], database()],
    ];
    for (const [words, args, env] of tries) {
      const { code, text } = await command("export", args, env);
      expect(text).toMatch(words);
      expect(code, text).toBe(1);
    }
    expect(readdirSync(folder)).toEqual(["there.jsonl"]);
    expect(readFileSync(join(folder, "there.jsonl"), "utf8")).toBe("mine");
    for (const args of [
      [],
      ["gone.jsonl"],
      ["there.jsonl"],
      ["there.jsonl", "--roots", "there.jsonl"],
      [folder],
    ])
      expect(await command("verify", args)).toMatchObject({
        code: 2,
        text: expect.stringContaining("UNREADABLE"),
      });
    // Whoever comes in as the owner of everything is still shown one firm.
    const strong = await command("export", [...asked, "strong.jsonl"], { DATABASE_URL: owned.toString() });
    expect(strong.code, strong.text).toBe(0);
    expect(readFileSync(join(folder, "strong.jsonl"), "utf8")).not.toContain(theirs.id);
    expect(existsSync(join(folder, "new.jsonl"))).toBe(false);
  });
});
