import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { deliverAgain } from "@/lib/approvals/recipient";
import { confirmArrival } from "@/lib/delivery/resolve";
import { sendDelivery } from "@/lib/delivery/send";
import { startDelivery } from "@/lib/delivery/start";
import type { Job } from "@/lib/outbox/job";
import { aCast } from "@/tests/support/cast";
import { connect } from "@/tests/support/deliveries";
import type { DigipoortFailure } from "@/tests/support/digipoort-server";
import { deliver } from "@/tests/support/people";
import { aRecipient } from "@/tests/support/recipient";

const cast = aCast();
const kvk = aRecipient(cast);
const { approved, untilQuiet, stateOf, deliveriesOf, takenOf } = kvk;

describe("what nobody can know", () => {
  it.each<[string, DigipoortFailure]>([
    ["a time-out", { lateMs: 6000 }],
    ["a connection that breaks after the request", "reset"],
    ["HTML with 200", "html"],
    ["an answer that is cut off", "cut"],
    ["an unsigned answer", "unsigned"],
    ["a tampered answer", "tampered"],
    ["an answer of a stranger", "untrusted"],
    ["an answer to another message", "other-message"],
    ["an answer without a kenmerk", "no-kenmerk"],
    ["an answer that has expired", "expired"],
  ])(
    "%s: it is unknown, sent once, and waits for a person",
    async (_what, failure) => {
      kvk.digipoort.failWith(failure, "deliver");
      const task = await approved();
      await untilQuiet();
      expect(await stateOf(task)).toBe("outcomeUnknown");
      const [row, ...others] = await deliveriesOf(task);
      expect(others).toEqual([]);
      expect(row).toMatchObject({ state: "unknown" });
      const taken = await takenOf(task);
      expect(taken.length).toBeLessThanOrEqual(1);
      // It asked by itself what the recipient knows, and offers what it found.
      expect(row?.candidates).toContain(taken[0]?.processReference);

      // A person recognises it: its statuses are asked for, and only they make it Akkoord.
      kvk.digipoort.failWith(null);
      const confirmed = await inScope(cast.sander, (ctx) =>
        confirmArrival(ctx, row?.id, String(taken[0]?.processReference)),
      );
      expect(confirmed).toEqual({ ok: true });
      await deliver();
      expect(await stateOf(task)).toBe("delivered");
      await untilQuiet();
      expect(await stateOf(task)).toBe("acceptedByRecipient");
      expect(await takenOf(task)).toHaveLength(1);
    },
    40_000,
  );

  it("is called unknown by ourselves where there is less time than the channel allows", async () => {
    await connect(cast.sander.firmId, kvk.digipoort, 30_000);
    kvk.digipoort.failWith({ lateMs: 5000 }, "deliver");
    const task = await approved();
    const actor = systemOf(cast.sander.firmId, "test");
    const event = { payload: { filing: task.id, version: 1 } } as unknown as Job;
    await inScope(actor, (ctx) => startDelivery(ctx, event));
    const [row] = await deliveriesOf(task);
    const began = Date.now();
    const answer = await sendDelivery(actor, { payload: { delivery: row?.id } } as unknown as Job, 800);
    expect(answer).toMatchObject({ outcome: "unknown", reason: "timeout" });
    expect(Date.now() - began).toBeLessThan(4000);
    await cast.owner()`delete from outbox where kind = 'delivery.send' and payload->>'delivery' = ${row?.id}`;
    await connect(cast.sander.firmId, kvk.digipoort);
  });

  it("is sent again only after it was asked what the recipient knows", async () => {
    kvk.digipoort.failWith("html", "deliver");
    const task = await approved();
    await deliver();
    expect(await stateOf(task)).toBe("outcomeUnknown");
    const again = () => inScope(cast.sander, (ctx) => deliverAgain(ctx, task.id, "Toch nog eens"));
    expect(await again()).toEqual({ ok: false, reason: "ask-first" });
    kvk.digipoort.failWith(null);
    await untilQuiet();
    expect(await again()).toEqual({ ok: true });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });

  it.each<[string, DigipoortFailure]>([
    ["unsigned", "unsigned"],
    ["tampered with", "tampered"],
    ["of another process", "other-process"],
    ["HTML", "html"],
    ["of a stranger", "untrusted"],
  ])("a status answer that is %s never makes it Akkoord", async (_what, failure) => {
    kvk.digipoort.failWith(failure, "status");
    const task = await approved();
    await deliver();
    for (let round = 0; round < 3; round++) {
      await cast.owner()`update outbox set run_after = now() where status = 'waiting' and kind = 'delivery.poll'`;
      await deliver();
    }
    expect(await stateOf(task)).toBe("delivered");
    kvk.digipoort.failWith(null);
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });
});
