import { NextRequest } from "next/server";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { middleware } from "@/middleware";

beforeAll(() => {
  vi.stubEnv("PORTAL_MODE", "demo");
  vi.stubEnv("PORTAL_DOMAIN", "localhost:3000");
  vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none");
  vi.stubEnv("DATA_DIR", "/nonexistent");
});
const statusOf = async (path: string) =>
  (await middleware(new NextRequest(`http://kantoor.localhost${path}`))).status;

describe("an address that cannot be decoded", () => {
  it.each(["/o/%ff", "/o/%0", "/foto/%0", "/%", "/o/%E0%A4%A"])("%s is a bad request", async (path) => {
    expect(await statusOf(path)).toBe(400);
  });

  it.each(["/o/a%20b", "/o/%2541", "/o/caf%C3%A9", "/inloggen?x=%ff"])("%s is not one", async (path) => {
    expect(await statusOf(path)).toBe(200);
  });
});
