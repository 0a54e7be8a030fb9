import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { ClientAbility, MemberAbility, StaffAbility, VisitorAbility } from "@/lib/access/abilities";
import { clientAction, ownAction, staffAction, visitorAction } from "@/lib/access/action";
import { machineRoute } from "@/lib/access/machine";
import { clientPage, memberPage, publicPage, signedInClient, staffPage } from "@/lib/access/page";
import { clientRoute, memberRoute, staffRoute, visitorRoute } from "@/lib/access/route";
import { type Entrance, manifest, type Role, roles } from "@/tests/walls/entrances/manifest";

/** Who asks next. */
const asks = vi.hoisted(() => ({ session: null as object | null, origin: "http://kantoor.localhost:3000" }));
const firm = vi.hoisted(() => ({ id: "firm", slug: "kantoor" }));

vi.mock("@/lib/access/request", () => ({
  currentFirm: async () => firm,
  currentSession: async () => asks.session,
  comesFromOwnPages: async () => asks.origin.startsWith("http://kantoor."),
  requestFacts: async () => ({ ip: "127.0.0.1", userAgent: "test" }),
}));
vi.mock("@/lib/access/firm", async (original) => ({
  ...(await original<object>()),
  firmOfHost: async () => firm,
  originOf: () => "http://kantoor.localhost:3000",
}));
vi.mock("@/lib/access/session", () => ({ sessionCookie: "session", sessionOf: async () => asks.session }));
vi.mock("@/lib/ports/environment", async (original) => ({
  ...(await original<object>()),
  environment: () => ({ CRON_SECRET: "what-the-clock-shows" }),
}));
vi.mock("next/headers", () => ({ cookies: async () => new Map(), headers: async () => new Headers() }));

function sessionOf(role: Role): object | null {
  if (role === "visitor") return null;
  const kind = role === "client" ? "client" : "staff";
  const organisations = [{ id: "one", slug: "eigen", streams: ["vat"], approves: ["vat"] }];
  return { firmId: "firm", accountId: "account", kind, role: kind === "client" ? null : role, organisations };
}

/** What a wrapper lets through to the work behind it: an action, a route and a page of this audience and ability. */
const through = {
  async action({ audience, ability }: Entrance): Promise<boolean> {
    const form = new FormData();
    form.append("organisatie", "eigen");
    const [any, done] = [z.object({}), async () => ({ ok: true }) as const];
    const action = {
      client: () => clientAction(ability as ClientAbility, any, done),
      member: () => ownAction(ability as MemberAbility, any, done),
      staff: () => staffAction(ability as StaffAbility, any, done),
      visitor: () => visitorAction(ability as VisitorAbility, any, done),
      demo: () => async () => ({ ok: true }) as const,
      machine: () => async () => ({ ok: false }) as const,
    }[audience]();
    return (await action(null, form).catch(() => null))?.ok ?? false;
  },
  async route({ audience, ability }: Entrance): Promise<boolean> {
    const done = async () => new Response("done");
    const route = {
      client: () => clientRoute(ability as ClientAbility, done),
      member: () => memberRoute(ability as MemberAbility, done),
      staff: () => staffRoute(ability as StaffAbility, done),
      visitor: () => visitorRoute(ability as VisitorAbility, done),
      demo: () => done,
      machine: () => machineRoute(done),
    }[audience]();
    const request = new Request("http://kantoor.localhost:3000", {
      method: "POST",
      headers: { origin: asks.origin },
    });
    return (await route(request, { params: Promise.resolve({ organisation: "eigen" }) })).status === 200;
  },
  async page({ audience, ability }: Entrance): Promise<boolean> {
    const page = {
      client: () => (ability ? clientPage(ability as ClientAbility, "eigen") : signedInClient()),
      member: () => memberPage(ability as MemberAbility),
      staff: () => staffPage(ability as StaffAbility),
      visitor: publicPage,
      demo: publicPage,
      machine: () => Promise.reject(new Error("There is no page for a machine")),
    }[audience];
    // Redirects and refusals are thrown.
    return page().then(
      () => true,
      () => false,
    );
  },
};

const kindOf = (name: string) =>
  /actions\.ts \w+$/.test(name) ? "action" : /route\.ts \w+$/.test(name) ? "route" : "page";

beforeEach(() => {
  asks.origin = "http://kantoor.localhost:3000";
});

describe("the wrappers open for whom the manifest says", () => {
  it.each(Object.entries(manifest))("%s", async (name, entrance) => {
    const opened: Role[] = [];
    for (const role of roles) {
      asks.session = sessionOf(role);
      if (await through[kindOf(name)](entrance)) opened.push(role);
    }
    expect(opened).toEqual([...entrance.opensFor]);
  });
});

describe("nothing that changes something is taken from a foreign page", () => {
  const changing = Object.entries(manifest).filter(
    ([name, { audience }]) => audience !== "demo" && /actions\.ts \w+$|route\.ts POST$/.test(name),
  );
  it.each(changing)("%s", async (name, entrance) => {
    for (const origin of ["http://elders.localhost:3000", "null", ""]) {
      asks.origin = origin;
      for (const role of roles) {
        asks.session = sessionOf(role);
        expect(await through[kindOf(name)](entrance), `${role} from ${origin}`).toBe(false);
      }
    }
  });
});

describe("an organisation out of reach", () => {
  it("is not there, whoever asks", async () => {
    asks.session = sessionOf("client");
    const form = new FormData();
    form.append("organisatie", "andermans");
    const work = vi.fn();
    expect(await clientAction("filing.read", z.object({}), work)(null, form)).toEqual({
      ok: false,
      reason: "not-found",
    });
    const params = Promise.resolve({ organisation: "andermans" });
    const request = new Request("http://kantoor.localhost:3000");
    expect((await clientRoute("filing.read", work)(request, { params })).status).toBe(404);
    await expect(clientPage("filing.read", "andermans")).rejects.toThrow(/404/);
    expect(work).not.toHaveBeenCalled();
  });

  it("and a session of another firm opens no route", async () => {
    asks.session = { ...sessionOf("client"), firmId: "other" };
    const params = Promise.resolve({ organisation: "eigen" });
    const request = new Request("http://kantoor.localhost:3000");
    const routes = [
      clientRoute("filing.read", vi.fn()),
      memberRoute("photo.read", vi.fn()),
      staffRoute("client.read", vi.fn()),
    ];
    for (const route of routes) expect((await route(request, { params })).status).toBe(401);
  });
});
