import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { filingDetail, noteOpening } from "@/lib/approvals/detail";
import { parseFilters } from "@/lib/approvals/filters";
import {
  dropApprover,
  expireFiling,
  fileWithoutApproval,
  markFiled,
  withdrawFiling,
} from "@/lib/approvals/office";
import { allFilings } from "@/lib/approvals/overview";
import { withdrawnFiling } from "@/lib/approvals/withdrawn";
import { findFile } from "@/lib/dossier/files";
import { momentOn } from "@/lib/notifications/rules";
import { now, setClock } from "@/lib/ports/clock";
import { addDays, today } from "@/lib/shared/dates";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument, aDocumentOfYesterday, publishTyped } from "@/tests/support/documents";
import { aSession, clientAt, deliver, staffAt } from "@/tests/support/people";
import { approve, askCode, type Task } from "@/tests/support/returns";
import { aPdf, upload } from "@/tests/support/uploads";

const cast = aCast();
const at = () => clientAt(cast.marieke, cast.bakery);
const detail = (task: Task) => inScope(at(), (ctx) => filingDetail(ctx, cast.bakery, task.id));
const listed = async (task: Task) =>
  (await inScope(at(), (ctx) => allFilings(ctx, cast.bakery, parseFilters({}), null))).rows.find(
    ({ id }) => id === task.id,
  );
const accepts = async (task: Task) => {
  const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
  return approve(cast.marieke, task, challengeId, code);
};
const approved = async () => {
  const task = await aDocument(cast.sander, cast.bakery);
  await accepts(task);
  return task;
};
const mailsAbout = async (words: string) =>
  (
    await cast.owner()`select "to" from local_messages where channel = 'mail' and subject like ${`%${words}%`}
      order by "to"`
  ).map(({ to }) => to);

describe("withdrawing (D5)", () => {
  it("closes access at once, says who opened which bytes, and leaves its name in the list", async () => {
    const task = await aDocument(cast.sander, cast.bakery, { label: "verkeerde klant" });
    const found = await detail(task);
    if (!found) throw new Error("It was not there");
    const sha256 = found.attachment.sha256;
    const opening = {
      id: task.id,
      organisationId: cast.bakery,
      stream: "dividendTax",
      version: 1,
      sha256,
    } as const;
    await inScope(at(), (ctx) => noteOpening(ctx, opening));
    const withdrawn = await inScope(cast.sander, (ctx) =>
      withdrawFiling(ctx, task.id, "Van een andere klant"),
    );
    expect(withdrawn).toEqual({
      ok: true,
      openings: [{ name: "Marieke van Dijk", version: 1, sha256, at: expect.any(Date) }],
    });
    expect(await detail(task)).toBeNull();
    // An old link still says what it was and why it went, to whoever could read it; to nobody else.
    const left = { stream: "dividendTax", label: "verkeerde klant", reason: "Van een andere klant" };
    const gone = (organisation = cast.bakery) =>
      inScope(at(), (ctx) => withdrawnFiling(ctx, organisation, task.id));
    expect(await gone()).toMatchObject(left);
    expect(await gone(cast.property)).toBeNull();
    const els = await aSession(cast.owner(), "noorderlicht", "els@korenaar.example");
    const hers = clientAt(els, cast.bakery);
    expect(await inScope(hers, (ctx) => withdrawnFiling(ctx, cast.bakery, task.id))).toBeNull();
    expect(await inScope(at(), (ctx) => findFile(ctx, found.attachment.id))).toBeNull();
    expect(await listed(task)).toMatchObject({
      state: "withdrawn",
      stateReason: "Van een andere klant",
      amount: null,
      mine: null,
    });
    expect(await inScope(cast.sander, (ctx) => findFile(ctx, found.attachment.id))).not.toBeNull();
    await deliver();
    // No mail had told of it yet: only she knew of it.
    expect(await mailsAbout("Ingetrokken: Dividendbelasting verkeerde klant, 2 november 2026")).toEqual([
      emails.marieke,
    ]);
    const again = await inScope(cast.sander, (ctx) => withdrawFiling(ctx, task.id, "Nog eens"));
    expect(again).toEqual({ ok: false, reason: "already-withdrawn" });
  });

  it("is told to those who were told of the document, and to nobody who never heard of it", async () => {
    const withdrawn = async (label: string, approvers?: string[]) => {
      const task = await aDocument(cast.sander, cast.bakery, { label, ...(approvers ? { approvers } : {}) });
      await deliver();
      await inScope(cast.sander, (ctx) => withdrawFiling(ctx, task.id, "Van een andere klant"));
      await deliver();
      return mailsAbout(`Ingetrokken: Dividendbelasting ${label}, 2 november 2026`);
    };
    expect(await withdrawn("voor allen")).toEqual([emails.marieke, emails.pieter]);
    expect(await withdrawn("voor hem", [cast.pieter.accountId])).toEqual([emails.pieter]);
  });

  it("lets nobody find it by what it said, nor see what there was to pay, nor reach what went with it", async () => {
    const [pdf, annex] = [
      await upload(cast.sander, cast.bakery, "pdf", await aPdf("Geheim"), "aanslag-visser-watersport.pdf"),
      await upload(cast.sander, cast.bakery, "annex", Buffer.from("bijlage"), "handtekening.xml"),
    ];
    if (!pdf.ok || !annex.ok) throw new Error("An upload was refused");
    const task = await aDocument(cast.sander, cast.bakery, {
      stream: "assessment",
      attachment: pdf.id,
      annexes: [annex.id],
      label: "naheffing",
      typed: { assessed: 250_000 },
      details: { number: "8123.45.678", payBy: "2026-12-24" },
    });
    const found = async (words: string) => {
      const filters = parseFilters({ zoek: words });
      const { rows } = await inScope(at(), (ctx) => allFilings(ctx, cast.bakery, filters, null));
      return rows.some(({ id }) => id === task.id);
    };
    const [{ reference } = {}] = await cast.owner()`select reference from filings where id = ${task.id}`;
    for (const words of ["visser", "8123.45", "naheffing", reference]) expect(await found(words)).toBe(true);
    const reach = () => inScope(at(), (ctx) => findFile(ctx, annex.id));
    expect(await reach()).not.toBeNull();
    expect(await listed(task)).toMatchObject({ payBy: "2026-12-24" });
    await inScope(cast.sander, (ctx) => withdrawFiling(ctx, task.id, "Van een andere klant"));
    for (const words of ["visser", "8123.45", "2026-12-24"]) expect(await found(words)).toBe(false);
    for (const words of ["naheffing", "Aanslag", reference]) expect(await found(words)).toBe(true);
    expect(await reach()).toBeNull();
    expect(await listed(task)).toMatchObject({ amount: null, payBy: null });
  });
});

