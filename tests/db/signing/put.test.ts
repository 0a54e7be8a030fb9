import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { decisions } from "@/db/schema/decisions";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import type { SignatureReport } from "@/lib/pades/shapes";
import { demoAuthority } from "@/lib/ports/demo-authority";
import { sha256Hex } from "@/lib/shared/hash";
import { evidenceHash } from "@/lib/signing/next";
import { aCast, emails } from "@/tests/support/cast";
import { clientAt, deliver } from "@/tests/support/people";
import { aSigner, aSigning, aSigningCertificate, asClient } from "@/tests/support/signing/a-signing";
import { signAtOnce, withoutCodes } from "@/tests/support/signing/at-once";
import { byOpenssl, hasOpenssl } from "@/tests/support/signing/openssl";
import {
  expectSound,
  newestOf,
  revisionsOf,
  signaturesOf,
  storedFile,
} from "@/tests/support/signing/signed-files";

const cast = aCast();
const marieke = () => asClient(cast.marieke, cast.bakery, emails.marieke);
const pieter = () => asClient(cast.pieter, cast.bakery, emails.pieter);
const sander = () => ({
  actor: cast.sander,
  session: {
    ...cast.marieke,
    accountId: cast.sander.accountId,
    name: "Sander Hoekstra",
    language: "nl" as const,
  },
});
const has = (program: string) => spawnSync(program, ["-v"]).error === undefined;
const aDocument = (...signers: ReturnType<typeof aSigner>[]) =>
  aSigning(cast.sander, cast.bakery, { label: `proef ${Math.random()}`, signers });
beforeAll(async () => {
  await withoutCodes(cast.owner());
  await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
});

describe("the signature of one client", () => {
  it("stands in the file, with a time stamp and what is known of how it was given", async () => {
    const id = await aDocument(aSigner(cast.marieke.accountId));
    await signAtOnce(marieke(), id);
    await deliver();
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ state: "put", hand: null, fault: null }]);
    const [first, second, ...more] = await revisionsOf(cast.owner(), id);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      revision: 1,
      kind: "signature",
      seat: 0,
      level: "B-T",
      stamped_by: "demonstratie",
    });
    expect(second).toMatchObject({ revision: 2, kind: "archive", seat: null, level: "B-LTA" });
    const { report, bytes, name } = await newestOf(cast.owner(), id);
    expect(name).toBe("Jaarrekening (ondertekend).pdf");
    expectSound(report);
    expect(report.archived).toBe(true);
    const [own] = report.signatures;
    expect(own).toMatchObject({ permission: 2, kind: "signature", claimed: { name: "Marieke van Dijk" } });
    expect(own?.claimed.reason).toBe(`Akkoord, bewijs sha256:${first?.evidence_hash}`);
    expect(own?.time).toMatchObject({ source: "timestamp", distrust: null });
    // Each file begins with the bytes of the one before it.
    const before = await storedFile(cast.sander.firmId, first?.file_id);
    expect(sha256Hex(bytes.subarray(0, before.bytes.length))).toBe(first?.sha256);
    const audit =
      await cast.owner()`select action from audit_events where subject = ${`filing:${id}`} order by seq`;
    expect(audit.map(({ action }) => action)).toEqual([
      "filing.published",
      "filing.approved",
      "signing.put",
      "signing.archived",
      "signing.finished",
    ]);
  });

  it("names the hash of the evidence, which anybody can work out from what was kept", async () => {
    const id = await aDocument(aSigner(cast.marieke.accountId));
    await signAtOnce(marieke(), id);
    await deliver();
    const [decision] = await inScope(systemOf(cast.sander.firmId, "test"), ({ db }) =>
      db.select().from(decisions),
    ).then((rows) => rows.filter(({ filingId }) => filingId === id));
    const [first] = await revisionsOf(cast.owner(), id);
    if (!decision) throw new Error("There is no decision");
    expect(first?.evidence_hash).toBe(evidenceHash(decision, decision.attachmentSha256));
    expect(evidenceHash({ ...decision, ip: "10.0.0.1" }, decision.attachmentSha256)).not.toBe(
      first?.evidence_hash,
    );
  });

  it("is there for the client, and for nobody who may not see the stream", async () => {
    const id = await aDocument(aSigner(cast.marieke.accountId));
    await signAtOnce(marieke(), id);
    await deliver();
    const [first] = await revisionsOf(cast.owner(), id);
    const seen = (organisation: string) =>
      inScope(clientAt(cast.marieke, organisation), async ({ db }) =>
        db.execute(`select 1 from files where id = '${first?.file_id}'`),
      );
    expect(await seen(cast.bakery)).toHaveLength(1);
    expect(await seen(cast.private)).toHaveLength(0);
  });
});

