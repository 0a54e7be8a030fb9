import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { findFile, readFile as readStored } from "@/lib/dossier/files";
import { setClock } from "@/lib/ports/clock";
import { demoAuthority } from "@/lib/ports/demo-authority";
import { collected } from "@/lib/shared/collected";
import { findJudges, type Judges } from "@/scripts/corpus/judges";
import { emails } from "@/tests/support/cast";
import { testDatabase } from "@/tests/support/database";
import { aSession, deliver } from "@/tests/support/people";
import { asClient, signTogether } from "@/tests/support/signing/a-signing";
import { byOpenssl, hasOpenssl } from "@/tests/support/signing/openssl";
import { organisationOf } from "@/tests/support/uploads";

const { owner } = testDatabase();
let judges: Judges;
let folder: string;
let accounts: { id: string; firm_id: string };

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"), { signed: true });
  setClock(null);
  await deliver();
  judges = await findJudges(await readFile((await demoAuthority()).rootPath, "utf8"));
  folder = await mkdtemp(join(tmpdir(), "portal-story-"));
  const [row] = await owner()`select id, firm_id from filings where stream = 'annualAccounts'
    and organisation_id = ${await organisationOf(owner(), "bakkerij-de-korenaar")}`;
  accounts = row as typeof accounts;
});
afterAll(async () => {
  await judges?.end();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** What everybody gets by now, on disk: the file after the last signature, or the proof. */
async function newest(table: "signing_revisions" | "signing_proofs"): Promise<string> {
  const { id } = accounts;
  const [row] =
    table === "signing_proofs"
      ? await owner()`select file_id from signing_proofs where filing_id = ${id}`
      : await owner()`select file_id from signing_revisions where filing_id = ${id} and kind = 'signature'
          order by revision desc limit 1`;
  const file = await inScope(systemOf(accounts.firm_id, "test"), (ctx) => findFile(ctx, row?.file_id));
  if (!file) throw new Error("The story has no such file");
  const path = join(folder, `${file.id}.pdf`);
  await writeFile(path, (await collected(await readStored(file), 10_000_000)) ?? "");
  return path;
}

/** What pdfsig finds wrong, what qpdf makes of the file, and how many of its signatures OpenSSL calls valid and trusted. */
async function judged(path: string, count: number, trusted = count): Promise<(string | number | null)[]> {
  const { rootPath } = await demoAuthority();
  return [
    (await judges.signatures?.(path, count, trusted)) ?? null,
    (await judges.soundness?.(path)) ?? 0,
    hasOpenssl ? byOpenssl(await readFile(path), rootPath).filter(Boolean).length : count,
  ];
}

async function signs(email: string): Promise<void> {
  const who = asClient(
    await aSession(owner(), "noorderlicht", email),
    await organisationOf(owner(), "bakkerij-de-korenaar"),
    email,
  );
  expect(await signTogether(owner(), who, [accounts.id])).toMatchObject({ ok: true });
  await deliver();
}

describe("the story with what is signed", () => {
  it("has annual accounts that the accountant signed, and that wait for both directors", async () => {
    const rows = await owner()`select s.party, s.step, s.turn, s.name, g.state as put from filing_approvers s
      left join signatures g on g.firm_id = s.firm_id and g.filing_id = s.filing_id and g.seat = s.seat
      where s.filing_id = ${accounts.id} order by s.seat`;
    expect([...rows]).toEqual([
      { party: "accountant", step: 0, turn: "approved", name: "Sander Hoekstra", put: "put" },
      { party: "client", step: 1, turn: "asked", name: "Marieke van Dijk", put: null },
      { party: "client", step: 1, turn: "asked", name: "Pieter van Dijk", put: null },
    ]);
  });

  it("is valid and trusted to others who trust the demo's root, before and after each client has signed", async () => {
    expect(await judged(await newest("signing_revisions"), 1)).toEqual([null, 0, 1]);
    await signs(emails.marieke);
    expect(await judged(await newest("signing_revisions"), 2)).toEqual([null, 0, 2]);
    await signs(emails.pieter);
    const levels =
      await owner()`select kind, level from signing_revisions where filing_id = ${accounts.id} order by revision`;
    expect([...levels]).toEqual([
      { kind: "signature", level: "B-T" },
      { kind: "signature", level: "B-T" },
      { kind: "signature", level: "B-T" },
      { kind: "archive", level: "B-LTA" },
    ]);
    // Of two signatures with the firm's one certificate pdfsig 22 trusts the second or not, from one trust store to the next.
    expect(await judged(await newest("signing_revisions"), 3, 2)).toEqual([null, 0, 3]);
  });

  it("ends with a sealed proof, and publication that waits no longer", async () => {
    expect(await judged(await newest("signing_proofs"), 1)).toEqual([null, 0, 1]);
    const [publication] = await owner()`select waits_for from filings where stream = 'filingAccounts'
      and firm_id = ${accounts.firm_id} and state = 'open'`;
    expect(publication).toEqual({ waits_for: null });
  });
});
