import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { decide } from "@/lib/approvals/decide";
import { expireFiling, fileWithoutApproval, markFiled, withdrawFiling } from "@/lib/approvals/office";
import { switchEndpoint } from "@/lib/backoffice/endpoints";
import { setClock } from "@/lib/ports/clock";
import { sendAgain } from "@/lib/staff/resend";
import { aCast, emails } from "@/tests/support/cast";
import { aDocument } from "@/tests/support/documents";
import { clientAt, deliver, facts } from "@/tests/support/people";
import { aProgram } from "@/tests/support/program";
import { approve, askCode, decided } from "@/tests/support/returns";

const cast = aCast();
const firm = aProgram(cast);
const { aReturn, approved, asOffice, tookOf, jobsOf, endpointRow, later } = firm;

describe("a program of the firm", () => {
  it("hears of an approval, with what was approved and by whom, signed", async () => {
    const task = await approved();
    await deliver();
    const [message, ...others] = tookOf(task);
    expect(others).toEqual([]);
    const [row] = await cast.owner()`select f.reference, v.manifest_hash, v.attachment_sha256, d.sha256
      from filings f join filing_versions v on v.filing_id = f.id join files d on d.id = v.data_file_id
      where f.id = ${task.id}`;
    expect(message).toMatchObject({
      type: "filing.approved",
      data: {
        reference: row?.reference,
        stream: "vat",
        organisation: { name: "Bakkerij De Korenaar B.V.", maskedFiscalNumber: "•••••••56B01" },
        version: 1,
        manifestSha256: row?.manifest_hash,
        attachmentSha256: row?.attachment_sha256,
        dataSha256: row?.sha256,
        // "Afgerond" is not "ingediend".
        approval: { state: "approved" },
        filing: { state: "notFiled", at: null, reference: null },
        decisions: [{ decision: "approved", by: "Marieke van Dijk", method: "sms", capacity: "director" }],
        url: `http://noorderlicht.localhost:3000/admin/stukken/${task.id}`,
      },
    });
    // No amount, no whole number of anybody, no words of a rejection.
    expect(message?.body).not.toMatch(/amount|001000056B01|"reason"/);
    expect((await jobsOf())[0]).toMatchObject({ status: "done", organisation_id: task.organisationId });
  });

  it("hears that it was filed, as the firm's own part", async () => {
    const task = await approved();
    await deliver();
    expect(await asOffice((ctx) => markFiled(ctx, task.id, "ABC-1"))).toEqual({ ok: true });
    await deliver();
    expect(tookOf(task).map(({ type }) => type)).toEqual(["filing.approved", "filing.filed"]);
    expect(tookOf(task)[1]?.data).toMatchObject({
      approval: { state: "approved" },
      filing: { state: "filed", reference: "ABC-1" },
    });
  });

  it("hears of a rejection by its kind; the client's own words stay in the portal", async () => {
    const task = await aReturn();
    const draft = { decision: "reject", category: "missing", reason: "Geheim van de bakker" } as const;
    const asked = await askCode(cast.owner(), cast.marieke, task, emails.marieke, {
      ...draft,
      filings: [task.id],
    });
    const expected = { decision: "reject", filing: task.id } as const;
    expect(await decided(cast.marieke, task, { ...asked, expected })).toEqual({ ok: true });
    await deliver();
    expect(tookOf(task)[0]).toMatchObject({
      type: "filing.rejected",
      data: { approval: { state: "rejected", at: null }, decisions: [{ category: "missing" }] },
    });
    expect(tookOf(task)[0]?.body).not.toContain("Geheim van de bakker");
  });

  it.each([
    [
      "filing.withdrawn",
      "withdrawn",
      "notFiled",
      (id: string) => asOffice((ctx) => withdrawFiling(ctx, id, "Fout")),
    ],
    ["filing.expired", "expired", "notFiled", (id: string) => asOffice((ctx) => expireFiling(ctx, id))],
    [
      "filing.filedWithoutApproval",
      "notGiven",
      "filedWithoutApproval",
      (id: string) => asOffice((ctx) => fileWithoutApproval(ctx, id, "Volmacht")),
    ],
  ])("hears of %s", async (type, client, firm, act) => {
    const task = await aReturn();
    expect(await act(task.id)).toMatchObject({ ok: true });
    await deliver();
    expect(tookOf(task)).toMatchObject([
      { type, data: { approval: { state: client }, filing: { state: firm } } },
    ]);
  });

  it("hears that what was approved was replaced: its approval is void, and of the new version there is none", async () => {
    const task = await aDocument(cast.sander, cast.bakery);
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    await approve(cast.marieke, task, challengeId, code);
    await deliver();
    await aDocument(cast.sander, cast.bakery, { replaces: task.id });
    await deliver();
    const [row] = await cast.owner()`select manifest_hash as manifest from filing_versions
      where filing_id = ${task.id} and version = 1`;
    const [, told, ...others] = tookOf(task);
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      type: "filing.replaced",
      data: {
        version: 1,
        manifestSha256: row?.manifest,
        approval: { state: "replaced", at: null },
        filing: { state: "notFiled" },
        decisions: [{ decision: "approved", by: "Marieke van Dijk" }],
      },
    });
  });

  it("hears nothing that it did not ask for, and nothing while it is switched off", async () => {
    await cast.owner()`update webhook_endpoints set events = '{filing.rejected}'`;
    const task = await approved();
    await deliver();
    await cast.owner()`update webhook_endpoints set events = '{filing.approved}'`;
    await inScope(cast.anouk, (ctx) => switchEndpoint(ctx, firm.endpoint, false));
    const other = await approved();
    await deliver();
    expect([...tookOf(task), ...tookOf(other)]).toEqual([]);
    expect(await jobsOf()).toEqual([]);
  });

  it("hears nothing of the other firm", async () => {
    const { id: firmId } = (await cast.owner()`select id from firms where slug = 'devries'`)[0] ?? {};
    await cast.owner()`update webhook_endpoints set firm_id = ${firmId}`;
    const task = await approved();
    await deliver();
    expect(tookOf(task)).toEqual([]);
  });
});

