import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseKeyring } from "@/lib/ports/keyring";
import { unwrapKey, wrapKey } from "@/lib/shared/seal";

const before = { ...process.env };
const [first, second] = [randomBytes(32), randomBytes(32)];
const old = `2025:${first.toString("base64")}`;
const rotated = `2026:${second.toString("base64")},${old}`;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portal-keyring-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  process.env = { ...before };
});

/** A portal process that starts with these settings. */
async function started(PORTAL_KEYRING: string, DATA_DIR = folder) {
  Object.assign(process.env, {
    PORTAL_MODE: "demo",
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    PORTAL_DOMAIN: "localhost:3000",
    PORTAL_KEYRING,
    DATA_DIR,
  });
  vi.resetModules();
  return import("@/lib/ports/keyring");
}

describe("a keyring", () => {
  it("is read in its order, blanks around its entries aside", () => {
    expect(parseKeyring(` ${rotated.replace(",", " ,\n ")}\n`)).toEqual([
      { id: "2026", key: second },
      { id: "2025", key: first },
    ]);
  });

  it.each([
    ["nothing", ""],
    ["a comma at the end", `${old},`],
    ["no id", `:${first.toString("base64")}`],
    ["no key", "2025"],
    ["a key of 31 bytes", `2025:${randomBytes(31).toString("base64")}`],
    ["a key of 33 bytes", `2025:${randomBytes(33).toString("base64")}`],
    ["hexadecimals", `2025:${first.toString("hex")}`],
    ["one id twice", `2025:${second.toString("base64")},${old}`],
  ])("is refused with %s, in words that say no key", (_, text) => {
    try {
      parseKeyring(text);
    } catch (error) {
      const { message } = error as Error;
      expect(message).toMatch(/^PORTAL_KEYRING: each /);
      expect(message).not.toContain(text.slice(5, 20) || "nothing at all");
      return;
    }
    expect.fail("It was taken");
  });

  it("opens what an older key wrapped, and wraps with the newest", () => {
    const key = randomBytes(32);
    const wrapped = wrapKey(parseKeyring(old), key, "firm:1");
    const ring = parseKeyring(rotated);
    expect(unwrapKey(ring, wrapped, "firm:1")).toEqual(key);
    expect(wrapKey(ring, key, "firm:1").keyId).toBe("2026");
    expect(() => unwrapKey(parseKeyring(rotated.split(",")[0] ?? ""), wrapped, "firm:1")).toThrow("2025");
  });

  it("keeps sessions and codes valid while it is rotated: their secrets come from the oldest key", async () => {
    const secrets = async (text: string) => {
      const { derivedSecret } = await started(text);
      return ["next-auth", "codes", "device", "throttle"].map(derivedSecret);
    };
    const some = await secrets(old);
    expect(await secrets(rotated)).toEqual(some);
    expect(new Set(some).size).toBe(4);
    expect(some.every((secret) => Buffer.from(secret, "base64url").length === 32)).toBe(true);
    const fresh = await secrets(rotated.split(",")[0] ?? "");
    expect(fresh.some((secret) => some.includes(secret))).toBe(false);
  });
});

describe("the demo's keyring", () => {
  it("is made once, of 32 random bytes, and readable by its owner alone", async () => {
    const { keyring } = await started("", join(folder, "data"));
    const [made] = keyring();
    expect(made).toMatchObject({ id: "demo", key: expect.any(Buffer) });
    expect(made?.key).toHaveLength(32);
    const path = join(folder, "data", "keyring");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, "data"))).toEqual(["keyring"]);
    const again = await started("", join(folder, "data"));
    expect(again.keyring()).toEqual([made]);
    const other = await started("", join(folder, "elsewhere"));
    expect(other.keyring()).not.toEqual([made]);
  });

  it("is left as it is by a process that comes second, and stands back for a setting", async () => {
    (await started("")).keyring();
    const text = readFileSync(join(folder, "keyring"), "utf8");
    chmodSync(join(folder, "keyring"), 0o400);
    (await started("")).keyring();
    expect(readFileSync(join(folder, "keyring"), "utf8")).toBe(text);
    expect((await started(old)).keyring()).toEqual([{ id: "2025", key: first }]);
  });
});
