import { afterEach, beforeAll, expect, it } from "vitest";
import { systemOf } from "@/lib/access/actor";
import { filingTitle } from "@/lib/approvals/title";
import type { Job } from "@/lib/outbox/job";
import { verifyFile } from "@/lib/pades/verify-file";
import { forgetEnvironment } from "@/lib/ports/environment";
import { newId } from "@/lib/shared/ids";
import { finishSigning } from "@/lib/signing/finish";
import { putSignatures } from "@/lib/signing/put";
import { aCast, emails } from "@/tests/support/cast";
import { aSigner, aSigning, aSigningCertificate, asClient } from "@/tests/support/signing/a-signing";
import { signAtOnce, withoutCodes } from "@/tests/support/signing/at-once";
import { production } from "@/tests/support/signing/settings";
import { revisionsOf, storedFile } from "@/tests/support/signing/signed-files";
import { textOf } from "@/tests/unit/pdf/text-of";

const cast = aCast();
const before = { ...process.env };
beforeAll(async () => {
  await withoutCodes(cast.owner());
  await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
});
afterEach(() => {
  for (const name of Object.keys(production)) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  process.env.PORTAL_MODE = "demo";
  process.env.PORTAL_DOMAIN = "localhost:3000";
  forgetEnvironment();
});

it("signs without a time stamp where the portal has no service for them, and says that it did", async () => {
  const signers = [aSigner(cast.marieke.accountId)];
  const id = await aSigning(cast.sander, cast.bakery, { label: "zonder", signers });
  await signAtOnce(asClient(cast.marieke, cast.bakery, emails.marieke), id);
  // In production nothing stamps by itself, and no root is trusted unless it was named.
  Object.assign(process.env, production);
  forgetEnvironment();
  const actor = systemOf(cast.sander.firmId, "test");
  const job = (kind: string): Job => ({
    ...{ id: newId(), firmId: actor.firmId, kind, secret: null, idempotencyKey: newId() },
    ...{ accountId: null, attempts: 1, payload: { filing: id, version: 1 } },
  });
  expect(await putSignatures(actor, job("signing.put"))).toEqual({ outcome: "done" });
  expect(await finishSigning(actor, job("signing.finish"), filingTitle)).toEqual({ outcome: "done" });
  const rows = await revisionsOf(cast.owner(), id);
  expect(rows).toMatchObject([{ kind: "signature", level: "B-B", stamped_at: null, stamped_by: null }]);
  const signed = await storedFile(actor.firmId, rows[0]?.file_id);
  const { signatures, archived } = await verifyFile(signed.bytes, [], new Date());
  expect([signatures.map(({ verdict }) => verdict), archived]).toEqual([["valid"], false]);
  const [proof] = await cast.owner()`select file_id from signing_proofs where filing_id = ${id}`;
  const { pages } = await textOf((await storedFile(actor.firmId, proof?.file_id)).bytes);
  const text = pages.join(" ").replace(/\s+/g, " ");
  expect(text).toContain("PAdES B-B: handtekening zonder tijdstempel");
  expect(text).toContain("Er is geen tijdstempel over het hele document gezet");
  expect(text).not.toContain("demonstratie. De certificaten");
});
