import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import {
  addEndpoint,
  endpointById,
  removeEndpoint,
  renewSecret,
  switchEndpoint,
  testEndpoint,
} from "@/lib/backoffice/endpoints";
import { aCast } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import { aProgram } from "@/tests/support/program";

const cast = aCast();
const firm = aProgram(cast);
const { approved, tookOf, jobsOf } = firm;

describe("administrators", () => {
  it("renew a secret: the old one signs too for a day", async () => {
    const before = await approved();
    await deliver();
    expect(tookOf(before)).toHaveLength(1);
    const renewed = await inScope(cast.anouk, (ctx) => renewSecret(ctx, firm.endpoint));
    if (!renewed.ok) throw new Error(renewed.reason);
    const meanwhile = await approved();
    await deliver();
    expect(tookOf(meanwhile)).toHaveLength(1);
    firm.program.knows(renewed.secret);
    const after = await approved();
    await deliver();
    expect(tookOf(after)).toHaveLength(1);
    expect(firm.program.asked.at(-1)?.headers["webhook-signature"]).toMatch(/^v1,\S+ v1,\S+$/);
    await cast.owner()`update webhook_endpoints set previous_until = now() - interval '1 second'`;
    await approved();
    await deliver();
    expect(firm.program.asked.at(-1)?.headers["webhook-signature"]).toMatch(/^v1,\S+$/);
  });

  it("send a test message, that is sent once whatever comes of it", async () => {
    const send = async () => {
      const sent = await inScope(cast.anouk, (ctx) => testEndpoint(ctx, firm.endpoint));
      expect(sent).toMatchObject({ ok: true });
      await deliver();
      return (await jobsOf()).at(-1);
    };
    expect(await send()).toMatchObject({ status: "done" });
    expect(firm.program.took.at(-1)).toMatchObject({ type: "portal.test" });
    firm.program.failWith("error");
    expect(await send()).toMatchObject({ status: "failed", last_error: "webhook 500", retryable: false });
  });

  it("see the last messages with their state, and no secret", async () => {
    firm.program.failWith("error");
    await approved();
    await deliver();
    const seen = await inScope(cast.anouk, (ctx) => endpointById(ctx, firm.endpoint));
    expect(seen).toMatchObject({
      fault: "program-refused",
      messages: [{ event: "filing.approved", status: "waiting", attempts: 1, fault: "program-refused" }],
    });
    expect(JSON.stringify(seen)).not.toMatch(/whsec_|secret/i);
  });

  it("leave a trace of each change", async () => {
    await inScope(cast.anouk, (ctx) => switchEndpoint(ctx, firm.endpoint, false));
    await inScope(cast.anouk, (ctx) => renewSecret(ctx, firm.endpoint));
    await inScope(cast.anouk, (ctx) => removeEndpoint(ctx, firm.endpoint));
    const rows = await cast.owner()`select action, data::text as data from audit_events
      where subject = ${`webhook:${firm.endpoint}`} order by seq`;
    expect(rows.map(({ action }) => action)).toEqual([
      "webhook.added",
      "webhook.switchedOff",
      "webhook.secretRenewed",
      "webhook.removed",
    ]);
    expect(rows.map(({ data }) => data).join()).not.toContain("whsec_");
  });

  it("may not point it into a network, nor have more than ten", async () => {
    const add = (url: string) =>
      inScope(cast.anouk, (ctx) => addEndpoint(ctx, { name: "X", url, events: ["filing.approved"] }));
    expect(await add("https://10.0.0.1/hook")).toEqual({ ok: false, reason: "url-private" });
    expect(await add("http://pakket.example/hook")).toEqual({ ok: false, reason: "url-not-https" });
    const many = await Promise.all(Array.from({ length: 12 }, () => add("https://pakket.example/hook")));
    expect(many.filter(({ ok }) => ok)).toHaveLength(9);
    expect(many.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "too-many-endpoints" });
  });

  it("are the only ones: a colleague with a portfolio sees no program", async () => {
    expect(await inScope(cast.sander, (ctx) => endpointById(ctx, firm.endpoint))).toBeNull();
    expect(await inScope(cast.sander, (ctx) => switchEndpoint(ctx, firm.endpoint, false))).toEqual({
      ok: false,
      reason: "not-found",
    });
  });
});