describe("filing without approval (D1)", () => {
  it("is no approval, tells the client, and says why", async () => {
    const wish = { label: "stil", approveBy: "2026-11-20" };
    const task = await aDocumentOfYesterday(cast.sander, cast.bakery, wish);
    const early = await aDocument(cast.sander, cast.bakery, { approveBy: "2099-01-01", fileBy: null });
    expect(await inScope(cast.sander, (ctx) => fileWithoutApproval(ctx, early.id, "Nu al"))).toEqual({
      ok: false,
      reason: "before-cut-off",
    });
    const reason = "Geen reactie na drie herinneringen; volmacht van 3 januari 2026.";
    expect(await inScope(cast.sander, (ctx) => fileWithoutApproval(ctx, task.id, reason))).toEqual({
      ok: true,
    });
    expect(await detail(task)).toMatchObject({
      state: "filedWithoutApproval",
      stateReason: reason,
      filedAt: expect.any(Date),
      completedAt: null,
      decisions: [],
      myTurn: false,
    });
    await deliver();
    expect(await mailsAbout("Ingediend zonder uw akkoord: Dividendbelasting stil, 2 november 2026")).toEqual([
      emails.marieke,
      emails.pieter,
    ]);
    await expect(askCode(cast.owner(), cast.marieke, task, emails.marieke)).rejects.toThrow(
      "already-filedWithoutApproval",
    );
  });

  it("is for after the day by which the client was to approve: until it ends there is time", async () => {
    const day = today(now());
    const task = await aDocument(cast.sander, cast.bakery, { approveBy: day, fileBy: addDays(day, 2) });
    const file = () => inScope(cast.sander, (ctx) => fileWithoutApproval(ctx, task.id, "Volmacht"));
    expect(await file()).toEqual({ ok: false, reason: "before-cut-off" });
    setClock(() => momentOn(addDays(day, 1), "00:00"));
    expect(await file()).toEqual({ ok: true });
  });

  it("is for the day itself where the law has the same one, which nobody can wait out", async () => {
    const day = today(now());
    const task = await aDocument(cast.sander, cast.bakery, { approveBy: day, fileBy: day });
    expect(await inScope(cast.sander, (ctx) => fileWithoutApproval(ctx, task.id, "Volmacht"))).toEqual({
      ok: true,
    });
  });

  it("is not for what was approved", async () => {
    const task = await approved();
    expect(await inScope(cast.sander, (ctx) => fileWithoutApproval(ctx, task.id, "Toch"))).toEqual({
      ok: false,
      reason: "already-completed",
    });
  });
});

