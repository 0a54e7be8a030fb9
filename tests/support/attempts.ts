import { expect } from "vitest";
import { inScope } from "@/db/scope";
import { deliverAgain } from "@/lib/approvals/recipient";
import { type aCast, emails } from "@/tests/support/cast";
import { script } from "@/tests/support/digipoort/processes";
import { deliver } from "@/tests/support/people";
import type { aRecipient } from "@/tests/support/recipient";
import { askCode, decided, type Task } from "@/tests/support/returns";

/** How a document comes to more than one attempt to hand it over. */
export function attemptsAt(cast: ReturnType<typeof aCast>, kvk: ReturnType<typeof aRecipient>) {
  const { approved, ask, stateOf, deliveriesOf } = kvk;
  const refusing = script("105", "510");

  /** Taken under a kenmerk, and after a week without an end. */
  async function noEnd() {
    kvk.digipoort.play(script("105", "100", "110"));
    const task = await approved();
    await deliver();
    const [first] = await deliveriesOf(task);
    await cast.owner()`update outbox set payload = payload || '{"round": 180}'
      where kind = 'delivery.poll' and status = 'waiting' and payload->>'delivery' = ${String(first?.id)}`;
    await ask(first?.id);
    expect(await stateOf(task)).toBe("outcomeUnknown");
    return { task, first: String(first?.id), kenmerk: String(first?.process_reference) };
  }

  const again = ({ id }: Task, notArrived = false, nevertheless = false) =>
    inScope(cast.sander, (ctx) => deliverAgain(ctx, id, "Wordt niet verwerkt", notArrived, nevertheless));

  /** The first has no end, and the second was turned away. */
  async function secondRefused() {
    const story = await noEnd();
    kvk.digipoort.play(refusing);
    expect(await again(story.task, true)).toEqual({ ok: true });
    await deliver();
    const second = (await deliveriesOf(story.task)).at(-1);
    await ask(second?.id);
    expect(await stateOf(story.task)).toBe("refusedByRecipient");
    return { ...story, second: String(second?.process_reference) };
  }

  async function approve(task: Task, answers?: typeof kvk.answers): Promise<void> {
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    const expected = { decision: "approve", filing: task.id } as const;
    const decision = { challengeId, code, expected, ...(answers ? { answers } : {}) };
    expect(await decided(cast.marieke, task, decision)).toEqual({ ok: true });
  }

  return { refusing, noEnd, again, secondRefused, approve };
}
