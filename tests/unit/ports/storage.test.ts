import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileStoreDir, forgetEnvironment } from "@/lib/ports/environment";
import { FileDamaged, FileTooLarge, type Stored, storage } from "@/lib/ports/storage";
import { newId } from "@/lib/shared/ids";

const before = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), "portal-storage-"));
const chunk = 65_536;
const firmId = newId();

beforeAll(() => {
  Object.assign(process.env, {
    PORTAL_MODE: "demo",
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    PORTAL_DOMAIN: "localhost:3000",
    DATA_DIR: folder,
  });
  forgetEnvironment();
});
afterAll(() => {
  process.env = { ...before };
  forgetEnvironment();
  rmSync(folder, { recursive: true, force: true });
});

async function* inPieces(bytes: Buffer, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
async function kept(bytes: Buffer, size = 50_000, maxBytes = 10 * chunk) {
  const fileId = newId();
  const stored = await storage().put({ firmId, fileId }, inPieces(bytes, size), { maxBytes });
  return { ...stored, fileId };
}
const read = async (file: Stored & { fileId: string }, range?: { start: number; end: number }) =>
  buffer(await storage().open(file, range));
const pathOf = ({ storageKey }: Stored) => join(fileStoreDir(), storageKey);
const everything = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());

describe("a stored file", () => {
  it.each([0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk - 1, 2 * chunk, 2 * chunk + 1, 3 * chunk + 7])(
    "of %d bytes comes back as it was, whatever pieces it came in",
    async (length) => {
      const bytes = randomBytes(length);
      for (const size of [7 * chunk, chunk, 60_001]) {
        const file = await kept(bytes, size);
        expect(file.bytes).toBe(length);
        expect(file.sha256Hex).toBe(createHash("sha256").update(bytes).digest("hex"));
        expect((await read(file)).equals(bytes)).toBe(true);
      }
    },
  );

  it("can be read in parts, at every border of its chunks", async () => {
    const bytes = randomBytes(2 * chunk + 100);
    const file = await kept(bytes);
    const borders = [
      0,
      1,
      chunk - 1,
      chunk,
      chunk + 1,
      2 * chunk - 1,
      2 * chunk,
      2 * chunk + 1,
      bytes.length - 1,
    ];
    for (const start of borders) {
      for (const end of borders.filter((one) => one >= start)) {
        const part = await read(file, { start, end });
        expect(part.equals(bytes.subarray(start, end + 1)), `${start}-${end}`).toBe(true);
      }
    }
  });

  it("can be read in any part", async () => {
    const bytes = randomBytes(3 * chunk + 5);
    const file = await kept(bytes);
    const place = fc.nat(bytes.length - 1);
    await fc.assert(
      fc.asyncProperty(place, place, async (one, other) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        expect((await read(file, { start, end })).equals(bytes.subarray(start, end + 1))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("shows nothing of its name or content on disk, and is for this user alone", async () => {
    const words = Buffer.from("NL123456782B01 Bakkerij De Korenaar ".repeat(100));
    const file = await kept(words);
    expect(file.storageKey).toMatch(new RegExp(`^${firmId}/\\d{4}/[0-9a-f]{32}$`));
    expect(file.storageKey).not.toContain(file.fileId);
    const onDisk = readFileSync(pathOf(file));
    expect(onDisk.includes("Korenaar")).toBe(false);
    expect(onDisk.includes(file.fileKey)).toBe(false);
    expect(statSync(pathOf(file)).mode & 0o777).toBe(0o600);
    expect(statSync(join(pathOf(file), "..")).mode & 0o777).toBe(0o700);
  });

  it("is never written over: the same file again is another one, with a key of its own", async () => {
    const fileId = newId();
    const put = (text: string) =>
      storage().put({ firmId, fileId }, inPieces(Buffer.from(text), 10), { maxBytes: 100 });
    const [one, other] = [await put("the first"), await put("the second")];
    expect(one.storageKey).not.toBe(other.storageKey);
    expect(one.fileKey.equals(other.fileKey)).toBe(false);
    expect((await read({ ...one, fileId })).toString()).toBe("the first");
    await storage().remove(other.storageKey);
    await storage().remove(other.storageKey);
    expect((await read({ ...one, fileId })).toString()).toBe("the first");
  });
});

describe("a file on disk that was changed", () => {
  const damages: [string, (stored: Buffer) => Buffer][] = [
    ["a bit", (b) => Buffer.concat([b.subarray(0, 5), Buffer.of((b[5] ?? 0) ^ 1), b.subarray(6)])],
    ["the last bit of its seal", (b) => Buffer.concat([b.subarray(0, -1), Buffer.of((b.at(-1) ?? 0) ^ 1)])],
    ["cut off by a byte", (b) => b.subarray(0, -1)],
    ["cut off by a chunk", (b) => b.subarray(0, 2 * (chunk + 16))],
    ["longer by a byte", (b) => Buffer.concat([b, Buffer.alloc(1)])],
    ["two chunks swapped", (b) => swapped(b)],
    [
      "a chunk twice",
      (b) =>
        Buffer.concat([b.subarray(0, chunk + 16), b.subarray(0, chunk + 16), b.subarray(2 * (chunk + 16))]),
    ],
    ["emptied", () => Buffer.alloc(0)],
  ];
  it.each(damages)("is not served: %s", async (_, damage) => {
    const file = await kept(randomBytes(2 * chunk + 100));
    writeFileSync(pathOf(file), damage(readFileSync(pathOf(file))));
    await expect(read(file)).rejects.toThrow(FileDamaged);
  });

  it("is not served under another id, with another key, or as shorter than it is", async () => {
    const bytes = randomBytes(2 * chunk);
    const [file, other] = [await kept(bytes), await kept(bytes)];
    await expect(read({ ...file, fileId: other.fileId })).rejects.toThrow(FileDamaged);
    await expect(read({ ...file, fileKey: other.fileKey })).rejects.toThrow(FileDamaged);
    await expect(read({ ...file, storageKey: other.storageKey })).rejects.toThrow(FileDamaged);
    writeFileSync(pathOf(file), readFileSync(pathOf(file)).subarray(0, chunk + 16));
    await expect(read({ ...file, bytes: chunk })).rejects.toThrow(FileDamaged);
  });

  it("is a failure, not an empty file, when it is gone", async () => {
    const file = await kept(randomBytes(10));
    await storage().remove(file.storageKey);
    await expect(read(file)).rejects.toThrow("ENOENT");
  });
});

describe("a file that is not kept", () => {
  it("is too large by one byte, and leaves nothing behind", async () => {
    const files = everything().length;
    await expect(kept(randomBytes(chunk + 1), 1000, chunk)).rejects.toThrow(FileTooLarge);
    expect(everything()).toHaveLength(files);
    expect((await kept(randomBytes(chunk), 1000, chunk)).bytes).toBe(chunk);
  });

  it("broke off while it came, and leaves nothing behind", async () => {
    const files = everything().length;
    async function* breaking() {
      yield randomBytes(3 * chunk);
      throw new Error("the connection was reset");
    }
    const putting = storage().put({ firmId, fileId: newId() }, breaking(), { maxBytes: 10 * chunk });
    await expect(putting).rejects.toThrow("the connection was reset");
    expect(everything()).toHaveLength(files);
  });
});

it.each(["../keyring", `${firmId}/2026/../../../keyring`, "/etc/passwd", `${firmId}/2026/x`, ""])(
  "%j is no key of a file",
  async (storageKey) => {
    const file = { storageKey, fileId: newId(), fileKey: randomBytes(32), bytes: 1 };
    await expect(storage().open(file)).rejects.toThrow("Not a storage key");
    await expect(storage().remove(storageKey)).rejects.toThrow("Not a storage key");
  },
);

function swapped(b: Buffer): Buffer {
  const size = chunk + 16;
  return Buffer.concat([b.subarray(size, 2 * size), b.subarray(0, size), b.subarray(2 * size)]);
}
