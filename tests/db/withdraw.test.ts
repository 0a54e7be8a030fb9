import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { filingAnnexes, filingVersions } from "@/db/schema/approvals";
import { inScope } from "@/db/scope";
import { filingDetail } from "@/lib/approvals/detail";
import { evidenceOf } from "@/lib/approvals/evidence";
import { parseFilters } from "@/lib/approvals/filters";
import { fileWithoutApproval, withdrawFiling } from "@/lib/approvals/office";
import { allFilings } from "@/lib/approvals/overview";
import { currentFilings } from "@/lib/approvals/queries";
import { reportsOf } from "@/lib/approvals/report";
import { decidedTogether } from "@/lib/approvals/together";
import { welcomeFilings } from "@/lib/approvals/welcome";
import { findFile } from "@/lib/dossier/files";
import { staffDeliveries } from "@/lib/staff/deliveries";
import { aCast, emails } from "@/tests/support/cast";
import { connect } from "@/tests/support/deliveries";
import { digipoortServer } from "@/tests/support/digipoort-server";
import { aDocumentOfYesterday } from "@/tests/support/documents";
import { clientAt, deliver } from "@/tests/support/people";
import { aRecipient } from "@/tests/support/recipient";
import { approve, askCode, aTask, type Task } from "@/tests/support/returns";

/** What happens before the next bytes are kept: the request that is about to be sent. */
const before = vi.hoisted(() => ({ put: null as (() => Promise<void>) | null }));
vi.mock("@/lib/ports/storage", async (original) => {
  const real = await original<typeof import("@/lib/ports/storage")>();
  const storage = (): ReturnType<typeof real.storage> => ({
    ...real.storage(),
    put: async (...wish) => {
      await before.put?.();
      return real.storage().put(...wish);
    },
  });
  return { ...real, storage };
});

const cast = aCast();
const kvk = aRecipient(cast);
const { approved, untilQuiet, stateOf, deliveriesOf, takenOf, mailsTo } = kvk;

const withdraw = ({ id }: Task) =>
  inScope(cast.sander, (ctx) => withdrawFiling(ctx, id, "Van een andere klant"));
const report = async ({ id }: Task) => (await inScope(cast.sander, (ctx) => reportsOf(ctx, [{ id }])))[0];

/** Neither the page nor any of its files, what goes with them included. */
async function expectClosed(task: Task): Promise<void> {
  const at = clientAt(cast.marieke, cast.bakery);
  expect(await inScope(at, (ctx) => filingDetail(ctx, cast.bakery, task.id))).toBeNull();
  const files =
    await cast.owner()`select attachment_file_id as id from filing_versions where filing_id = ${task.id}
    union select data_file_id from filing_versions where filing_id = ${task.id} and data_file_id is not null
    union select file_id from filing_annexes where filing_id = ${task.id}`;
  for (const { id } of files) {
    expect(await inScope(at, (ctx) => findFile(ctx, id))).toBeNull();
    expect(await inScope(cast.sander, (ctx) => findFile(ctx, id))).not.toBeNull();
  }
  expect(await stateOf(task)).toBe("withdrawn");
}

