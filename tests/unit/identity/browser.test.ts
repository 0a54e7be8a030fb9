import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deviceCookie, knownDevice, newDevice, ticketCookie } from "@/lib/identity/browser";
import { forgetEnvironment } from "@/lib/ports/environment";

const before = { ...process.env };
beforeAll(() => {
  Object.assign(process.env, {
    PORTAL_MODE: "demo",
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    DATA_DIR: "/nowhere",
    PORTAL_DOMAIN: "localhost:3000",
    PORTAL_KEYRING: `k2:${Buffer.alloc(32, 2).toString("base64")},k1:${Buffer.alloc(32, 1).toString("base64")}`,
  });
  forgetEnvironment();
});
afterAll(() => {
  process.env = { ...before };
  forgetEnvironment();
});

const [firm, email] = ["01932f6e-6b1a-7c3d-9b54-3f1f3a5d2c10", "marieke@bakkerij.nl"];

describe("a browser that signed in before", () => {
  it("is known by its cookie, to this firm and this account alone", () => {
    const cookie = newDevice(firm, email);
    const id = knownDevice(firm, email, cookie);
    expect(id).toBe(cookie.split(".")[0]);
    expect(id).toMatch(/^[\w-]{22}$/);
    expect(knownDevice("01932f6e-6b1a-7c3d-9b54-3f1f3a5d2c11", email, cookie)).toBeNull();
    expect(knownDevice(firm, "sander@bakkerij.nl", cookie)).toBeNull();
  });

  it("is another one each time, so that each has a throttle of its own", () => {
    expect(newDevice(firm, email)).not.toBe(newDevice(firm, email));
  });

  it("cannot be made up", () => {
    const [id = "", proof = ""] = newDevice(firm, email).split(".");
    const [otherId = ""] = newDevice(firm, email).split(".");
    const wrong = proof.endsWith("A") ? `${proof.slice(0, -1)}E` : `${proof.slice(0, -1)}A`;
    for (const cookie of [
      undefined,
      "",
      ".",
      id,
      `${id}.`,
      `.${proof}`,
      `${otherId}.${proof}`,
      `${id}.${wrong}`,
      `${id}.${proof.slice(0, -1)}`,
      `${id}.${proof}A`,
      `${id}.${proof.toUpperCase()}`,
      `${id}.${"é".repeat(43)}`,
      `${id}x.${proof}`,
    ]) {
      expect(knownDevice(firm, email, cookie), JSON.stringify(cookie)).toBeNull();
    }
  });

  it("does not carry the address it belongs to", () => {
    const cookie = newDevice(firm, email);
    const decoded = cookie.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
    expect([cookie, ...decoded].join(" ")).not.toContain("marieke");
  });
});

describe("the cookies", () => {
  it("are bound to one host and to https by their names", () => {
    expect([ticketCookie, deviceCookie].every((name) => name.startsWith("__Host-"))).toBe(true);
    expect(ticketCookie).not.toBe(deviceCookie);
  });
});