describe("the firm's part", () => {
  it("is marked once, beside the client's", async () => {
    const task = await approved();
    const file = (reference: string) => inScope(cast.sander, (ctx) => markFiled(ctx, task.id, reference));
    expect(await file("DIV-77")).toEqual({ ok: true });
    expect(await detail(task)).toMatchObject({
      state: "completed",
      filedAt: expect.any(Date),
      filedReference: "DIV-77",
    });
    expect(await file("DIV-78")).toEqual({ ok: false, reason: "not-now" });
    const open = await aDocument(cast.sander, cast.bakery);
    expect(await inScope(cast.sander, (ctx) => markFiled(ctx, open.id, null))).toEqual({
      ok: false,
      reason: "not-now",
    });
  });
});

describe("what was filed", () => {
  it("gets no new version: its correction is a document of its own", async () => {
    const task = await approved();
    // A colleague has the form for a new version open meanwhile.
    await inScope(cast.sander, (ctx) => markFiled(ctx, task.id, "DIV-79"));
    const next = await publishTyped(cast.sander, cast.bakery, { replaces: task.id });
    expect(next).toEqual({ ok: false, reason: "already-filed" });
    expect(await detail(task)).toMatchObject({ version: 1, state: "completed", filedReference: "DIV-79" });
  });

  it("and what is being filed at this very moment, is one or the other", async () => {
    const task = await approved();
    const [filed, next] = await Promise.all([
      inScope(cast.sander, (ctx) => markFiled(ctx, task.id, "DIV-80")),
      publishTyped(cast.sander, cast.bakery, { replaces: task.id }),
    ]);
    expect([filed.ok, next.ok].filter(Boolean)).toHaveLength(1);
    expect(await detail(task)).toMatchObject({
      version: next.ok ? 2 : 1,
      filedAt: next.ok ? null : expect.any(Date),
    });
  });
});

describe("the day after which it is of no use", () => {
  it("ends it, when nobody decided", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    expect(await inScope(cast.sander, (ctx) => expireFiling(ctx, task.id))).toEqual({ ok: true });
    expect(await detail(task)).toMatchObject({ state: "expired", myTurn: false });
    const done = await approved();
    expect(await inScope(cast.sander, (ctx) => expireFiling(ctx, done.id))).toMatchObject({ ok: false });
  });

  it("ends it before its job has come by: letting somebody off completes nothing any more", async () => {
    const task = await aDocument(cast.sander, cast.bakery, {
      approvers: [cast.marieke.accountId, cast.pieter.accountId],
    });
    expect(await accepts(task)).toEqual({ ok: true });
    const drop = () => inScope(cast.sander, (ctx) => dropApprover(ctx, task.id, 1, "Ziek"));
    const expires = (day: string) =>
      cast.owner()`update filings set expires_on = ${day} where id = ${task.id}`;
    await expires(addDays(today(now()), -1));
    expect(await drop()).toEqual({ ok: false, reason: "already-expired" });
    expect(await detail(task)).toMatchObject({ state: "open" });
    // Not on the day itself.
    await expires(today(now()));
    expect(await drop()).toEqual({ ok: true });
    expect(await detail(task)).toMatchObject({ state: "completed" });
  });
});

describe("out of reach", () => {
  it("is what a colleague without the client, and the other firm, cannot touch", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const joris = await staffAt(cast.owner(), "noorderlicht", "joris@noorderlicht.example");
    await cast.owner()`delete from portfolios where account_id = ${joris.accountId} and organisation_id = ${cast.bakery}`;
    const willemijn = await staffAt(cast.owner(), "devries", "willemijn@devries.example");
    for (const stranger of [joris, willemijn]) {
      const gone = { ok: false, reason: "not-found" };
      expect(await inScope(stranger, (ctx) => withdrawFiling(ctx, task.id, "x"))).toEqual(gone);
      expect(await inScope(stranger, (ctx) => fileWithoutApproval(ctx, task.id, "x"))).toEqual(gone);
      expect(await inScope(stranger, (ctx) => markFiled(ctx, task.id, null))).toEqual(gone);
    }
    expect(await detail(task)).toMatchObject({ state: "open" });
  });
});
