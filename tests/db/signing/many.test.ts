import { beforeAll, describe, expect, it, vi } from "vitest";
import { systemOf } from "@/lib/access/actor";
import { drain } from "@/lib/outbox/drain";
import type { Job } from "@/lib/outbox/job";
import { newId } from "@/lib/shared/ids";
import { putSignatures } from "@/lib/signing/put";
import { handlers } from "@/lib/worker/handlers";
import { aCast, emails } from "@/tests/support/cast";
import { aSession, deliver } from "@/tests/support/people";
import { aSigner, aSigning, aSigningCertificate, asClient } from "@/tests/support/signing/a-signing";
import { signAtOnce, withoutCodes } from "@/tests/support/signing/at-once";
import { expectSound, newestOf, revisionsOf, signaturesOf } from "@/tests/support/signing/signed-files";

const cast = aCast();
beforeAll(async () => {
  await withoutCodes(cast.owner());
  await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
});

/** So many clients of the bakery who may sign for it, each with a telephone of their own. */
async function clients(count: number) {
  const sql = cast.owner();
  const { firmId } = cast.sander;
  const people = Array.from({ length: count }, (_, index) => ({
    ...{ firm_id: firmId, id: newId(), kind: "client", name: `Vennoot ${index}`, first_name: "Vennoot" },
    email: `vennoot${index}@korenaar.example`,
    mobile: `+316200000${String(index).padStart(2, "0")}`,
    mobile_verified_at: new Date(),
  }));
  await sql`insert into accounts ${sql(people)}`;
  const rights = { capacity: "generalPartner", streams: ["annualAccounts"], approves: ["annualAccounts"] };
  await sql`insert into memberships ${sql(
    people.map(({ id }) => ({ firm_id: firmId, account_id: id, organisation_id: cast.bakery, ...rights })),
  )}`;
  return Promise.all(
    people.map(async ({ email }) => asClient(await aSession(sql, "noorderlicht", email), cast.bakery, email)),
  );
}

describe("twenty who sign one document at once", () => {
  it("end with twenty valid signatures, whoever of two workers put them", async () => {
    const people = await clients(20);
    const signers = people.map(({ session }) => aSigner(session.accountId));
    const id = await aSigning(cast.sander, cast.bakery, { label: "twintig", signers });
    await deliver();
    await Promise.all(people.map((one) => signAtOnce(one, id)));
    const work = async (name: string) => {
      while ((await drain(handlers, name, 6)) > 0);
    };
    await Promise.all([work("first"), work("second")]);
    await deliver();
    const states = (await signaturesOf(cast.owner(), id)).map(({ state }) => state);
    expect(states).toEqual(Array.from({ length: 20 }, () => "put"));
    const rows = await revisionsOf(cast.owner(), id);
    expect(rows.map(({ revision }) => revision)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    expect(new Set(rows.map(({ seat }) => seat)).size).toBe(21);
    const { report } = await newestOf(cast.owner(), id);
    expectSound(report);
    const own = report.signatures.filter(({ kind }) => kind === "signature");
    expect(new Set(own.map(({ claimed }) => claimed.name)).size).toBe(20);
    expect(own.filter(({ permission }) => permission !== null)).toHaveLength(1);
    expect(await cast.owner()`select 1 from signing_proofs where filing_id = ${id}`).toHaveLength(1);
    const orphans = await cast.owner()`select 1 from files f where f.name like '%ondertekend%'
      and not exists (select 1 from signing_revisions r where r.file_id = f.id)`;
    expect(orphans).toEqual([]);
  }, 180_000);
});

describe("two processes that come to one document at once", () => {
  it("put every signature once", async () => {
    // Another copy of the code, as another process has it: they know nothing of each other.
    vi.resetModules();
    const other = await import("@/lib/signing/put");
    const { closePool } = await import("@/db/connection");
    const signers = [aSigner(cast.marieke.accountId), aSigner(cast.pieter.accountId)];
    const id = await aSigning(cast.sander, cast.bakery, { label: "twee", signers });
    await deliver();
    await signAtOnce(asClient(cast.marieke, cast.bakery, emails.marieke), id);
    await signAtOnce(asClient(cast.pieter, cast.bakery, emails.pieter), id);
    const actor = systemOf(cast.sander.firmId, "test");
    const job = (): Job => ({
      ...{ id: newId(), firmId: actor.firmId, kind: "signing.put", secret: null, idempotencyKey: newId() },
      ...{ accountId: null, attempts: 1, payload: { filing: id, version: 1 } },
    });
    try {
      const answers = await Promise.all([putSignatures(actor, job()), other.putSignatures(actor, job())]);
      expect(answers).toEqual([{ outcome: "done" }, { outcome: "done" }]);
    } finally {
      await closePool();
    }
    expect((await revisionsOf(cast.owner(), id)).map(({ seat }) => seat)).toEqual([0, 1]);
    expectSound((await newestOf(cast.owner(), id)).report);
  }, 120_000);
});
