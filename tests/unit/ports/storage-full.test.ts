import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { forgetEnvironment } from "@/lib/ports/environment";
import { StorageFull, storage } from "@/lib/ports/storage";
import { newId } from "@/lib/shared/ids";

/** A disk with so much room left, and which files and folders were made safe on it. */
const disk = { room: Number.POSITIVE_INFINITY, code: "ENOSPC", synced: [] as string[] };
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  return {
    ...real,
    open: async (path: string, ...rest: [string, number?]) => {
      const handle = await real.open(path, ...rest);
      const [write, sync] = [handle.write.bind(handle), handle.sync.bind(handle)];
      // As the system does: what still fits is written, and only the next call hears of it.
      handle.write = (async (data: Buffer, offset = 0, length = data.length - offset) => {
        if (disk.room <= 0) throw Object.assign(new Error("no space left"), { code: disk.code });
        const fits = Math.min(length, disk.room);
        disk.room -= fits;
        return write(data, offset, fits);
      }) as FileHandle["write"];
      handle.sync = async () => {
        disk.synced.push(path);
        return sync();
      };
      return handle;
    },
  };
});

const before = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), "portal-full-"));
beforeAll(() => {
  Object.assign(process.env, {
    PORTAL_MODE: "demo",
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    PORTAL_DOMAIN: "localhost:3000",
    DATA_DIR: folder,
  });
  forgetEnvironment();
});
afterEach(() => Object.assign(disk, { room: Number.POSITIVE_INFINITY, code: "ENOSPC", synced: [] }));
afterAll(() => {
  process.env = { ...before };
  forgetEnvironment();
  rmSync(folder, { recursive: true, force: true });
});

const bytes = randomBytes(150_000);
const firmId = newId();
async function* source() {
  yield bytes;
}
const put = (fileId = newId()) => storage().put({ firmId, fileId }, source(), { maxBytes: 1_000_000 });
const everything = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());

describe("a disk that is full", () => {
  it.each([
    ["at once", 0, "ENOSPC"],
    ["half way", 70_000, "ENOSPC"],
    ["a byte before the end", 150_047, "ENOSPC"],
    ["for this user", 70_000, "EDQUOT"],
  ])("%s is said in words, and leaves no half file", async (_, room, code) => {
    Object.assign(disk, { room, code });
    await expect(put()).rejects.toThrow(StorageFull);
    expect(everything()).toEqual([]);
  });

  it("by exactly this file was not full", async () => {
    const fileId = newId();
    disk.room = 150_048;
    const stored = await put(fileId);
    expect((await buffer(await storage().open({ ...stored, fileId }))).equals(bytes)).toBe(true);
  });
});

describe("a file that was kept", () => {
  it("is safe on disk before it is spoken of: itself, and every folder that was made for it", async () => {
    rmSync(join(folder, "files"), { recursive: true, force: true });
    const { storageKey } = await put();
    const [firm, year] = storageKey.split("/");
    const synced = disk.synced.map((path) => relative(folder, path));
    expect(synced).toEqual([
      `files/${storageKey}.part`,
      `files/${firm}/${year}`,
      `files/${firm}`,
      "files",
      "",
    ]);
    disk.synced.length = 0;
    const next = await put();
    expect(disk.synced.map((path) => relative(folder, path))).toEqual([
      `files/${next.storageKey}.part`,
      `files/${firm}/${year}`,
    ]);
  });
});
