import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { askedFromInside, firmOfHost, hostOf, originOf } from "@/lib/access/firm";
import { forgetEnvironment } from "@/lib/ports/environment";

const asked: string[] = [];
const database = { firms: ["noorderlicht", "x", "late"], away: false };
vi.mock("@/db/gate", () => ({
  firmBySlug: async (slug: string) => {
    asked.push(slug);
    if (database.away) throw new Error("the database is away");
    return database.firms.includes(slug) ? { id: slug, slug, name: `Firm ${slug}` } : null;
  },
}));

const before = { ...process.env };
function settings(PORTAL_DOMAIN: string, scheme = "") {
  Object.assign(process.env, {
    PORTAL_MODE: "demo",
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    DATA_DIR: "/nowhere",
    PORTAL_DOMAIN,
  });
  if (scheme) process.env.PORTAL_ORIGIN_SCHEME = scheme;
  else delete process.env.PORTAL_ORIGIN_SCHEME;
  forgetEnvironment();
}
beforeAll(() => settings("localhost:3000"));
beforeEach(() => {
  asked.length = 0;
  database.away = false;
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => vi.useRealTimers());
afterAll(() => {
  process.env = { ...before };
  forgetEnvironment();
});

describe("the firm of a host", () => {
  it.each(["noorderlicht.localhost:3000", "NoorderLicht.LOCALHOST:3000"])("%s is found", async (host) => {
    expect((await firmOfHost(host))?.slug).toBe("noorderlicht");
  });

  it.each([
    null,
    "",
    "localhost:3000",
    ".localhost:3000",
    "noorderlicht.localhost",
    "noorderlicht.localhost:3001",
    "noorderlicht.localhost:30000",
    "noorderlicht.localhost:3000.evil.example",
    "noorderlicht.localhost:3000 ",
    "noorderlicht.evil.example",
    "noorderlichtlocalhost:3000",
    "a.noorderlicht.localhost:3000",
    "noorderlicht..localhost:3000",
    "evil.example/noorderlicht.localhost:3000",
    "user@noorderlicht.localhost:3000",
    "noorder_licht.localhost:3000",
    "-noorderlicht.localhost:3000",
    "noorderlicht%00.localhost:3000",
    "noörderlicht.localhost:3000",
    `${"x".repeat(64)}.localhost:3000`,
    "noorderlicht.localhost:3000, devries.localhost:3000",
  ])("%j is not even asked for", async (host) => {
    expect(await firmOfHost(host)).toBeNull();
    expect(asked).toEqual([]);
  });

  it("is kept for a minute, and outlives a database that is away", async () => {
    const host = "x.localhost:3000";
    await firmOfHost(host);
    vi.setSystemTime(Date.now() + 59_000);
    await firmOfHost(host);
    expect(asked).toEqual(["x"]);
    vi.setSystemTime(Date.now() + 2000);
    database.away = true;
    expect((await firmOfHost(host))?.slug).toBe("x");
    expect(asked).toEqual(["x", "x"]);
    await expect(firmOfHost("late.localhost:3000")).rejects.toThrow("away");
  });

  it("that does not exist is looked for again: it may be made, and names fill no memory", async () => {
    for (let times = 0; times < 2; times++) expect(await firmOfHost("nobody.localhost:3000")).toBeNull();
    expect(asked).toEqual(["nobody", "nobody"]);
  });
});

describe("the host of a request", () => {
  const headers = (host: string | null, forwarded: string | null) => ({
    get: (name: string) => (name === "host" ? host : name === "x-forwarded-host" ? forwarded : null),
  });
  afterEach(() => {
    delete process.env.__NEXT_PRIVATE_ORIGIN;
  });

  it("is what the browser asked for; nobody outside can forward another", () => {
    process.env.__NEXT_PRIVATE_ORIGIN = "http://localhost:3000";
    const request = headers("devries.localhost:3000", "noorderlicht.localhost:3000");
    expect(askedFromInside(request)).toBe(false);
    expect(hostOf(request)).toBe("devries.localhost:3000");
    delete process.env.__NEXT_PRIVATE_ORIGIN;
    expect(hostOf(headers("localhost:3000", "noorderlicht.localhost:3000"))).toBe("localhost:3000");
    expect(hostOf(headers(null, "noorderlicht.localhost:3000"))).toBeNull();
  });

  it("is the forwarded one when Next asks itself", () => {
    process.env.__NEXT_PRIVATE_ORIGIN = "http://localhost:3000";
    expect(hostOf(headers("localhost:3000", "devries.localhost:3000"))).toBe("devries.localhost:3000");
    expect(hostOf(headers("localhost:3000", null))).toBe("localhost:3000");
  });
});

describe("the address of a firm's site", () => {
  afterAll(() => settings("localhost:3000"));
  it("comes from the firm and the settings alone", () => {
    expect(originOf({ slug: "devries" })).toBe("http://devries.localhost:3000");
    settings("localhost:3000", "https");
    expect(originOf({ slug: "devries" })).toBe("https://devries.localhost:3000");
  });
});
