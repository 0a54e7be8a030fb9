import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { PDF } from "@libpdf/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import type { Staff } from "@/lib/access/actor";
import { receiveUpload } from "@/lib/approvals/receive";
import { setClock } from "@/lib/ports/clock";
import { newId } from "@/lib/shared/ids";
import { testDatabase } from "@/tests/support/database";
import { staffAt } from "@/tests/support/people";
import { anXbrl, aPdf, organisationOf, storedFiles, upload } from "@/tests/support/uploads";
import { bombPdf } from "@/tests/unit/pdf/bomb";

const { owner } = testDatabase();
const megabyte = 1024 * 1024;
let sander: Staff;
let bakery: string;
let property: string;
let physio: string;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(() => new Date("2026-11-24T09:00:00Z"));
  sander = await staffAt(owner(), "noorderlicht", "sander@noorderlicht.example");
  bakery = await organisationOf(owner(), "bakkerij-de-korenaar");
  property = await organisationOf(owner(), "de-korenaar-vastgoed");
  physio = await organisationOf(owner(), "fysio-de-linde");
});
afterAll(() => setClock(null));

/** Everything that an upload could leave behind. */
async function kept() {
  const [rows] = await owner()`select (select count(*)::int from uploads) as uploads,
    (select count(*)::int from files) as files, (select count(*)::int from outbox) as jobs,
    (select sum(seq)::int from audit_heads) as entries`;
  return { ...rows, disk: storedFiles() };
}
const text = (words: string) => Buffer.from(words);

describe("what is no PDF for a client to read leaves nothing behind", () => {
  it.each([
    ["nothing at all", "empty", async () => Buffer.alloc(0)],
    ["a letter", "not-a-pdf", async () => text("Geachte heer Hoekstra,")],
    ["a page of the web", "not-a-pdf", async () => text("<!doctype html><script>alert(1)</script>")],
    ["an XBRL", "not-a-pdf", async () => anXbrl()],
    ["one without a page", "empty", async () => Buffer.from(await PDF.create().save())],
    ["one that is locked", "locked", lockedPdf],
    ["one that was cut off", "damaged", async () => (await aPdf()).subarray(0, 400)],
    ["a few kilobytes that want gigabytes", "damaged", async () => Buffer.from(await bombPdf(1024))],
  ])("%s: %s", async (_what, reason, bytes) => {
    const before = await kept();
    expect(await upload(sander, bakery, "pdf", await bytes())).toEqual({ ok: false, reason });
    expect(await kept()).toEqual(before);
  });

  it("one of 60 MB: it is not read to its end", async () => {
    const before = await kept();
    let sent = 0;
    async function* body() {
      const piece = Buffer.alloc(megabyte, " ");
      for (; sent < 60; sent++) yield sent === 0 ? Buffer.concat([text("%PDF-1.7\n"), piece]) : piece;
    }
    const wish = { organisationId: bakery, kind: "pdf", name: "groot.pdf", body: body() } as const;
    expect(await receiveUpload(sander, wish)).toEqual({ ok: false, reason: "too-large" });
    expect(sent).toBeLessThanOrEqual(50);
    expect(await kept()).toEqual(before);
  });

  it("one whose sending breaks off", async () => {
    const before = await kept();
    async function* body() {
      yield await aPdf();
      throw new Error("the connection was reset");
    }
    const wish = { organisationId: bakery, kind: "pdf", name: "half.pdf", body: body() } as const;
    await expect(receiveUpload(sander, wish)).rejects.toThrow("the connection was reset");
    expect(await kept()).toEqual(before);
  });
});

describe("what is no VAT return of this organisation leaves nothing behind", () => {
  const good = anXbrl().toString();
  it.each([
    ["nothing at all", "empty", ""],
    ["a PDF", "not-xml", "%PDF-1.7 and so on"],
    ["one that is broken", "not-xml", good.replace("</xbrli:xbrl>", "")],
    ["another kind of XML", "unknown-document", "<?xml version='1.0'?><invoice/>"],
    ["one with a DTD", "has-dtd", good.replace("<xbrli:xbrl", "<!DOCTYPE x [<!ENTITY a 'b'>]><xbrli:xbrl")],
    ["one in another encoding", "unreadable-encoding", good.replace("UTF-8", "UTF-16")],
    ["another kind of return", "unknown-document", good.replace("bd-rpt-ob-aangifte", "bd-rpt-erf-aangifte")],
    ["one of another organisation", "other-organisation", anXbrl({ obNumber: "001000044B37" }).toString()],
    ["one without an OB number", "no-number", good.replace("001000056B01", "12345")],
    ["one of 6 MB", "too-large", `${good}${" ".repeat(6 * megabyte)}`],
  ])("%s: %s", async (_what, reason, words) => {
    const before = await kept();
    expect(await upload(sander, bakery, "xbrl", text(words))).toEqual({ ok: false, reason });
    expect(await kept()).toEqual(before);
  });
});

describe("what surprises is a question, not a refusal", () => {
  const year = (number: number) => ({ start: `${number}-10-01`, end: `${number}-10-31` });
  it.each([
    ["a month that is overdue", { period: { start: "2026-09-01", end: "2026-09-30" } }, ["deadline-passed"]],
    [
      "a month that is not over",
      { period: { start: "2026-11-01", end: "2026-11-30" } },
      ["period-in-future"],
    ],
    ["a year ago", { period: year(2025) }, ["period-old", "deadline-passed"]],
    ["a period of its own", { period: { start: "2026-10-01", end: "2026-10-30" } }, ["odd-period"]],
  ])("%s", async (_what, wish, questions) => {
    const received = await upload(sander, bakery, "xbrl", anXbrl(wish));
    if (!received.ok) throw new Error(received.reason);
    const [row] = await owner()`select reading from uploads where id = ${received.id}`;
    expect(row?.reading.questions).toEqual(questions);
    expect(row?.reading.period).toEqual(wish.period);
  });

  it("an organisation without an OB number on file", async () => {
    const other = await upload(sander, physio, "xbrl", anXbrl({ obNumber: "001000044B37" }));
    if (!other.ok) throw new Error(other.reason);
    const [row] = await owner()`select reading from uploads where id = ${other.id}`;
    expect(row?.reading.questions).toEqual(["no-number-on-file"]);
  });
});

