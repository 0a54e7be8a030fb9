import { beforeAll, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { withdrawFiling } from "@/lib/approvals/office";
import { setClock } from "@/lib/ports/clock";
import { putAgain } from "@/lib/staff/put-again";
import { tidyUp } from "@/lib/worker/housekeeping";
import { aCast, emails } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import {
  aHand,
  aSigner,
  aSigning,
  aSigningCertificate,
  asClient,
  askToSign,
} from "@/tests/support/signing/a-signing";
import { signAtOnce, withoutCodes } from "@/tests/support/signing/at-once";
import { signaturesOf } from "@/tests/support/signing/signed-files";

const cast = aCast();
const marieke = () => asClient(cast.marieke, cast.bakery, emails.marieke);
const aDocument = (more = {}) =>
  aSigning(cast.sander, cast.bakery, {
    label: `sporen ${Math.random()}`,
    signers: [aSigner(cast.marieke.accountId), aSigner(cast.pieter.accountId)],
    ...more,
  });
/** The hands that lie with what was decided, or was about to be. */
const drafts = async () =>
  (
    await cast.owner()`select draft->'hand'->>'sealed' as sealed from challenges where draft->'hand' is not null`
  ).map(({ sealed }) => sealed);
beforeAll(async () => {
  await withoutCodes(cast.owner());
  await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
});

it("keeps no drawing with the code that was asked for it, once it was signed", async () => {
  const id = await aDocument();
  await signAtOnce(marieke(), id);
  expect(await drafts()).toEqual([""]);
  await deliver();
  expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ state: "put", hand: null }]);
});

it("keeps no drawing that nobody went on with", async () => {
  const id = await aDocument();
  await cast.owner()`update firms set signing_code = true`;
  await askToSign(cast.owner(), marieke(), [id], aHand());
  await tidyUp();
  expect(await drafts()).toEqual([expect.stringMatching(/./)]);
  setClock(() => new Date(Date.now() + 2 * 86_400_000));
  await tidyUp();
  expect(await drafts()).toEqual([""]);
  await withoutCodes(cast.owner());
});

it("keeps no drawing for a version that was replaced before it was put", async () => {
  const id = await aDocument();
  await signAtOnce(marieke(), id);
  expect((await signaturesOf(cast.owner(), id))[0]?.hand).not.toBeNull();
  await aDocument({ replaces: id });
  expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ version: 1, state: "waiting", hand: null }]);
});

it("tries nothing again on a document that was withdrawn", async () => {
  const id = await aDocument();
  await signAtOnce(marieke(), id);
  await cast.owner()`update signatures set state = 'stopped', fault = 'file-changed' where filing_id = ${id}`;
  expect((await inScope(cast.sander, (ctx) => withdrawFiling(ctx, id, "Verkeerd stuk"))).ok).toBe(true);
  expect(await inScope(cast.sander, (ctx) => putAgain(ctx, id, 0))).toEqual({ ok: false, reason: "not-now" });
});
