import { afterEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { testEndpoint } from "@/lib/backoffice/endpoints";
import { setClock } from "@/lib/ports/clock";
import { sendAgain } from "@/lib/staff/resend";
import { aCast } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import { aProgram } from "@/tests/support/program";

const cast = aCast();
const firm = aProgram(cast);
const { approved, tookOf, jobsOf, endpointRow, later } = firm;
afterEach(() => setClock(null));

const inDays = (days: number) => setClock(() => new Date(Date.now() + days * 86_400_000));
const tested = async () => {
  expect((await inScope(cast.anouk, (ctx) => testEndpoint(ctx, firm.endpoint))).ok).toBe(true);
  await deliver();
};
const goesTo = (host: "127.0.0.1" | "localhost") =>
  cast.owner()`update webhook_endpoints set url = regexp_replace(url, '(127\\.0\\.0\\.1|localhost)', ${host})`;
/** It fails once, and that is no reason to switch anything off: it is tried on, and arrives. */
async function failsOnceAndArrives(task: Awaited<ReturnType<typeof approved>>): Promise<void> {
  expect(await endpointRow()).toMatchObject({ disabled_at: null, last_failure: "webhook 500" });
  expect((await jobsOf()).at(-1)).toMatchObject({ status: "waiting", attempts: 1 });
  firm.program.failWith(null);
  await later();
  expect(tookOf(task)).toHaveLength(1);
  expect(await endpointRow()).toMatchObject({ disabled_at: null, failing_since: null });
}

describe("one failure does not switch a program off that nobody tried for three days", () => {
  it("after a test that failed: that begins nothing", async () => {
    firm.program.failWith("error");
    await tested();
    expect(await endpointRow()).toMatchObject({ failing_since: null, disabled_at: null });
    inDays(4);
    const task = await approved();
    await deliver();
    await failsOnceAndArrives(task);
  });

  it("where a test fails after messages did for days: it is the message that decides", async () => {
    firm.program.failWith("error");
    await approved();
    await deliver();
    await firm.failsForDays();
    await tested();
    expect(await endpointRow()).toMatchObject({ disabled_at: null });
    await later();
    expect(await endpointRow()).toMatchObject({ disabled_reason: "failing" });
  });

  it("by a new message, when the others have failed for days", async () => {
    firm.program.failWith("error");
    await approved();
    await deliver();
    await firm.failsForDays();
    const task = await approved();
    await deliver();
    expect(await endpointRow()).toMatchObject({ disabled_at: null });
    firm.program.failWith(null);
    await later();
    expect(tookOf(task)).toHaveLength(1);
  });

  it("after an address that might not be called, by a new message or by that one, sent again by hand", async () => {
    await goesTo("localhost");
    await approved();
    await deliver();
    expect(await endpointRow()).toMatchObject({ last_failure: "webhook url" });
    await goesTo("127.0.0.1");
    const [missed] = await jobsOf();
    await cast.owner()`update outbox set created_at = created_at - interval '4 days' where id = ${missed?.id}`;
    await cast.owner()`update webhook_endpoints set failing_since = now() - interval '4 days'`;
    firm.program.failWith("error");
    await inScope(cast.sander, (ctx) => sendAgain(ctx, { id: missed?.id, from: "failed" }));
    const task = await approved();
    await deliver();
    expect(await jobsOf()).toMatchObject([{ status: "waiting" }, { status: "waiting" }]);
    await failsOnceAndArrives(task);
  });

  it("after the portal itself stood still for days", async () => {
    firm.program.failWith("error");
    const task = await approved();
    await deliver();
    await cast.owner()`update webhook_endpoints
      set failing_since = now() - interval '4 days', last_failure_at = now() - interval '4 days'`;
    await cast.owner()`update outbox set created_at = created_at - interval '4 days', attempts = 0
      where status = 'waiting' and kind = 'webhook.send'`;
    await later();
    await failsOnceAndArrives(task);
  });
});
