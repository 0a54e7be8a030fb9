import { beforeAll, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { noteOpening } from "@/lib/approvals/detail";
import { dropApprover, withdrawFiling } from "@/lib/approvals/office";
import { filingTitle } from "@/lib/approvals/title";
import type { Job } from "@/lib/outbox/job";
import { verifyFile } from "@/lib/pades/verify-file";
import { trustedRoots } from "@/lib/ports/trusted-roots";
import { newId } from "@/lib/shared/ids";
import { finishSigning } from "@/lib/signing/finish";
import { putSignatures } from "@/lib/signing/put";
import { aCast, emails } from "@/tests/support/cast";
import { clientAt, deliver } from "@/tests/support/people";
import { aProgram } from "@/tests/support/program";
import {
  aSigner,
  aSigning,
  aSigningCertificate,
  asClient,
  signTogether,
} from "@/tests/support/signing/a-signing";
import { signAtOnce, withoutCodes } from "@/tests/support/signing/at-once";
import {
  expectSound,
  newestOf,
  revisionsOf,
  signaturesOf,
  storedFile,
} from "@/tests/support/signing/signed-files";
import { aPdf, upload } from "@/tests/support/uploads";
import { textOf } from "@/tests/unit/pdf/text-of";

const cast = aCast();
const firm = aProgram(cast);
const marieke = () => asClient(cast.marieke, cast.bakery, emails.marieke);
const pieter = () => asClient(cast.pieter, cast.bakery, emails.pieter);
const system = () => systemOf(cast.sander.firmId, "test");
beforeAll(() => aSigningCertificate(cast.sander.firmId, cast.sander.accountId));

const forBoth = (more = {}) =>
  aSigning(cast.sander, cast.bakery, {
    label: `einde ${Math.random()}`,
    signers: [aSigner(cast.marieke.accountId), aSigner(cast.pieter.accountId)],
    ...more,
  });
const proofsOf = async (id: string) =>
  (await cast.owner()`select * from signing_proofs where filing_id = ${id}`).slice();
const aJob = (kind: string, id: string): Job => ({
  ...{ id: newId(), firmId: cast.sander.firmId, kind, secret: null, idempotencyKey: newId() },
  ...{ accountId: null, attempts: 1, payload: { filing: id, version: 1 } },
});

describe("the proof of who signed", () => {
  it("says who, when, how and over which bytes, and is sealed", async () => {
    const mandate = await upload(
      cast.sander,
      cast.bakery,
      "annex",
      await aPdf("Machtiging"),
      "Machtiging.pdf",
    );
    if (!mandate.ok) throw new Error(mandate.reason);
    const deputy = { deputyFor: "Els de Groot", mandate: mandate.id };
    const id = await forBoth({
      signers: [aSigner(cast.marieke.accountId), aSigner(cast.pieter.accountId, deputy)],
    });
    const [proves] = await cast.owner()`select sha256 from files where id = ${mandate.id}`;
    const [version] = await cast.owner()`select * from filing_versions where filing_id = ${id}`;
    await inScope(clientAt(cast.marieke, cast.bakery), (ctx) =>
      noteOpening(ctx, {
        ...{ id, organisationId: cast.bakery, stream: "annualAccounts", version: 1 },
        sha256: version?.attachment_sha256,
      }),
    );
    expect(await signTogether(cast.owner(), marieke(), [id])).toMatchObject({ ok: true });
    await withoutCodes(cast.owner());
    await signAtOnce(pieter(), id);
    await cast.owner()`update firms set signing_code = true`;
    await deliver();
    const [proof] = await proofsOf(id);
    const { bytes, name } = await storedFile(cast.sander.firmId, proof?.file_id);
    expect(name).toMatch(/^Ondertekenbewijs Jaarrekening einde .* 2025\.pdf$/);
    const { pages, info, overflows } = await textOf(bytes);
    expect(overflows).toBe(false);
    const text = pages.join(" ").replace(/\s+/g, " ");
    const decided = await cast.owner()`select * from decisions where filing_id = ${id}`;
    const rows = await revisionsOf(cast.owner(), id);
    const said = [
      ...["Ondertekenbewijs Jaarrekening", "Bakkerij De Korenaar B.V.", "Noorderlicht Accountants"],
      ...["Klaargezet door Sander Hoekstra", "Geopend door Marieke van Dijk", "•••• 78"],
      ...["code per sms", "voor deze handtekening geen aparte code", "127.0.0.1", "Europe/Amsterdam", "UTC"],
      ...["bestuurder", "PAdES B-LTA", "PAdES B-T", "geen gekwalificeerde elektronische handtekening"],
      ...["in de plaats van Els de Groot, volgens machtiging", proves?.sha256],
      ...["Dit portaal is een demonstratie", version?.attachment_sha256, version?.manifest_hash],
      ...decided.flatMap((one) => [one.account_name, one.challenge_id, one.shown_text]),
      ...rows.flatMap((one) => [one.sha256, one.evidence_hash, one.certificate_serial, one.stamped_by]),
    ];
    for (const one of said.filter((word) => word !== null)) expect(text).toContain(one);
    expect(text).not.toContain("+316");
    expect(info).toMatchObject({ Title: expect.stringContaining("Ondertekenbewijs"), Language: "nl-NL" });
    const { signers, timestamps } = await trustedRoots();
    const report = await verifyFile(bytes, signers, new Date(), timestamps);
    expectSound(report);
    expect(report.signatures).toMatchObject([
      { field: "Zegel", coversAll: true, permission: 2, time: { source: "timestamp" } },
    ]);
  });

  it("goes to everybody who signed, and to the programs of the firm", async () => {
    const id = await forBoth();
    await signTogether(cast.owner(), marieke(), [id]);
    await signTogether(cast.owner(), pieter(), [id]);
    await deliver();
    const mails = await cast.owner()`select "to" from local_messages where channel = 'mail'
      and text like '%Ondertekend:%' or subject like 'Ondertekend:%' order by id desc limit 2`;
    expect(new Set(mails.map(({ to }) => to))).toEqual(new Set([emails.marieke, emails.pieter]));
    const heard = firm.tookOf({ id } as never).map(({ type }) => type);
    expect(heard).toContain("filing.signed");
  });
});

describe("finishing", () => {
  it("happens once, however often and from wherever it is asked", async () => {
    const id = await forBoth();
    await signTogether(cast.owner(), marieke(), [id]);
    await signTogether(cast.owner(), pieter(), [id]);
    await Promise.all([1, 2, 3].map(() => finishSigning(system(), aJob("signing.finish", id), filingTitle)));
    await deliver();
    expect(await finishSigning(system(), aJob("signing.finish", id), filingTitle)).toEqual({
      outcome: "done",
    });
    const rows = await revisionsOf(cast.owner(), id);
    expect(rows.map(({ kind }) => kind)).toEqual(["signature", "signature", "archive"]);
    expect(await proofsOf(id)).toHaveLength(1);
  });

  it("waits until everybody has signed", async () => {
    const id = await forBoth();
    await signTogether(cast.owner(), marieke(), [id]);
    await deliver();
    expect(await finishSigning(system(), aJob("signing.finish", id), filingTitle)).toEqual({
      outcome: "done",
    });
    expect(await proofsOf(id)).toEqual([]);
  });

  it("comes when the last one who had not signed is let go of, and says so", async () => {
    const id = await forBoth();
    await signTogether(cast.owner(), marieke(), [id]);
    await deliver();
    const done = await inScope(system(), (ctx) => dropApprover(ctx, id, 1, "Pieter is afgetreden"));
    expect(done.ok).toBe(true);
    await deliver();
    expect((await revisionsOf(cast.owner(), id)).map(({ kind }) => kind)).toEqual(["signature", "archive"]);
    const [proof] = await proofsOf(id);
    const { pages } = await textOf((await storedFile(cast.sander.firmId, proof?.file_id)).bytes);
    expect(pages.join(" ").replace(/\s+/g, " ")).toContain("Pieter is afgetreden");
    expectSound((await newestOf(cast.owner(), id)).report);
    // Who signed hears without whom it is complete, and so does the firm.
    const mails = await cast.owner()`select subject from local_messages where channel = 'mail'
      and text like '%ondertekend door Marieke van Dijk, zonder Pieter van Dijk%' order by subject`;
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Bakkerij .* ondertekend$/),
      expect.stringMatching(/^Ondertekend: /),
    ]);
  });

  it("tells the firm when the file is not what was signed", async () => {
    const id = await forBoth();
    await signTogether(cast.owner(), marieke(), [id]);
    await deliver();
    await cast.owner()`update filing_approvers set turn = 'dropped' where filing_id = ${id} and seat = 1`;
    await cast.owner()`update signing_revisions set sha256 = ${"0".repeat(64)} where filing_id = ${id}`;
    const answer = await finishSigning(system(), aJob("signing.finish", id), filingTitle);
    await inScope(system(), async (ctx) => answer.follows?.(ctx));
    await deliver();
    expect(await proofsOf(id)).toEqual([]);
    const told = await cast.owner()`select 1 from notices where filing_id = ${id} and kind = 'signingStopped'
      and mail_id is not null`;
    expect(told).toHaveLength(1);
  });
});

describe("a document that went", () => {
  it("is signed by nobody any more, and nothing is kept of it", async () => {
    await withoutCodes(cast.owner());
    const id = await forBoth();
    await deliver();
    await signAtOnce(marieke(), id);
    const [{ count: before } = { count: 0 }] = await cast.owner()`select count(*)::int as count from files`;
    // Withdrawn while the signature is made: that is written when it comes to be kept.
    const { answer, withdrawn } = await inScope(cast.sander, async (ctx) => {
      const withdrawn = await withdrawFiling(ctx, id, "Verkeerde cliënt");
      const putting = putSignatures(system(), aJob("signing.put", id));
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return { putting, withdrawn };
    }).then(async ({ putting, withdrawn }) => ({ answer: await putting, withdrawn }));
    expect([answer, withdrawn]).toMatchObject([{ outcome: "done" }, { ok: true }]);
    await deliver();
    expect(await revisionsOf(cast.owner(), id)).toEqual([]);
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ state: "waiting" }]);
    const [{ count: after } = { count: 0 }] = await cast.owner()`select count(*)::int as count from files`;
    expect(after).toBe(before);
    expect(await finishSigning(system(), aJob("signing.finish", id), filingTitle)).toEqual({
      outcome: "done",
    });
  });
});