describe("a document that went to the wrong client is closed at once (D5)", () => {
  it("when it was approved a moment ago: nothing is sent", async () => {
    const task = await approved();
    expect(await withdraw(task)).toMatchObject({ ok: true });
    await expectClosed(task);
    await untilQuiet();
    expect(await deliveriesOf(task)).toEqual([]);
    expect(await report(task)).toMatchObject({
      approval: { state: "withdrawn" },
      filing: { state: "notFiled" },
    });
  });

  it("when its delivery waits for a recipient that is away: it is not sent any more", async () => {
    const closed = await digipoortServer({ certificates: kvk.digipoort.certificates });
    await closed.close();
    await connect(cast.sander.firmId, closed);
    const task = await approved();
    await deliver();
    expect(await deliveriesOf(task)).toMatchObject([{ state: "waiting" }]);
    expect(await withdraw(task)).toMatchObject({ ok: true });
    await connect(cast.sander.firmId, kvk.digipoort);
    await untilQuiet();
    expect(await takenOf(task)).toEqual([]);
    expect(await deliveriesOf(task)).toMatchObject([{ state: "failed", fault: "withdrawn" }]);
    await expectClosed(task);
    // It was nobody's refusal, so the chain does not say so, and nobody gets a mail about one.
    const [last] = await cast.owner()`select action from audit_events where subject = ${`filing:${task.id}`}
      order by seq desc limit 1`;
    expect(last?.action).toBe("delivery.dropped");
  });

  it("in the moment before the first byte goes out: it does not", async () => {
    const task = await approved();
    before.put = async () => {
      before.put = null;
      expect(await withdraw(task)).toMatchObject({ ok: true });
    };
    await untilQuiet();
    expect(await takenOf(task)).toEqual([]);
    expect(await deliveriesOf(task)).toMatchObject([{ state: "failed", fault: "withdrawn" }]);
    await expectClosed(task);
  });

  it("when it is under way: what the recipient says stands with the delivery, and moves nothing", async () => {
    const accepted = await mailsTo("marieke@korenaar.example", "Akkoord Digipoort");
    const task = await approved();
    await deliver();
    expect(await stateOf(task)).toBe("delivered");
    expect(await withdraw(task)).toMatchObject({ ok: true });
    expect(await report(task)).toMatchObject({ filing: { state: "delivered" } });
    await untilQuiet();
    await expectClosed(task);
    expect(await takenOf(task)).toHaveLength(1);
    const [seen] = await inScope(cast.sander, (ctx) => staffDeliveries(ctx, task.id));
    expect(seen).toMatchObject({ state: "accepted" });
    expect(await report(task)).toMatchObject({
      approval: { state: "withdrawn" },
      filing: { state: "accepted", reference: seen?.processReference },
    });
    expect(await mailsTo("marieke@korenaar.example", "Akkoord Digipoort")).toBe(accepted);
  });

  it("when nobody knows whether it arrived", async () => {
    kvk.digipoort.failWith("html", "deliver");
    const task = await approved();
    await deliver();
    expect(await stateOf(task)).toBe("outcomeUnknown");
    expect(await withdraw(task)).toMatchObject({ ok: true });
    await untilQuiet();
    await expectClosed(task);
    expect(await report(task)).toMatchObject({ filing: { state: "unknown" } });
  });

  it("when the recipient has it already: that it was filed stays known at the firm", async () => {
    const task = await approved();
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await withdraw(task)).toMatchObject({ ok: true });
    await expectClosed(task);
    expect(await report(task)).toMatchObject({
      approval: { state: "withdrawn" },
      filing: { state: "accepted", reference: expect.any(String) },
    });
  });

  it("when the firm filed it without an approval", async () => {
    const wish = { label: "zonder", approveBy: "2026-11-20" };
    const task = await aDocumentOfYesterday(cast.sander, cast.bakery, wish);
    await inScope(cast.sander, (ctx) => fileWithoutApproval(ctx, task.id, "Volmacht"));
    expect(await withdraw(task)).toMatchObject({ ok: true });
    await expectClosed(task);
    expect(await report(task)).toMatchObject({ filing: { state: "filed", at: expect.any(String) } });
  });
});

it("what was withdrawn has no figures any more in anything that its client is answered", async () => {
  const task = await aTask(cast.owner(), "bakkerij-de-korenaar", "2023-07");
  const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
  expect(await approve(cast.marieke, task, challengeId, code)).toEqual({ ok: true });
  const at = clientAt(cast.marieke, cast.bakery);
  const seen = () =>
    inScope(at, async (ctx) => ({
      detail: await filingDetail(ctx, cast.bakery, task.id),
      proof: await evidenceOf(ctx, cast.bakery, task.id),
      together: await decidedTogether(ctx, challengeId, cast.bakery),
      list: (await allFilings(ctx, cast.bakery, parseFilters({}), null)).rows.filter(
        ({ id }) => id === task.id,
      ),
      current: (await currentFilings(ctx, cast.bakery)).filter(({ id }) => id === task.id),
      waiting: (await welcomeFilings(ctx, cast.bakery)).waiting.filter(({ id }) => id === task.id),
      // By the wall alone, whatever a query forgets.
      versions: await ctx.db.select().from(filingVersions).where(eq(filingVersions.filingId, task.id)),
      annexes: await ctx.db.select().from(filingAnnexes).where(eq(filingAnnexes.filingId, task.id)),
    }));
  const figures = /1[.]?600|160000|210000/;
  expect(JSON.stringify(await seen())).toMatch(figures);
  expect(await withdraw(task)).toMatchObject({ ok: true });
  const left = await seen();
  expect(JSON.stringify(left)).not.toMatch(figures);
  expect(left).toMatchObject({ detail: null, proof: null, versions: [], annexes: [] });
  expect(left.list).toMatchObject([{ state: "withdrawn", amount: null, payBy: null }]);
});
