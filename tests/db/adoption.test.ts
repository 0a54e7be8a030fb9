import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { adoptionIn } from "@/lib/approvals/adoption";
import { sendLater } from "@/lib/approvals/later";
import type { Figures } from "@/lib/approvals/shapes";
import { aCast, emails } from "@/tests/support/cast";
import { publicationOf } from "@/tests/support/deliveries";
import { clientAt } from "@/tests/support/people";
import { askCode, decided, type Task } from "@/tests/support/returns";

const cast = aCast();
let year = 1960;
const publication = (approvers?: string[]) =>
  publicationOf(cast.sander, cast.bakery, year++, undefined, undefined, approvers ? { approvers } : {});
const both = () => [cast.marieke.accountId, cast.pieter.accountId];
const adopted = (on: string, by = "marieke") => ({
  adopted: "yes",
  adoptedOn: on,
  copyAddress: `${by}@korenaar.example`,
});
const notAdopted = { adopted: "no", copyAddress: "pieter@korenaar.example" };
const says = async (who: "marieke" | "pieter", task: Task, answers?: Record<string, string>) => {
  const { challengeId, code } = await askCode(cast.owner(), cast[who], task, emails[who]);
  const expected = { decision: "approve", filing: task.id } as const;
  return decided(cast[who], task, { challengeId, code, expected, ...(answers ? { answers } : {}) });
};
/** The code was sent for these answers, and comes back with those. */
const codeFor = async (task: Task, asked: Record<string, string>) => {
  const draft = { decision: "approve", filings: [task.id], answers: asked } as const;
  const code = await askCode(cast.owner(), cast.marieke, task, emails.marieke, {
    ...draft,
    filings: [task.id],
  });
  const expected = { decision: "approve", filing: task.id } as const;
  return (answers?: Record<string, string>) =>
    decided(cast.marieke, task, {
      challengeId: code.challengeId,
      code: code.code,
      expected,
      ...(answers ? { answers } : {}),
    });
};
const keptOf = async ({ id }: Task) =>
  (await cast.owner()`select answers from decisions where filing_id = ${id} order by at`).map(
    (row) => row.answers,
  );

describe("what somebody says of the adoption", () => {
  it("is in the story what its files for the KvK say", async () => {
    const told = await cast.owner()`select v.figures, d.answers from filings f
      join filing_versions v on v.filing_id = f.id left join decisions d on d.filing_id = f.id
      where f.stream = 'filingAccounts' order by f.published_at`;
    expect(told.map(({ figures }) => adoptionIn(figures as Figures))).toEqual([
      { adopted: true, on: "2025-11-11" },
      { adopted: true, on: "2026-11-22" },
    ]);
    expect(told.map(({ answers }) => answers?.adoptedOn)).toEqual(["2025-11-11", undefined]);
  });

  it("is kept as they said it, whatever somebody else said who put it off before", async () => {
    const task = await publication();
    const hers = clientAt(cast.marieke, cast.bakery);
    const later = await inScope(hers, (ctx) => sendLater(ctx, task.id, 1, adopted("2023-05-01")));
    expect(later).toEqual({ ok: true });
    expect(await says("pieter", task, notAdopted)).toEqual({ ok: true });
    expect(await keptOf(task)).toEqual([notAdopted]);
  });

  it("is asked of whoever said nothing themselves", async () => {
    const task = await publication();
    const hers = clientAt(cast.marieke, cast.bakery);
    await inScope(hers, (ctx) => sendLater(ctx, task.id, 1, adopted("2023-05-01")));
    expect(await says("pieter", task)).toEqual({ ok: false, reason: "answers-missing" });
    expect(await says("marieke", task)).toEqual({ ok: true });
    expect(await keptOf(task)).toEqual([adopted("2023-05-01")]);
  });

  it.each<[string, Record<string, string>]>([
    ["that there was none", notAdopted],
    ["another day", adopted("2023-05-02", "pieter")],
  ])("cannot be, of a second director: %s", async (_what, other) => {
    const task = await publication(both());
    expect(await says("marieke", task, adopted("2023-05-01"))).toEqual({ ok: true });
    const refused = { ok: false, reason: "adoption-disagrees" };
    const his = clientAt(cast.pieter, cast.bakery);
    expect(await inScope(his, (ctx) => sendLater(ctx, task.id, 1, other))).toEqual(refused);
    expect(await says("pieter", task, other)).toEqual(refused);
    expect(await keptOf(task)).toHaveLength(1);
    // The address of the KvK's copy is each one's own.
    expect(await says("pieter", task, adopted("2023-05-01", "pieter"))).toEqual({ ok: true });
    expect(await keptOf(task)).toEqual([adopted("2023-05-01"), adopted("2023-05-01", "pieter")]);
  });

  it.each<[string, Record<string, string>]>([
    ["that there was none", { ...adopted("2023-05-01"), adopted: "no" }],
    ["another day", adopted("2023-05-02")],
    ["another address", adopted("2023-05-01", "iemand")],
  ])("cannot be another under the code than it was sent for: %s", async (_what, other) => {
    const task = await publication();
    const approve = await codeFor(task, adopted("2023-05-01"));
    expect(await approve(other)).toEqual({ ok: false, reason: "other-answers" });
    expect(await keptOf(task)).toEqual([]);
    // The code was not used up: for what it was sent it still is, however that is put.
    const { copyAddress, ...rest } = adopted("2023-05-01");
    expect(await approve({ copyAddress, ...rest })).toEqual({ ok: true });
    expect(await keptOf(task)).toEqual([adopted("2023-05-01")]);
    // Whoever repeats it hears the same again.
    expect(await approve(adopted("2023-05-01"))).toEqual({ ok: true });
  });

  it("is under the code what it was sent for, also where nothing is said again", async () => {
    const task = await publication();
    const approve = await codeFor(task, adopted("2023-05-01"));
    expect(await approve()).toEqual({ ok: true });
    expect(await keptOf(task)).toEqual([adopted("2023-05-01")]);
  });

  it("gets a code of its own when it is another after all", async () => {
    const task = await publication();
    const first = await codeFor(task, adopted("2023-05-01"));
    const second = await codeFor(task, adopted("2023-05-02"));
    expect(await second(adopted("2023-05-02"))).toEqual({ ok: true });
    expect(await keptOf(task)).toEqual([adopted("2023-05-02")]);
    expect(await first(adopted("2023-05-01"))).toEqual({ ok: false, reason: "already-approved" });
  });
});
