import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { switchEndpoint } from "@/lib/backoffice/endpoints";
import { sendWebhook } from "@/lib/backoffice/send";
import type { Job } from "@/lib/outbox/job";
import { aCast } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import { aProgram } from "@/tests/support/program";

const cast = aCast();
const firm = aProgram(cast);
const { approved, asOffice, tookOf, jobsOf, endpointRow, later } = firm;

describe("a program that is switched off", () => {
  it.each(["failing", "gone"] as const)(
    "misses nothing by having switched itself off (%s): it hears the rest when it is on again, in order",
    async (why) => {
      firm.program.failWith(why === "gone" ? "gone" : "error");
      const tasks = [await approved()];
      await deliver();
      if (why === "failing") {
        await firm.failsForDays();
        await later();
      }
      expect(await endpointRow()).toMatchObject({ disabled_reason: why });
      const asked = firm.program.asked.length;
      tasks.push(await approved());
      await deliver();
      tasks.push(await approved());
      await later();
      expect((await jobsOf()).map(({ status, retryable }) => [status, retryable])).toEqual(
        tasks.map(() => ["failed", true]),
      );
      expect(firm.program.asked).toHaveLength(asked);

      firm.program.failWith(null);
      await inScope(cast.anouk, (ctx) => switchEndpoint(ctx, firm.endpoint, true));
      const due = await cast.owner()`select id from outbox where subject = ${`webhook:${firm.endpoint}`}
        order by run_after, id`;
      expect(due.map(({ id }) => id)).toEqual((await jobsOf()).map(({ id }) => id));
      await deliver();
      expect(tasks.map((task) => tookOf(task).length)).toEqual([1, 1, 1]);
      const [told] = await cast.owner()`select data from audit_events
        where action = 'webhook.switchedOn' and subject = ${`webhook:${firm.endpoint}`}`;
      expect(told?.data).toEqual({ sentAgain: 3 });
    },
  );

  it("is switched on while a message finds it switched off: that one goes out too", async () => {
    firm.program.failWith("error");
    const task = await approved();
    await deliver();
    await cast.owner()`update webhook_endpoints set disabled_at = now(), disabled_reason = 'failing'`;
    firm.program.failWith(null);
    const [job] = await jobsOf();
    const payload = JSON.parse(job?.payload);
    const answer = await sendWebhook(systemOf(cast.anouk.firmId, "test"), { payload } as Job);
    expect(answer).toMatchObject({ outcome: "failed", reason: "webhook held" });
    await inScope(cast.anouk, (ctx) => switchEndpoint(ctx, firm.endpoint, true));
    await cast.owner()`update outbox set status = 'failed', last_error = 'webhook held', retryable = true
      where id = ${job?.id}`;
    await asOffice(async (ctx) => answer.follows?.(ctx));
    await deliver();
    expect(tookOf(task)).toHaveLength(1);
  });

  it("is written about to the firm's administrators, in their language, once for each time", async () => {
    const [account] =
      await cast.owner()`update accounts set language = 'en' where id = ${cast.anouk.accountId}
      returning email`;
    const mails = () => cast.owner()`select m.subject, m.text from local_messages m
      where m.channel = 'mail' and m.to = ${account?.email} and m.text like ${`%${firm.endpoint}%`}`;
    firm.program.failWith("gone");
    await approved();
    await deliver();
    await approved();
    await deliver();
    expect(await endpointRow()).toMatchObject({ disabled_reason: "gone" });
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail?.subject).toBe("The connection with Fiscaal pakket was switched off");
    const [{ count } = {}] = await cast.owner()`select count(*)::int as count from outbox
      where payload->>'template' = 'program-gone' and payload->>'path' like ${`%${firm.endpoint}`}`;
    expect(count).toBe(1);
    await inScope(cast.anouk, (ctx) => switchEndpoint(ctx, firm.endpoint, true));
    await deliver();
    expect(await mails()).toHaveLength(2);
    await cast.owner()`update accounts set language = 'nl' where id = ${cast.anouk.accountId}`;
  });

  it("hears nothing of what happened while a person had switched it off", async () => {
    firm.program.failWith("error");
    const before = await approved();
    await deliver();
    await inScope(cast.anouk, (ctx) => switchEndpoint(ctx, firm.endpoint, false));
    await later();
    const meanwhile = await approved();
    await deliver();
    firm.program.failWith(null);
    await inScope(cast.anouk, (ctx) => switchEndpoint(ctx, firm.endpoint, true));
    await deliver();
    expect([...tookOf(before), ...tookOf(meanwhile)]).toEqual([]);
    // What was left over waits for a person.
    expect(await jobsOf()).toMatchObject([{ status: "failed", last_error: "webhook off", retryable: true }]);
  });
});