describe("the event and the message", () => {
  it("are written with what causes them, or not at all", async () => {
    const task = await aReturn();
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    const events = () =>
      cast.owner()`select 1 from outbox where kind = 'filing.approved' and payload->>'filing' = ${task.id}`;
    const expected = { decision: "approve", filing: task.id } as const;
    await expect(
      inScope(clientAt(cast.marieke, task.organisationId), async (ctx) => {
        expect(await decide(ctx, cast.marieke, { challengeId, code, expected }, facts)).toMatchObject({
          ok: true,
        });
        throw new Error("the lights go out");
      }),
    ).rejects.toThrow("the lights go out");
    await deliver();
    expect([...(await events()), ...tookOf(task)]).toEqual([]);
    await expect(
      asOffice(async (ctx) => {
        await withdrawFiling(ctx, task.id, "Fout");
        throw new Error("again");
      }),
    ).rejects.toThrow("again");
    await deliver();
    expect(tookOf(task)).toEqual([]);
    // The code was not used up: with the lights on it goes through, and then it is told once.
    expect(await approve(cast.marieke, task, challengeId, code)).toEqual({ ok: true });
    expect(await events()).toHaveLength(1);
    await deliver();
    expect(tookOf(task)).toHaveLength(1);
  });

  it("come once for each program, however often the event is taken up", async () => {
    const task = await approved();
    await deliver();
    await cast.owner()`update outbox set status = 'waiting' where kind = 'filing.approved' and payload->>'filing' = ${task.id}`;
    await deliver();
    expect(firm.program.calls.get(tookOf(task)[0]?.id ?? "")).toBe(1);
  });
});

