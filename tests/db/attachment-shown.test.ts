import { describe, expect, it, vi } from "vitest";
import { inScope } from "@/db/scope";
import { withdrawFiling } from "@/lib/approvals/office";
import { readMark, wasReadHere } from "@/lib/approvals/read-here";
import { aCast } from "@/tests/support/cast";
import { aDocument } from "@/tests/support/documents";
import type { Task } from "@/tests/support/returns";

/** Who asks at the route. */
const asks = vi.hoisted(() => ({ session: null as object | null }));
vi.mock("@/lib/access/session", async (original) => ({
  ...(await original<object>()),
  sessionOf: async () => asks.session,
}));

const cast = aCast();

async function asked({ id }: Task, query = "", headers: Record<string, string> = {}) {
  asks.session = cast.marieke;
  const { GET } = await import("@/app/(client)/o/[organisation]/accordering/[id]/pdf/route");
  const host = "noorderlicht.localhost:3000";
  const url = `http://${host}/o/bakkerij-de-korenaar/accordering/${id}/pdf${query}`;
  const params = Promise.resolve({ organisation: "bakkerij-de-korenaar", id });
  const response = await GET(
    new Request(url, { headers: { host, cookie: "__Host-portaal=x", ...headers } }),
    {
      params,
    },
  );
  expect([200, 206]).toContain(response.status);
  await response.arrayBuffer();
  return response;
}

const shown = async ({ id }: Task) =>
  (
    await cast.owner()`select o.sha256, v.attachment_sha256 as is from filing_openings o join filing_versions v
    on v.filing_id = o.filing_id and v.version = o.version where o.filing_id = ${id}`
  ).slice();

describe("the bytes of an attachment", () => {
  it.each([
    ["small, on the page of the document", "?voorbeeld", {}],
    ["to be kept, by way of the small one", "?voorbeeld&bewaren", {}],
    ["in full", "", {}],
    ["in part", "?voorbeeld", { range: "bytes=0-99" }],
  ])("are noted once as shown to this person: %s", async (_what, query, headers) => {
    const task = await aDocument(cast.sander, cast.bakery);
    await asked(task, query, headers);
    await asked(task, query, headers);
    await expect.poll(() => shown(task)).toHaveLength(1);
    const [one] = await shown(task);
    expect(one?.sha256).toBe(one?.is);
    // So whoever withdraws it reads of it.
    const withdrawn = await inScope(cast.sander, (ctx) => withdrawFiling(ctx, task.id, "Verkeerde cliënt"));
    expect(withdrawn).toMatchObject({ ok: true, openings: [{ name: "Marieke van Dijk" }] });
  });

  it("count as opened in this browser only when they were opened in full", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    expect((await asked(task, "?voorbeeld")).headers.get("set-cookie")).toBeNull();
    const [version] =
      await cast.owner()`select attachment_sha256 from filing_versions where filing_id = ${task.id}`;
    const mark = readMark(cast.marieke.accountId, String(version?.attachment_sha256));
    for (const query of ["", "?bewaren", "?voorbeeld&bewaren"]) {
      const set = (await asked(task, query)).headers.get("set-cookie") ?? "";
      expect(set).toMatch(/^__Host-gelezen=[0-9a-f]{16}; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
      expect(wasReadHere(/=([^;]*)/.exec(set)?.[1], mark)).toBe(true);
    }
  });
});
