import { copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import type { Client, Staff } from "@/lib/access/actor";
import { publishFiling } from "@/lib/approvals/publish";
import { findFile, findUpload, readFile } from "@/lib/dossier/files";
import { sendFile } from "@/lib/dossier/send";
import { setClock } from "@/lib/ports/clock";
import { fileStoreDir } from "@/lib/ports/environment";
import { sha256Hex } from "@/lib/shared/hash";
import { testDatabase } from "@/tests/support/database";
import { aSession, clientAt, staffAt } from "@/tests/support/people";
import { anXbrl, aPublication, organisationOf, uploadBoth } from "@/tests/support/uploads";

const { owner } = testDatabase();
let sander: Staff;
let marieke: Client;
let fatima: Client;
/** Marieke again, at an organisation of somebody else. */
let elsewhere: Client;
let bakery: string;
/** An XBRL that is longer than two chunks of the store, of which every part is another one. */
let bytes: Buffer;
let published: { pdf: string; xbrl: string };

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  sander = await staffAt(owner(), "noorderlicht", "sander@noorderlicht.example");
  bakery = await organisationOf(owner(), "bakkerij-de-korenaar");
  const session = await aSession(owner(), "noorderlicht", "marieke@korenaar.example");
  marieke = clientAt(session, bakery);
  const physio = await organisationOf(owner(), "fysio-de-linde");
  elsewhere = clientAt(session, physio);
  fatima = clientAt(await aSession(owner(), "noorderlicht", "fatima@fysiodelinde.example"), physio);
  const lines = Array.from({ length: 12_000 }, (_, line) => `<!-- ${line} -->`).join("\n");
  bytes = Buffer.from(anXbrl().toString().replace("</xbrli:xbrl>", `${lines}</xbrli:xbrl>`));
  published = await uploadBoth(sander, bakery, bytes);
});

const find = (actor: Client | Staff, id: string) => inScope(actor, (ctx) => findFile(ctx, id));
async function read(id: string, range?: { start: number; end: number }): Promise<string> {
  const file = await find(marieke, id);
  if (!file) throw new Error("Marieke does not reach it");
  return text(await readFile(file, range));
}

describe("an upload", () => {
  it("is nobody's but the firm's until it is published, and then read by those with the right", async () => {
    expect(await find(marieke, published.xbrl)).toBeNull();
    const seen = await inScope(marieke, (ctx) => findUpload(ctx, bakery, published.xbrl));
    expect(seen).toBeNull();
    const confirmed = ["duplicate-period", "deadline-passed", "approval-day-passed"];
    const done = await inScope(sander, (ctx) =>
      publishFiling(ctx, { ...aPublication(bakery, published), confirmed }, { accountId: sander.accountId }),
    );
    expect(done.ok).toBe(true);

    const file = await find(marieke, published.xbrl);
    expect(file).toMatchObject({ name: "Aangifte.xbrl", bytes: bytes.length, sha256: sha256Hex(bytes) });
    expect(await read(published.xbrl)).toBe(bytes.toString());
    expect(await find(fatima, published.xbrl)).toBeNull();
    expect(await find(elsewhere, published.xbrl)).toBeNull();
    const willemijn = await staffAt(owner(), "devries", "willemijn@devries.example");
    expect(await find(willemijn, published.xbrl)).toBeNull();
    await owner()`update memberships set streams = '{}' where account_id = ${marieke.accountId}`;
    expect(await find(marieke, published.xbrl)).toBeNull();
    await owner()`update memberships set streams = '{vat}' where account_id = ${marieke.accountId}`;
  });
});

describe("a part of a file", () => {
  it.each([
    ["its first byte", 0, 0],
    ["a chunk exactly", 65_536, 131_071],
    ["from one chunk into the next", 65_530, 65_540],
    ["its last ten bytes", -10, -1],
  ])("is %s", async (_what, from, to) => {
    const [start, end] = [from, to].map((at) => (at < 0 ? bytes.length + at : at)) as [number, number];
    expect(await read(published.xbrl, { start, end })).toBe(bytes.subarray(start, end + 1).toString());
  });
});

describe("a file that was tampered with is not served", () => {
  const pathOf = async (id: string) =>
    `${fileStoreDir()}/${(await owner()`select storage_key from files where id = ${id}`)[0]?.storage_key}`;

  it.each([
    ["one bit is another", (path: string) => flip(path, 100)],
    ["a later part is another", (path: string) => flip(path, 70_000)],
    ["the end is missing", (path: string) => truncateSync(path, 66_000)],
    ["a whole chunk is missing", (path: string) => cut(path, 65_552, 131_104)],
    ["two chunks are swapped", (path: string) => swap(path, 65_552)],
    ["something was added", (path: string) => writeFileSync(path, Buffer.alloc(1), { flag: "a" })],
  ])("when %s", async (_what, damage) => {
    const path = await pathOf(published.xbrl);
    copyFileSync(path, `${path}.copy`);
    damage(path);
    await expect(read(published.xbrl)).rejects.toThrow();
    copyFileSync(`${path}.copy`, path);
    expect(await read(published.xbrl)).toBe(bytes.toString());
  });

  it("when it is another file of the same firm, key and all", async () => {
    const sql = owner();
    const ids = [published.pdf, published.xbrl];
    const [pdf, xbrl] =
      await sql`select storage_key, file_key, bytes from files where id in ${sql(ids)} order by name`;
    if (!pdf || !xbrl) throw new Error("They are not there");
    await sql`update files set storage_key = ${pdf.storage_key}, bytes = ${pdf.bytes} where id = ${published.xbrl}`;
    await expect(read(published.xbrl)).rejects.toThrow();
    await sql`update files set file_key = ${pdf.file_key} where id = ${published.xbrl}`;
    await expect(read(published.xbrl)).rejects.toThrow();
    await sql`update files set ${sql(xbrl)} where id = ${published.xbrl}`;
    expect(await read(published.xbrl)).toBe(bytes.toString());
  });
});

function flip(path: string, at: number): void {
  const stored = readFileSync(path);
  stored[at] = (stored[at] ?? 0) ^ 1;
  writeFileSync(path, stored);
}

function cut(path: string, from: number, to: number): void {
  const stored = readFileSync(path);
  writeFileSync(path, Buffer.concat([stored.subarray(0, from), stored.subarray(to)]));
}

function swap(path: string, size: number): void {
  const stored = readFileSync(path);
  const [first, second, rest] = [
    stored.subarray(0, size),
    stored.subarray(size, 2 * size),
    stored.subarray(2 * size),
  ];
  writeFileSync(path, Buffer.concat([second, first, rest]));
}

describe("sending a file", () => {
  /** How often it is said to have been sent, with this part asked for, and read to its end or not. */
  async function sent(range: string | null, whole = true): Promise<number> {
    const file = await find(marieke, published.xbrl);
    if (!file) throw new Error("Marieke does not reach it");
    let times = 0;
    const request = new Request("http://x", range ? { headers: { range } } : {});
    const answer = await sendFile(request, file, { onSent: async () => times++ });
    if (whole) await answer.arrayBuffer();
    else await answer.body?.cancel();
    await expect.poll(() => times).toBe(1);
    return times;
  }

  it.each([null, "bytes=0-65535", "bytes=0-0", "bytes=-1"])("says that it was, once: %s", async (range) => {
    expect(await sent(range)).toBe(1);
  });

  it("says so too when whoever asked hangs up before the end", async () => {
    expect(await sent(null, false)).toBe(1);
  });
});
