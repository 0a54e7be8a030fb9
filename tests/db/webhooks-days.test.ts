import { afterEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { markFiled } from "@/lib/approvals/office";
import { switchEndpoint } from "@/lib/backoffice/endpoints";
import { setClock } from "@/lib/ports/clock";
import { aCast } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import { aProgram } from "@/tests/support/program";

const cast = aCast();
const firm = aProgram(cast);
const { approved, asOffice, tookOf, jobsOf, endpointRow } = firm;

afterEach(() => setClock(null));

/** Lets the hours go by, from one try to the next, until nothing waits for the program any more; answers how many. */
async function untilNothingWaits(
  meanwhile: (hours: number) => Promise<void> = async () => {},
): Promise<number> {
  const began = Date.now();
  let at = began;
  await deliver();
  for (let tries = 0; tries < 200; tries++) {
    const [next] = await cast.owner()`select run_after from outbox
      where kind = 'webhook.send' and status = 'waiting' order by run_after limit 1`;
    if (!next) return (at - began) / 3_600_000;
    at = Math.max(at, next.run_after.getTime()) + 1;
    setClock(() => new Date(at));
    await meanwhile((at - began) / 3_600_000);
    await deliver();
  }
  throw new Error("It is tried for ever");
}

const mails = async (words: string) =>
  (
    await cast.owner()`select 1 from local_messages where channel = 'mail' and subject like ${`%${words}%`}
    and text like ${`%${firm.endpoint}%`}`
  ).length;

describe("a program that is away", () => {
  it.each([
    ["error", "webhook 500"],
    // What it says about coming back uses up no tries.
    ["soon", "webhook 503"],
  ] as const)(
    "for more than three days (%s) is switched off with a mail, and gets its approval when it is on again",
    async (failure, reason) => {
      firm.program.failWith(failure);
      const task = await approved();
      const hours = await untilNothingWaits();
      expect(hours).toBeGreaterThanOrEqual(72);
      expect(hours).toBeLessThan(74);
      expect(await jobsOf()).toMatchObject([{ status: "failed", last_error: reason, retryable: true }]);
      expect(await endpointRow()).toMatchObject({ disabled_reason: "failing" });
      expect(await mails("is uitgezet")).toBe(1);
      expect(await mails("kwam een bericht niet aan")).toBe(0);

      setClock(null);
      firm.program.failWith(null);
      await inScope(cast.anouk, (ctx) => switchEndpoint(ctx, firm.endpoint, true));
      await deliver();
      expect(tookOf(task)).toHaveLength(1);
    },
    60_000,
  );

  it("for one message only stays on, and the administrators hear that it misses that one", async () => {
    firm.program.failWith("picky");
    const task = await approved();
    let filed = false;
    const hours = await untilNothingWaits(async (gone) => {
      if (filed || gone < 40) return;
      filed = true;
      expect(await asOffice((ctx) => markFiled(ctx, task.id, "ABC-1"))).toEqual({ ok: true });
    });
    expect(hours).toBeGreaterThanOrEqual(72);
    expect(await jobsOf()).toMatchObject([
      { status: "failed", last_error: "webhook 422", retryable: true },
      { status: "done" },
    ]);
    expect(await endpointRow()).toMatchObject({ disabled_at: null });
    expect(await mails("kwam een bericht niet aan")).toBe(1);
    expect(await mails("is uitgezet")).toBe(0);
  }, 60_000);
});

it("a message that may not go to its address is missed at once, and the administrators hear of it", async () => {
  await cast.owner()`update webhook_endpoints set url = ${firm.program.url.replace("127.0.0.1", "localhost")}`;
  await approved();
  await deliver();
  await approved();
  await deliver();
  expect((await jobsOf()).map(({ status }) => status)).toEqual(["failed", "failed"]);
  expect(await endpointRow()).toMatchObject({ disabled_at: null });
  // Once a day is enough.
  expect(await mails("kwam een bericht niet aan")).toBe(1);
});
