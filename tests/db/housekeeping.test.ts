import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { recordUpload } from "@/lib/dossier/files";
import { keepLocalMessage } from "@/lib/notifications/local";
import { drain } from "@/lib/outbox/drain";
import { enqueue } from "@/lib/outbox/enqueue";
import { setClock } from "@/lib/ports/clock";
import { fileStoreDir } from "@/lib/ports/environment";
import { storage } from "@/lib/ports/storage";
import { newId } from "@/lib/shared/ids";
import { createFirm } from "@/lib/tenancy/create";
import { handlers } from "@/lib/worker/handlers";
import { tidyUp } from "@/lib/worker/housekeeping";
import { testDatabase } from "@/tests/support/database";

const { owner } = testDatabase();
const [ours, theirs] = [newId(), newId()];
const [account, organisation] = [newId(), newId()];

beforeAll(async () => {
  for (const [id, slug] of [
    [ours, "ours"],
    [theirs, "theirs"],
  ] as const) {
    const brand = { hue: 1, chroma: 0.1, mark: [], smsSender: slug, smsShowsAmount: false };
    const house = { phone: "", openingHours: "", mailAddress: `portaal@${slug}.example` };
    await createFirm({ id, slug, name: slug, allowedCountries: ["NL"], ...brand, ...house });
  }
  await owner()`insert into accounts (firm_id, id, kind, email, name, first_name)
    values (${ours}, ${account}, 'staff', 'a@ours.example', 'A', 'A')`;
  await owner()`insert into organisations (firm_id, id, slug, name, kind)
    values (${ours}, ${organisation}, 'one', 'One', 'company')`;
});
beforeEach(async () => {
  await owner()`truncate outbox`;
});
afterEach(() => setClock(null));

const system = systemOf(ours, "test");
const daysOn = (days: number) => setClock(() => new Date(Date.now() + days * 86_400_000));
const settleAll = async () => {
  while ((await drain(handlers, "worker")) > 0);
};
const jobs = async () =>
  (await owner()`select status, kind from outbox where kind = 'other' order by id`).map(
    ({ status }) => status,
  );

describe("tidying up", () => {
  it("gives each firm its own job, once a day", async () => {
    await tidyUp();
    await Promise.all([tidyUp(), tidyUp()]);
    const today = await owner()`select firm_id from outbox where kind = 'housekeeping'`;
    expect(today.map(({ firm_id }) => firm_id).sort()).toEqual([ours, theirs].sort());
    daysOn(1);
    await tidyUp();
    expect(await owner()`select 1 from outbox where kind = 'housekeeping'`).toHaveLength(4);
  });

  it("removes jobs that were done a month ago, and keeps what a person has to see", async () => {
    for (const status of ["done", "expired", "failed", "unknown", "waiting"]) {
      const id = await inScope(system, (ctx) =>
        enqueue(ctx, {
          kind: "other",
          payload: {},
          idempotencyKey: newId(),
          runAfter: new Date("2999-01-01"),
        }),
      );
      await owner()`update outbox set status = ${status}, done_at = ${status === "waiting" ? null : new Date().toISOString()}
        where id = ${id}`;
    }
    daysOn(29);
    await tidyUp();
    expect(await jobs()).toHaveLength(5);
    daysOn(31);
    await tidyUp();
    expect((await jobs()).sort()).toEqual(["failed", "unknown", "waiting"]);
  });

  it("removes files that were begun a day ago and never finished, and touches no other", async () => {
    const folder = join(fileStoreDir(), ours, String(new Date().getUTCFullYear()));
    await mkdir(folder, { recursive: true });
    const old = new Date(Date.now() - 25 * 3_600_000);
    for (const [name, at] of [
      ["a.part", old],
      ["b.part", new Date()],
      ["c", old],
    ] as const) {
      await writeFile(join(folder, name), "x");
      await utimes(join(folder, name), at, at);
    }
    await tidyUp();
    expect((await readdir(folder)).sort()).toEqual(["b.part", "c"]);
  });
});

describe("what was uploaded and never published", () => {
  async function upload(): Promise<{ id: string; storageKey: string }> {
    const id = newId();
    const bytes = (async function* () {
      yield Buffer.from("bytes");
    })();
    const stored = await storage().put({ firmId: ours, fileId: id }, bytes, { maxBytes: 100 });
    const about = { kind: "pdf" as const, name: "x.pdf", mime: "application/pdf", pages: 1, reading: null };
    await inScope(system, (ctx) =>
      recordUpload(ctx, { ...about, id, organisationId: organisation, accountId: account, stored }),
    );
    return { id, storageKey: stored.storageKey };
  }
  const there = async (storageKey: string) => {
    const [firm, year, name] = storageKey.split("/") as [string, string, string];
    return (await readdir(join(fileStoreDir(), firm, year))).includes(name);
  };

  it("goes after a week, row and bytes; what was published stays", async () => {
    const [forgotten, used, odd] = [await upload(), await upload(), await upload()];
    await owner()`update uploads set used_at = now() where id = ${used.id}`;
    // The bytes of a file are never removed, whatever the row of the upload says.
    await owner()`insert into files (firm_id, id, organisation_id, stream, name, mime, bytes, sha256, storage_key, file_key, created_at)
      select firm_id, id, organisation_id, 'vat', name, mime, bytes, sha256, storage_key, file_key, now() from uploads where id = ${odd.id}`;
    daysOn(6);
    await tidyUp();
    await settleAll();
    expect(await there(forgotten.storageKey)).toBe(true);
    daysOn(8);
    const fresh = await upload();
    await tidyUp();
    await settleAll();
    expect(await there(forgotten.storageKey)).toBe(false);
    for (const { storageKey } of [used, odd, fresh]) expect(await there(storageKey)).toBe(true);
    const left = await owner()`select id from uploads order by id`;
    expect(left.map(({ id }) => id)).toEqual([used.id, fresh.id].sort());
  });
});

describe("the messages of the demo", () => {
  it("are the newest five hundred of each firm", async () => {
    for (const firmId of [ours, theirs])
      await owner()`insert into local_messages (firm_id, id, channel, "to", "from", subject, text, at)
        select ${firmId}, gen_random_uuid(), 'sms', '', '', '', n::text, now() - n * interval '1 minute'
        from generate_series(1, 520) n`;
    const to = { channel: "sms", to: "", from: "", subject: "" } as const;
    await keepLocalMessage({ ...to, firmId: ours, text: "newest", at: new Date() });
    await tidyUp();
    await settleAll();
    for (const firmId of [ours, theirs]) {
      const left = await owner()`select text from local_messages where firm_id = ${firmId} order by at desc`;
      expect(left).toHaveLength(500);
      expect(left[0]?.text).toBe(firmId === ours ? "newest" : "1");
    }
  });
});
