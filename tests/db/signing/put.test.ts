import { beforeAll, describe, expect, it } from "vitest";
import { sha256Hex } from "@/lib/shared/hash";
import { aCast, emails } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import {
  aSigner,
  aSigning,
  aSigningCertificate,
  asClient,
  signTogether,
} from "@/tests/support/signing/a-signing";
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
beforeAll(() => aSigningCertificate(cast.sander.firmId, cast.sander.accountId));

const aDocument = (...signers: ReturnType<typeof aSigner>[]) =>
  aSigning(cast.sander, cast.bakery, { label: `proef ${Math.random()}`, signers });
const sign = async (who: ReturnType<typeof asClient>, id: string) =>
  expect(await signTogether(cast.owner(), who, [id])).toMatchObject({ ok: true });

describe("the signature of one client", () => {
  it("stands in the file, with a time stamp and what is known of how it was given", async () => {
    const id = await aDocument(aSigner(cast.marieke.accountId));
    await sign(marieke(), id);
    await deliver();
    const [signature] = await signaturesOf(cast.owner(), id);
    expect(signature).toMatchObject({ state: "put", hand: null, fault: null });
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
    expect(own).toMatchObject({ permission: 2, kind: "signature" });
    expect(own?.claimed.reason).toBe(`Akkoord, bewijs sha256:${first?.evidence_hash}`);
    expect(own?.time).toMatchObject({ source: "timestamp", distrust: null });
    const before = await storedFile(cast.sander.firmId, first?.file_id);
    expect(sha256Hex(bytes.subarray(0, before.bytes.length))).toBe(first?.sha256);
    const [proof] = await cast.owner()`select * from signing_proofs where filing_id = ${id}`;
    expect(proof).toBeDefined();
  });

  it("waits behind whoever signs first", async () => {
    const id = await aDocument(aSigner(cast.marieke.accountId), aSigner(cast.pieter.accountId, { step: 1 }));
    await sign(marieke(), id);
    await deliver();
    expect(await revisionsOf(cast.owner(), id)).toHaveLength(1);
    await sign(pieter(), id);
    await deliver();
    expect((await revisionsOf(cast.owner(), id)).map(({ kind }) => kind)).toEqual([
      "signature",
      "signature",
      "archive",
    ]);
    expectSound((await newestOf(cast.owner(), id)).report);
  });
});