describe("an accountant and a client", () => {
  it("sign one after the other, each with the certificate that is theirs", async () => {
    const name = "S. Hoekstra AA";
    await aSigningCertificate(cast.sander.firmId, cast.sander.accountId, {
      ...{ name, accountId: cast.sander.accountId },
    });
    const id = await aDocument(
      aSigner(cast.sander.accountId, { party: "accountant" }),
      aSigner(cast.marieke.accountId, { step: 1, deputyFor: "Els de Groot" }),
    );
    await signAtOnce(sander(), id);
    await deliver();
    expect(await revisionsOf(cast.owner(), id)).toMatchObject([
      { certificate_name: `${name} (demonstratie)` },
    ]);
    await signAtOnce(marieke(), id);
    await deliver();
    const { report } = await newestOf(cast.owner(), id);
    expectSound(report);
    const people = report.signatures.filter(({ kind }) => kind === "signature");
    expect(people.map(({ signer }) => signer?.name)).toEqual([
      `${name} (demonstratie)`,
      "Noorderlicht Accountants (demonstratie)",
    ]);
    await cast.owner()`update signing_certificates set removed_at = now() where account_id is not null`;
  });
});

describe("four signatures on one document", () => {
  let bytes: Uint8Array;
  let signatures: SignatureReport[];
  beforeAll(async () => {
    const id = await aDocument(
      aSigner(cast.sander.accountId, { party: "accountant" }),
      aSigner(cast.marieke.accountId),
      aSigner(cast.pieter.accountId, { step: 1 }),
      aSigner(cast.anouk.accountId, { party: "accountant", step: 2 }),
    );
    await signAtOnce(sander(), id);
    await signAtOnce(marieke(), id);
    await deliver();
    await signAtOnce(pieter(), id);
    await deliver();
    const anouk = { ...sander().session, accountId: cast.anouk.accountId, name: "Anouk" };
    await signAtOnce({ actor: cast.anouk, session: anouk }, id);
    await deliver();
    const newest = await newestOf(cast.owner(), id);
    ({ bytes } = newest);
    ({ signatures } = newest.report);
    expectSound(newest.report);
    expect(signatures.filter(({ kind }) => kind === "signature")).toHaveLength(4);
  });

  it.skipIf(!has("pdfsig"))("are valid to pdfsig", () => {
    const folder = mkdtempSync(join(tmpdir(), "portal-four-"));
    try {
      writeFileSync(join(folder, "a.pdf"), bytes);
      const { stdout } = spawnSync("pdfsig", ["-nocert", join(folder, "a.pdf")], { encoding: "utf8" });
      expect(stdout.match(/Signature is Valid/g)).toHaveLength(4);
      if (has("qpdf")) {
        const { status } = spawnSync("qpdf", ["--check", join(folder, "a.pdf")]);
        expect(status).toBe(0);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.skipIf(!hasOpenssl)("are valid to OpenSSL, each over its own revision", async () => {
    const { rootPath } = await demoAuthority();
    // The fifth is the time stamp over the document, which is no signature over its bytes.
    expect(byOpenssl(bytes, rootPath)).toEqual([true, true, true, true, false]);
  });
});
