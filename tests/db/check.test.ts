import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { beforeAll, describe, expect, it } from "vitest";
import { chunksOf } from "@/app/api/uploads/chunks";
import { tellStory } from "@/db/demo/story";
import type { Staff } from "@/lib/access/actor";
import { keepRoom } from "@/lib/dossier/upload-room";
import { checkFile } from "@/lib/signing/check";
import { testDatabase } from "@/tests/support/database";
import { aDocument } from "@/tests/support/documents";
import { aSignedPaper } from "@/tests/support/pades/people";
import { revised } from "@/tests/support/pades/signed-pdf";
import { staffAt } from "@/tests/support/people";
import { aPdf, organisationOf, storedFiles, upload } from "@/tests/support/uploads";
import { PAGE, protectedBy, written } from "@/tests/unit/pdf/documents";

const { owner } = testDatabase();
let sander: Staff;
let willemijn: Staff;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  sander = await staffAt(owner(), "noorderlicht", "sander@noorderlicht.example");
  willemijn = await staffAt(owner(), "devries", "willemijn@devries.example");
});

let addresses = 0;
/** Brings a file as a browser does, each time from another address unless told. */
function check(
  bytes: Uint8Array,
  { firmId = sander.firmId, from = `192.0.2.${++addresses}`, said = true } = {},
) {
  async function* body() {
    for (let at = 0; at < bytes.length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024);
  }
  return checkFile(firmId, { body: body(), bytes: said ? bytes.length : null, from });
}

async function kept() {
  const [rows] = await owner()`select (select count(*)::int from uploads) as uploads,
    (select count(*)::int from files) as files, (select count(*)::int from outbox) as jobs,
    (select sum(seq)::int from audit_heads) as entries`;
  return {
    ...rows,
    disk: storedFiles(),
    temporary: readdirSync(tmpdir()).filter((name) => /portal-repair/.test(name)),
  };
}

describe("a file that anybody brings", () => {
  it("leaves nothing behind, whatever it is", async () => {
    const before = await kept();
    for (const bytes of [await aPdf("Vreemd"), Buffer.from("%PDF-1.7 and nothing else"), Buffer.alloc(0)]) {
      await check(bytes);
    }
    expect(await kept()).toEqual(before);
  });

  it("is known to the firm that put it before a client, and to no other", async () => {
    const pdf = await aPdf("Jaarstukken van de bakkerij");
    const bakery = await organisationOf(owner(), "bakkerij-de-korenaar");
    expect(await check(pdf)).toMatchObject({ ok: true, known: null });
    const uploaded = await upload(sander, bakery, "pdf", pdf, "Stuk.pdf");
    if (!uploaded.ok) throw new Error(uploaded.reason);
    const { id } = await aDocument(sander, bakery, { attachment: uploaded.id });
    const [row] = await owner()`select created_at from filing_versions where filing_id = ${id}`;
    expect(await check(pdf)).toMatchObject({ ok: true, known: { at: row?.created_at } });
    expect(await check(pdf, { firmId: willemijn.firmId })).toMatchObject({ ok: true, known: null });
    // One byte behind it, and it is another file.
    expect(await check(Buffer.concat([pdf, Buffer.from("\n")]))).toMatchObject({ ok: true, known: null });
  });

  it("is known by what was signed of it, as long as that is what one reads", async () => {
    const paper = await aSignedPaper();
    const bakery = await organisationOf(owner(), "bakkerij-de-korenaar");
    const uploaded = await upload(sander, bakery, "pdf", paper.bytes, "Getekend.pdf");
    if (!uploaded.ok) throw new Error(uploaded.reason);
    await aDocument(sander, bakery, { attachment: uploaded.id });
    const archived = revised({ ...paper, catalog: "/DSS << >>" }, {});
    expect(await check(archived.bytes)).toMatchObject({ ok: true, known: { at: expect.any(Date) } });
    const other = revised({ ...paper, page: "/MediaBox [0 0 600 400]" }, {});
    expect(await check(other.bytes)).toMatchObject({ ok: true, known: null });
  });

  it.each([
    ["nothing", "empty", async () => Buffer.alloc(0)],
    ["a letter", "not-a-pdf", async () => Buffer.from("Geachte heer Hoekstra,")],
    ["one that asks for a password", "locked", () => protectedBy({ userPassword: "a", ownerPassword: "b" })],
    ["one that was cut off", "damaged", async () => (await aPdf()).subarray(0, 400)],
    [
      "one in which the reader never comes to an end",
      "too-heavy",
      async () =>
        written(
          "<< /Type /Catalog /Pages 2 0 R >>",
          "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
          PAGE.replace("/Parent", "} /Parent"),
        ),
    ],
  ])("%s is refused kindly: %s", async (_what, reason, bytes) => {
    expect(await check(await bytes())).toEqual({ ok: false, reason });
    // And whoever comes next is answered.
    expect(await check(await aPdf())).toMatchObject({ ok: true });
  });

  it("may not be larger than what is read, whether that is said or not", async () => {
    const bytes = Buffer.alloc(60 * 1024 * 1024 + 1, "%PDF-1.7\n");
    expect(await check(bytes)).toEqual({ ok: false, reason: "too-large" });
    expect(await check(bytes, { said: false })).toEqual({ ok: false, reason: "too-large" });
  });
});

