import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { filingDetail } from "@/lib/approvals/detail";
import { expireFiling, releaseFiling, withdrawFiling } from "@/lib/approvals/office";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument, publishTyped } from "@/tests/support/documents";
import { clientAt, deliver } from "@/tests/support/people";
import { approve, askCode, type Task } from "@/tests/support/returns";

const cast = aCast();
const at = () => clientAt(cast.marieke, cast.bakery);
const detail = (task: Task) => inScope(at(), (ctx) => filingDetail(ctx, cast.bakery, task.id));
const accepts = async (task: Task) => {
  const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
  return approve(cast.marieke, task, challengeId, code);
};
const mailsAbout = async (words: string) =>
  (
    await cast.owner()`select "to" from local_messages where channel = 'mail' and subject like ${`%${words}%`}
      order by "to"`
  ).map(({ to }) => to);

describe("waiting for another document", () => {
  it("keeps it from being approved until staff release it", async () => {
    const accounts = await aDocument(cast.sander, cast.bakery, { stream: "annualAccounts", label: null });
    const task = await aDocument(cast.sander, cast.bakery, { waitsFor: accounts.id });
    expect(await detail(task)).toMatchObject({ waits: true, myTurn: false });
    await expect(askCode(cast.owner(), cast.marieke, task, emails.marieke)).rejects.toThrow("waits");
    const release = () => inScope(cast.sander, (ctx) => releaseFiling(ctx, task.id, "Niet vastgesteld"));
    expect(await release()).toEqual({ ok: true });
    expect(await detail(task)).toMatchObject({ waits: false, myTurn: true });
    expect(await release()).toEqual({ ok: false, reason: "not-now" });
  });
});

describe("when the document that came first is finished", () => {
  it("the other is released by itself, and its approvers are told", async () => {
    const accounts = await aDocument(cast.sander, cast.bakery, { stream: "annualAccounts", label: "eerst" });
    const task = await aDocument(cast.sander, cast.bakery, { label: "daarna", waitsFor: accounts.id });
    await deliver();
    expect(await mailsAbout("daarna")).toEqual([]);
    await accepts(accounts);
    expect(await detail(task)).toMatchObject({ waits: true, myTurn: false });
    await deliver();
    expect(await detail(task)).toMatchObject({ waits: false, myTurn: true });
    expect(await mailsAbout("daarna")).toEqual([emails.marieke, emails.pieter]);
  });
});

describe("what was to wait", () => {
  const annual = (label: string) => aDocument(cast.sander, cast.bakery, { stream: "annualAccounts", label });

  it("waits for nothing when the accounts were approved already, and its approvers are told at once", async () => {
    const accounts = await annual("al klaar");
    await accepts(accounts);
    await deliver();
    const task = await aDocument(cast.sander, cast.bakery, { label: "meteen", waitsFor: accounts.id });
    expect(await detail(task)).toMatchObject({ waits: false, myTurn: true });
    await deliver();
    expect(await mailsAbout("meteen")).toEqual([emails.marieke, emails.pieter]);
  });

  it("waits for nothing when they are approved in the same moment", async () => {
    const accounts = await annual("tegelijk");
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, accounts, emails.marieke);
    const [task] = await Promise.all([
      aDocument(cast.sander, cast.bakery, { waitsFor: accounts.id }),
      approve(cast.marieke, accounts, challengeId, code).then(deliver),
    ]);
    await deliver();
    expect(await detail(task)).toMatchObject({ waits: false, myTurn: true });
  });

  it("is refused where nothing would ever end the waiting", async () => {
    const withdrawn = await annual("weg");
    await inScope(cast.sander, (ctx) => withdrawFiling(ctx, withdrawn.id, "Verkeerd jaar"));
    const expired = await annual("te laat");
    await inScope(cast.sander, (ctx) => expireFiling(ctx, expired.id));
    const other = await aDocument(cast.sander, cast.bakery);
    const elsewhere = await aDocument(cast.sander, cast.property, { stream: "annualAccounts" });
    for (const { id } of [withdrawn, expired, other, elsewhere]) {
      expect(await publishTyped(cast.sander, cast.bakery, { waitsFor: id })).toEqual({
        ok: false,
        reason: "nothing-to-wait-for",
      });
    }
  });
});
