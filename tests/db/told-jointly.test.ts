import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { dropApprover, fileWithoutApproval, withdrawFiling } from "@/lib/approvals/office";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument } from "@/tests/support/documents";
import { deliver } from "@/tests/support/people";
import { approve, askCode, decided, type Task } from "@/tests/support/returns";

const cast = aCast();
const staff = "sander@noorderlicht.example";
const late = { approveBy: "2026-11-20", fileBy: "2026-11-25" };

/** Put before both directors, of which both have heard. */
const together = async (label: string, wish = {}) => {
  const approvers = [cast.marieke.accountId, cast.pieter.accountId];
  const task = await aDocument(cast.sander, cast.bakery, { label, approvers, ...wish });
  await deliver();
  return task;
};
/** Their codes first: what follows then happens between two ticks of the worker. */
const codesOf = async (task: Task, his: "approve" | "reject" = "approve") => ({
  marieke: await askCode(cast.owner(), cast.marieke, task, emails.marieke),
  pieter: await askCode(cast.owner(), cast.pieter, task, emails.pieter, {
    filings: [task.id],
    ...(his === "reject" ? { decision: his, category: "amount", reason: "Nee" } : { decision: his }),
  }),
});
const hers = async (task: Task, { challengeId, code }: { challengeId: string; code: string }) =>
  expect(await approve(cast.marieke, task, challengeId, code)).toEqual({ ok: true });
const his = async (
  task: Task,
  asked: { challengeId: string; code: string },
  decision: "approve" | "reject",
) => {
  const input = { challengeId: asked.challengeId, code: asked.code, expected: { decision, filing: task.id } };
  expect(await decided(cast.pieter, task, input)).toEqual({ ok: true });
};
/** Files it on a mandate; it was put ready the day before, so that the client's time is over. */
const fileAnyway = async ({ id }: Task) => {
  await cast.owner()`update filings set published_at = published_at - interval '1 day' where id = ${id}`;
  expect(await inScope(cast.sander, (ctx) => fileWithoutApproval(ctx, id, "Volmacht"))).toEqual({ ok: true });
};
const mailsTo = async (to: string, label: string) => [
  ...(await cast.owner()<{ subject: string; text: string }[]>`select subject, text from local_messages
    where channel = 'mail' and "to" = ${to} and subject like ${`%${label}%`} order by id`),
];
const toFirm = async (label: string) => (await mailsTo(staff, label)).map(({ subject }) => subject);

describe("the firm hears of an approval by two when it is one", () => {
  it("once, from the last of them", async () => {
    const task = await together("eens");
    const codes = await codesOf(task);
    await hers(task, codes.marieke);
    await his(task, codes.pieter, "approve");
    await deliver();
    const [mail, ...more] = await mailsTo(staff, "eens");
    expect(more).toEqual([]);
    expect(mail?.subject).toMatch(/ goedgekeurd$/);
    expect(mail?.text).toContain("Pieter van Dijk");
  });

  it("not when the other rejected it before the worker came by: of that alone", async () => {
    const task = await together("oneens");
    const codes = await codesOf(task, "reject");
    await hers(task, codes.marieke);
    await his(task, codes.pieter, "reject");
    await deliver();
    expect(await toFirm("oneens")).toEqual([expect.stringMatching(/ afgekeurd$/)]);
  });

  it("not when the firm withdrew it meanwhile, after one approval or after both", async () => {
    const half = await together("halverwege");
    await hers(half, (await codesOf(half)).marieke);
    const whole = await together("helemaal");
    const codes = await codesOf(whole);
    await hers(whole, codes.marieke);
    await his(whole, codes.pieter, "approve");
    for (const { id } of [half, whole])
      expect(await inScope(cast.sander, (ctx) => withdrawFiling(ctx, id, "Andere klant"))).toMatchObject({
        ok: true,
      });
    await deliver();
    expect([...(await toFirm("halverwege")), ...(await toFirm("helemaal"))]).toEqual([]);
  });

  it("not when the firm filed it without approval meanwhile", async () => {
    const task = await together("volmacht", late);
    await hers(task, (await codesOf(task)).marieke);
    await fileAnyway(task);
    await deliver();
    expect(await toFirm("volmacht")).toEqual([]);
  });

  it("when the other need not approve it any more", async () => {
    const task = await together("ontheven");
    await hers(task, (await codesOf(task)).marieke);
    await deliver();
    expect(await toFirm("ontheven")).toEqual([]);
    expect(await inScope(cast.sander, (ctx) => dropApprover(ctx, task.id, 1, "Ziek"))).toEqual({ ok: true });
    await deliver();
    const [mail, ...more] = await mailsTo(staff, "ontheven");
    expect(more).toEqual([]);
    expect(mail?.text).toContain("Marieke van Dijk");
  });
});

describe("what was filed although not everybody approved it (D1)", () => {
  const filed = async (label: string, act: (task: Task) => Promise<void>) => {
    const task = await together(label, late);
    await act(task);
    await deliver();
    await fileAnyway(task);
    await deliver();
    return async (to: string) => (await mailsTo(to, label)).at(-1);
  };

  it("is told in other words to whoever did: her approval is kept", async () => {
    const last = await filed("verdeeld", async (task) => hers(task, (await codesOf(task)).marieke));
    const mail = await last(emails.marieke);
    expect(mail?.subject).toMatch(/^Ingediend, niet door iedereen goedgekeurd: /);
    expect(mail?.text).toContain("Uw akkoord blijft bewaard");
    expect(`${mail?.subject} ${mail?.text}`).not.toContain("zonder uw akkoord");
    expect((await last(emails.pieter))?.subject).toMatch(/^Ingediend zonder uw akkoord: /);
  });

  it("is told to whoever rejected it, or approved another version alone, as filed without their approval", async () => {
    const last = await filed("herzien", async (task) => {
      await hers(task, (await codesOf(task)).marieke);
      const approvers = [cast.marieke.accountId, cast.pieter.accountId];
      await aDocument(cast.sander, cast.bakery, { label: "herzien", approvers, ...late, replaces: task.id });
      await his(task, (await codesOf(task, "reject")).pieter, "reject");
    });
    for (const to of [emails.marieke, emails.pieter])
      expect((await last(to))?.subject).toMatch(/^Ingediend zonder uw akkoord: /);
  });
});