describe("who makes others wait", () => {
  it("takes no room that clients and staff have, and none for ever", async () => {
    const patience = new AbortController();
    // Says that it is large, and sends nothing more.
    const slow = (from: string) => {
      let begin = () => {};
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const body = new ReadableStream({
        start: (sender) => sender.enqueue(Buffer.from("%PDF-1.7\n")),
        pull: () => begin(),
      });
      const chunks = chunksOf(body, patience.signal);
      return {
        begun,
        answer: checkFile(sander.firmId, { body: chunks, bytes: 50 * 1024 * 1024, from }),
      };
    };
    const held = ["203.0.113.1", "203.0.113.2"].flatMap((from) => [slow(from), slow(from)]);
    await Promise.all(held.map(({ begun }) => begun));
    expect(await slow("203.0.113.3").answer).toEqual({ ok: false, reason: "checks-busy" });
    const kept = keepRoom("somebody", 200 * 1024 * 1024);
    expect(kept.ok).toBe(true);
    if (kept.ok) kept.free();
    patience.abort(new DOMException("too slow", "TimeoutError"));
    for (const { answer } of held) expect(await answer).toEqual({ ok: false, reason: "upload-failed" });
    expect(await check(await aPdf())).toMatchObject({ ok: true });
  });

  it("is told so when ten wait for their turn", async () => {
    const pdf = await aPdf();
    const answers = await Promise.all(Array.from({ length: 40 }, () => check(pdf)));
    const busy = answers.filter((answer) => !answer.ok && answer.reason === "checks-busy");
    expect(busy.length).toBeGreaterThan(0);
    expect(answers.filter(({ ok }) => ok).length).toBe(answers.length - busy.length);
    expect(await check(pdf)).toMatchObject({ ok: true });
  });
});

it("is done thirty times in a quarter of an hour for one address, and goes on for others", async () => {
  const from = "198.51.100.7";
  const letter = Buffer.from("Geachte heer Hoekstra,");
  for (let time = 0; time < 30; time++) {
    expect(await check(letter, { from })).toEqual({ ok: false, reason: "not-a-pdf" });
  }
  expect(await check(letter, { from })).toEqual({ ok: false, reason: "too-many-checks" });
  expect(await check(letter)).toEqual({ ok: false, reason: "not-a-pdf" });
});

it("is not done more often by whoever has many addresses of IPv6, as everybody has", async () => {
  const letter = Buffer.from("Geachte heer Hoekstra,");
  for (let time = 0; time < 30; time++) await check(letter, { from: `2001:db8:1:2::${time}` });
  expect(await check(letter, { from: "2001:db8:1:2:ffff::" })).toEqual({
    ok: false,
    reason: "too-many-checks",
  });
  expect(await check(letter, { from: "2001:db8:1:3::1" })).toEqual({ ok: false, reason: "not-a-pdf" });
});