describe("uploads that are under way at once", () => {
  /** One that has begun to come in and does not go on before it is told to. */
  function hanging(actor: Staff, bytes: number, organisationId = bakery) {
    let letGo = () => {};
    const until = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    async function* body() {
      await until;
      yield text("bijlage");
    }
    const wish = { organisationId, kind: "annex", name: "bijlage.xml", bytes, body: body() } as const;
    return { done: receiveUpload(actor, wish), letGo };
  }
  const busy = (reason: string) => ({ ok: false, reason });

  it("are bounded for each person, and for all together", async () => {
    const anouk = await staffAt(owner(), "noorderlicht", "anouk@noorderlicht.example");
    const willemijn = await staffAt(owner(), "devries", "willemijn@devries.example");
    const garage = await organisationOf(owner(), "garage-postma");
    const whole = 20 * megabyte;
    const running = Array.from({ length: 20 }, (_, i) => hanging(i < 10 ? sander : anouk, whole));
    await new Promise((done) => setTimeout(done, 1000));
    expect(await hanging(sander, 1).done).toEqual(busy("too-many-uploads"));
    expect(await hanging(willemijn, 1, garage).done).toEqual(busy("uploads-busy"));
    for (const { letGo } of running) letGo();
    const ends = await Promise.all(running.map(({ done }) => done));
    expect(ends.every(({ ok }) => ok)).toBe(true);
    const later = hanging(sander, whole);
    later.letGo();
    expect((await later.done).ok).toBe(true);
  });

  it("for an organisation out of reach hold nothing: not a byte is read", async () => {
    const joris = await staffAt(owner(), "noorderlicht", "joris@noorderlicht.example");
    const garage = await organisationOf(owner(), "garage-postma");
    let read = false;
    async function* body() {
      read = true;
      yield text("%PDF-1.7");
    }
    for (const organisationId of [garage, newId()]) {
      const wish = { organisationId, kind: "pdf", name: "x.pdf", body: body() } as const;
      expect(await receiveUpload(joris, wish)).toEqual(busy("not-found"));
    }
    expect(read).toBe(false);
  });

  it("that say beforehand to be too large are not read either", async () => {
    expect(await hanging(sander, 20 * megabyte + 1).done).toEqual(busy("too-large"));
  });
});

describe("a good upload", () => {
  it("is kept under the ending of what it is, whatever it was called", async () => {
    const received = await upload(sander, bakery, "pdf", await aPdf(), "poly.html");
    if (!received.ok) throw new Error(received.reason);
    const [row] = await owner()`select name, mime from uploads where id = ${received.id}`;
    expect(row).toEqual({ name: "poly.pdf", mime: "application/pdf" });
  });

  it("is one row and one file, whose bytes and OB number cannot be read from outside", async () => {
    const before = await kept();
    const bytes = await aPdf("Een geheim bedrag");
    const received = await upload(sander, bakery, "pdf", bytes, "Aangifte.pdf");
    if (!received.ok) throw new Error(received.reason);
    const after = await kept();
    const [path = "", ...more] = after.disk.filter((file) => !before.disk.includes(file));
    expect(more).toEqual([]);
    expect(path).toMatch(new RegExp(`/files/${sander.firmId}/2026/[0-9a-f]{32}$`));
    expect(readFileSync(path).includes("PDF")).toBe(false);
    const [row] = await owner()`select * from uploads where id = ${received.id}`;
    expect(row).toMatchObject({ kind: "pdf", name: "Aangifte.pdf", pages: 1, used_at: null });
    expect(row).toMatchObject({ created_by: sander.accountId, organisation_id: bakery });
    expect(Number(row?.bytes)).toBe(bytes.length);

    const xbrl = await upload(sander, bakery, "xbrl", anXbrl());
    if (!xbrl.ok) throw new Error(xbrl.reason);
    const [stored] = await owner()`select u::text as everything from uploads u where id = ${xbrl.id}`;
    expect(stored?.everything).not.toContain("001000056");
  });
});

const samples = resolve(import.meta.dirname, "../../../shared/testdata/xbrl");

describe.skipIf(!existsSync(samples))("the official sample", () => {
  it("is taken as it is, for the organisation that it names", async () => {
    const bytes = readFileSync(`${samples}/VB-01_bd-rpt-ob-aangifte-2021.xbrl`);
    const received = await upload(sander, property, "xbrl", bytes);
    if (!received.ok) throw new Error(received.reason);
    const [row] = await owner()`select reading from uploads where id = ${received.id}`;
    expect(row?.reading).toMatchObject({
      period: { start: "2021-10-01", end: "2021-10-31" },
      figures: { amount: 324_000 },
      questions: ["period-old", "deadline-passed"],
    });
    expect(await upload(sander, bakery, "xbrl", bytes)).toEqual({ ok: false, reason: "other-organisation" });
  });
});

async function lockedPdf(): Promise<Buffer> {
  const pdf = await PDF.load(await aPdf());
  pdf.setProtection({ userPassword: "geheim", ownerPassword: "geheimer" });
  return Buffer.from(await pdf.save());
}
