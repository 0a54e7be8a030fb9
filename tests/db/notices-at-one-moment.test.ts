import { expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { sendLater } from "@/lib/approvals/later";
import { recipientTold } from "@/lib/approvals/recipient";
import { afterApproval } from "@/lib/approvals/release";
import { remind, remindOfUnsent } from "@/lib/approvals/reminders";
import { setClock } from "@/lib/ports/clock";
import { newId } from "@/lib/shared/ids";
import { aCast } from "@/tests/support/cast";
import { codeOf } from "@/tests/support/database";
import { clientAt } from "@/tests/support/people";
import { aPost } from "@/tests/support/post";

const cast = aCast();
const { at, paper, decided } = aPost(cast);
const rounds = 20;
const job = (kind: string, filing: string, more: object) => ({
  ...{ kind, secret: null, idempotencyKey: "", accountId: null, attempts: 1 },
  ...{ id: newId(), firmId: cast.sander.firmId, payload: { filing, version: 1, ...more } },
});
type Work = Parameters<typeof inScope<ReturnType<typeof systemOf>, unknown>>[1];

/** Does all of these at one moment, each in its own transaction; answers what came of those that failed. */
async function faultsOf(...works: Work[]): Promise<unknown[]> {
  const done = await Promise.allSettled(
    works.map((work) => inScope(systemOf(cast.sander.firmId, "test"), work)),
  );
  return done.flatMap((one) => (one.status === "rejected" ? [codeOf(one.reason) ?? one.reason] : []));
}

it("an approval and a recipient's answer about one document do not wait for each other for ever", async () => {
  const faults: unknown[] = [];
  for (let round = 0; round < rounds; round++) {
    const filing = await paper(`ronde ${round}`);
    await decided(filing, "approved");
    await cast.owner()`delete from notices`;
    const more = { by: "Marieke van Dijk", state: "approved" };
    faults.push(
      ...(await faultsOf(
        (ctx) => recipientTold(ctx, job("filing.notSent", filing, more)),
        (ctx) => afterApproval(ctx, job("filing.approved", filing, more)),
      )),
    );
  }
  expect(faults).toEqual([]);
});

it("the look for what was put off, and reminders of another document, do not either", async () => {
  const [first = cast.marieke, second = cast.pieter] = [cast.marieke, cast.pieter].sort((a, b) =>
    a.accountId < b.accountId ? -1 : 1,
  );
  await at("2026-11-25", "14:00:00");
  const [one = "", other = ""] = [await paper("een"), await paper("twee")].sort();
  const third = await paper("drie");
  // Of the document that comes first, the person who comes second.
  await inScope(clientAt(second, cast.bakery), (ctx) => sendLater(ctx, one, 1, {}));
  await inScope(clientAt(first, cast.bakery), (ctx) => sendLater(ctx, other, 1, {}));
  setClock(() => new Date("2026-12-02T08:00:00Z"));
  const faults: unknown[] = [];
  for (let round = 0; round < rounds; round++) {
    await cast.owner()`delete from notices`;
    await cast.owner()`delete from outbox`;
    const reminder = job("filing.reminder", third, { step: 5 });
    faults.push(
      ...(await faultsOf(
        (ctx) => remindOfUnsent(ctx, { payload: {} }),
        (ctx) => remind(ctx, reminder),
        (ctx) => remind(ctx, reminder),
      )),
    );
  }
  expect(faults).toEqual([]);
});
