import { beforeAll, describe, expect, it } from "vitest";
import { aCast, emails } from "@/tests/support/cast";
import { aSignedPaper } from "@/tests/support/pades/people";
import { aPaper, revised } from "@/tests/support/pades/signed-pdf";
import { deliver } from "@/tests/support/people";
import { aSigner, aSigningCertificate, asClient, publishSigning } from "@/tests/support/signing/a-signing";
import { signAtOnce, withoutCodes } from "@/tests/support/signing/at-once";
import { expectSound, newestOf, signaturesOf } from "@/tests/support/signing/signed-files";

const cast = aCast();
beforeAll(async () => {
  await withoutCodes(cast.owner());
  await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
});

/** A form of two fields that both say this of a lock. */
function aForm(lock: string) {
  const field = (name: string, left: number) =>
    `<< /Type /Annot /Subtype /Widget /P 3 0 R /FT /Sig /T (${name}) /Rect [${left} 100 ${left + 200} 180] /F 4 ${lock} >>`;
  return revised(
    { ...aPaper(), next: 8, fields: [6, 7] },
    { 6: field("Bestuurder", 60), 7: field("Secretaris", 300) },
  );
}
const publish = (pdf: Uint8Array, ...accounts: string[]) =>
  publishSigning(cast.sander, cast.bakery, {
    ...{ label: `slot ${Math.random()}`, where: "found", pdf },
    signers: accounts.map((account) => aSigner(account)),
  });

const ALL = "/Lock << /Type /SigFieldLock /Action /All >>";
const CLOSED = "/Lock << /Type /SigFieldLock /Action /All /P 1 >>";

describe("a PDF whose fields close each other", () => {
  it.each([ALL, CLOSED])("is signed by all when nobody has: %s", async (lock) => {
    const pdf = new Uint8Array(aForm(lock).bytes);
    const done = await publish(pdf, cast.marieke.accountId, cast.pieter.accountId);
    if (!done.ok) throw new Error(`It was refused: ${done.reason}`);
    for (const [session, email] of [
      [cast.marieke, emails.marieke],
      [cast.pieter, emails.pieter],
    ] as const) {
      await signAtOnce(asClient(session, cast.bakery, email), done.id);
      await deliver();
    }
    const rows = await signaturesOf(cast.owner(), done.id);
    expect(rows.map(({ state, fault }) => [state, fault])).toEqual([
      ["put", null],
      ["put", null],
    ]);
    expectSound((await newestOf(cast.owner(), done.id)).report);
  });

  it.each([ALL, CLOSED])(
    "is refused for two before anybody is asked, when somebody has: %s",
    async (lock) => {
      const pdf = async () => new Uint8Array((await aSignedPaper({}, { paper: aForm(lock) })).bytes);
      expect(await publish(await pdf(), cast.marieke.accountId, cast.pieter.accountId)).toEqual({
        ...{ ok: false, reason: "no-changes-allowed" },
      });
      expect(await publish(await pdf(), cast.marieke.accountId)).toMatchObject({ ok: true });
    },
  );
});
