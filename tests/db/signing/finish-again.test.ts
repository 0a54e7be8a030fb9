import { beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { staffFiling } from "@/lib/staff/filing";
import { finishAgain } from "@/lib/staff/finishing";
import { aCast, emails } from "@/tests/support/cast";
import { deliver, staffAt } from "@/tests/support/people";
import { aSigner, aSigning, aSigningCertificate, asClient } from "@/tests/support/signing/a-signing";
import { signAtOnce, withoutCodes } from "@/tests/support/signing/at-once";
import { revisionsOf, signaturesOf } from "@/tests/support/signing/signed-files";

const cast = aCast();
const marieke = () => asClient(cast.marieke, cast.bakery, emails.marieke);
const withoutCertificate = () => cast.owner()`update signing_certificates set removed_at = now()`;
const aCertificate = () => aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
beforeEach(async () => {
  await withoutCodes(cast.owner());
  await withoutCertificate();
});

const forMarieke = () =>
  aSigning(cast.sander, cast.bakery, {
    label: `afronden ${Math.random()}`,
    signers: [aSigner(cast.marieke.accountId)],
  });
const finishing = async (id: string) =>
  (await inScope(cast.sander, (ctx) => staffFiling(ctx, id)))?.finishing;
const jobsOf = (id: string, kind: string) =>
  cast.owner()`select status, run_after > now() as later from outbox where subject = ${`filing:${id}`}
    and kind = ${kind} order by created_at`;

/** Signed by everybody, and then its file is not what was signed: finishing stops. */
async function stoppedAtTheEnd(): Promise<string> {
  await aCertificate();
  const id = await forMarieke();
  await signAtOnce(marieke(), id);
  // The signature comes into the file; what is next is held up until the file is another.
  await cast.owner()`create or replace function public.hold() returns trigger language plpgsql as
    $$ begin if new.kind = 'signing.finish' and new.attempts = 0 then new.run_after := now() + interval '1 day'; end if; return new; end $$`;
  await cast.owner()`create trigger hold before insert on outbox for each row execute function public.hold()`;
  await deliver();
  await cast.owner()`drop trigger hold on outbox`;
  expect(await finishing(id)).toEqual({ state: "underWay", fault: null });
  await cast.owner()`update signing_revisions set sha256 = ${"0".repeat(64)} where filing_id = ${id}`;
  await cast.owner()`update outbox set run_after = now() where kind = 'signing.finish'`;
  await deliver();
  return id;
}

describe("a signed document that was not finished", () => {
  it("says so and why, and is finished when staff ask once more", async () => {
    const id = await stoppedAtTheEnd();
    expect(await finishing(id)).toEqual({ state: "stopped", fault: "file-changed" });
    const willemijn = await staffAt(cast.owner(), "devries", "willemijn@devries.example");
    const again = (actor: Staff) => inScope(actor, (ctx) => finishAgain(ctx, id));
    expect(await again(willemijn)).toEqual({ ok: false, reason: "not-found" });
    await cast.owner()`update signing_revisions r set sha256 = f.sha256 from files f
      where f.id = r.file_id and r.filing_id = ${id}`;
    expect(await again(cast.sander)).toEqual({ ok: true });
    // It is on its way by now.
    expect(await again(cast.sander)).toEqual({ ok: false, reason: "not-now" });
    expect((await finishing(id))?.state).toBe("underWay");
    await deliver();
    expect(await finishing(id)).toBeNull();
    const [proof] = await cast.owner()`select 1 from signing_proofs where filing_id = ${id}`;
    expect(proof).toBeDefined();
    expect(await again(cast.sander)).toEqual({ ok: false, reason: "not-now" });
    const [event] = await cast.owner()`select data from audit_events where action = 'filing.finishRetried'
      and subject = ${`filing:${id}`}`;
    expect(event?.data).toEqual({ version: 1 });
  });

  it("is nothing of the sort before everybody has signed", async () => {
    await aCertificate();
    const id = await forMarieke();
    expect(await finishing(id)).toBeNull();
    expect(await inScope(cast.sander, (ctx) => finishAgain(ctx, id))).toEqual({
      ok: false,
      reason: "not-now",
    });
  });
});

describe("a certificate that is added", () => {
  it("has what waits for one signed at once, and not hours later", async () => {
    const id = await forMarieke();
    await signAtOnce(marieke(), id);
    await deliver();
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([
      { state: "waiting", fault: "no-certificate" },
    ]);
    expect(await jobsOf(id, "signing.put")).toMatchObject([{ status: "waiting", later: true }]);
    await aCertificate();
    await deliver();
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ state: "put", fault: null }]);
    expect((await revisionsOf(cast.owner(), id)).length).toBeGreaterThan(0);
  });
});