describe("a program that fails", () => {
  it.each([
    ["error", "webhook 500"],
    ["redirect", "webhook 307"],
    ["drop", "ECONNRESET"],
    ["garbage", "HPE_INVALID_CONSTANT"],
  ] as const)("by %s gets it later, under the same id", async (failure, reason) => {
    firm.program.failWith(failure);
    const asked = firm.program.asked.length;
    const task = await approved();
    await deliver();
    expect((await jobsOf())[0]).toMatchObject({ status: "waiting", last_error: reason });
    expect(await endpointRow()).toMatchObject({ last_failure: reason, disabled_at: null });
    const [first] = firm.program.asked.slice(asked);
    firm.program.failWith(null);
    await later();
    expect(tookOf(task)).toHaveLength(1);
    // A redirect was not followed.
    expect(firm.program.asked.slice(asked).map(({ path }) => path)).toEqual(["/hook", "/hook"]);
    expect(tookOf(task)[0]?.id).toBe(first?.headers["webhook-id"]);
    expect(await endpointRow()).toMatchObject({ failing_since: null });
  });

  it("is waited for as long as it says", async () => {
    firm.program.failWith("too many");
    await approved();
    await deliver();
    const [job] = await jobsOf();
    expect(job).toMatchObject({ status: "waiting", last_error: "webhook 429" });
    const [{ seconds } = {}] = await cast.owner()`select extract(epoch from run_after - now()) as seconds
      from outbox where id = ${job?.id}`;
    expect(Number(seconds)).toBeGreaterThan(590);
  });

  it("holds a worker for ten seconds and no longer, and its answer is not read to the end", async () => {
    firm.program.failWith("hang");
    const began = Date.now();
    const task = await approved();
    await deliver();
    expect(Date.now() - began).toBeLessThan(14_000);
    expect((await jobsOf())[0]).toMatchObject({ status: "waiting", last_error: "ETIMEDOUT" });
    firm.program.failWith("endless");
    await later();
    expect((await jobsOf())[0]).toMatchObject({ status: "done" });
    expect(tookOf(task)).toHaveLength(1);
  }, 30_000);

  it("is given up when nothing has arrived for three days, and at once when it says that it is gone", async () => {
    firm.program.failWith("error");
    await approved();
    await deliver();
    await firm.failsForDays();
    await later();
    expect(await endpointRow()).toMatchObject({ disabled_reason: "failing" });
    await later();
    const [job] = await jobsOf();
    expect(job).toMatchObject({ status: "failed", last_error: "webhook held", retryable: true });
    // By hand it does not go out either, as long as it is off.
    await inScope(cast.sander, (ctx) => sendAgain(ctx, { id: job?.id, from: "failed" }));
    await deliver();
    expect((await jobsOf())[0]).toMatchObject({ status: "failed", last_error: "webhook held" });
    firm.program.failWith("gone");
    await inScope(cast.anouk, (ctx) => switchEndpoint(ctx, firm.endpoint, true));
    await deliver();
    expect(await endpointRow()).toMatchObject({ disabled_reason: "gone" });
    const [{ count } = {}] = await cast.owner()`select count(*)::int as count from audit_events
      where action = 'webhook.givenUp' and subject = ${`webhook:${firm.endpoint}`}`;
    expect(count).toBe(2);
  });

  it("has its address looked at each time: one inside a network is never called", async () => {
    const asked = firm.program.asked.length;
    await cast.owner()`update webhook_endpoints set url = ${firm.program.url.replace("127.0.0.1", "localhost")}`;
    await approved();
    await deliver();
    expect((await jobsOf())[0]).toMatchObject({ status: "failed", last_error: "webhook url" });
    expect(firm.program.asked).toHaveLength(asked);
  });
});

it("a message of a day ago is signed anew, with the time of the try", async () => {
  firm.program.failWith("error");
  const task = await approved();
  await deliver();
  firm.program.failWith(null);
  setClock(() => new Date(Date.now() + 60_000));
  await later();
  expect(tookOf(task)).toHaveLength(1);
  const stamp = Number(firm.program.asked.at(-1)?.headers["webhook-timestamp"]);
  expect(stamp).toBeGreaterThan(Date.now() / 1000 + 50);
});
