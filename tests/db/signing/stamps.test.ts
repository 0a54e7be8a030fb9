import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { demoAuthority } from "@/lib/ports/demo-authority";
import { forgetEnvironment } from "@/lib/ports/environment";
import { aCast, emails } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import { aSigner, aSigning, aSigningCertificate, asClient } from "@/tests/support/signing/a-signing";
import { isDue, signAtOnce, withoutCodes } from "@/tests/support/signing/at-once";
import { expectSound, newestOf, revisionsOf, signaturesOf } from "@/tests/support/signing/signed-files";
import { stampServer } from "@/tests/support/signing/stamp-server";

const cast = aCast();
let server: Awaited<ReturnType<typeof stampServer>>;
beforeAll(async () => {
  await withoutCodes(cast.owner());
  await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
  server = await stampServer();
  const { rootPath } = await demoAuthority();
  const settings = {
    TIMESTAMP_URL: server.url,
    TIMESTAMP_ROOTS: rootPath,
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
  };
  Object.assign(process.env, settings);
  forgetEnvironment();
});
afterAll(async () => {
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  delete process.env.TIMESTAMP_URL;
  delete process.env.TIMESTAMP_ROOTS;
  forgetEnvironment();
  await server.close();
});
beforeEach(() => server.is("up"));

async function signed(): Promise<string> {
  const signers = [aSigner(cast.marieke.accountId)];
  const id = await aSigning(cast.sander, cast.bakery, { label: `stempel ${Math.random()}`, signers });
  await signAtOnce(asClient(cast.marieke, cast.bakery, emails.marieke), id);
  await deliver();
  return id;
}
/** As if so much time went by that whatever waits is due, after so many tries. */
async function later(tries?: number) {
  await isDue(cast.owner(), tries);
  await deliver();
}
/** As if the service had been asked for this for seven hours, so many times. */
const missedBefore = (id: string, tries: number) =>
  cast.owner()`update outbox set remembered = jsonb_build_object('unstamped', (remembered -> 'unstamped') ||
    jsonb_build_object('since', ${new Date(Date.now() - 7 * 3_600_000).toISOString()}::text, 'tries', ${tries}::int))
    where subject = ${`filing:${id}`} and status = 'waiting' and remembered is not null`;

describe("a service for time stamps that sends along what nobody asked for", () => {
  it("is given the room for it, in the signature and over the whole", async () => {
    server.is("talks");
    const before = server.asked();
    const id = await signed();
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ state: "put", fault: null }]);
    expect((await revisionsOf(cast.owner(), id)).map(({ level }) => level)).toEqual(["B-T", "B-LTA"]);
    expectSound((await newestOf(cast.owner(), id)).report);
    // The signature, the whole and the proof, each once more when it was seen how large it is.
    expect(server.asked() - before).toBe(6);
  });
});

describe("a service for time stamps that is away", () => {
  it("is waited for as long when a certificate was waited for before", async () => {
    await cast.owner()`delete from signing_certificates`;
    const id = await signed();
    await cast.owner()`update signatures set given_at = given_at - interval '7 hours' where filing_id = ${id}`;
    await later(10);
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ fault: "no-certificate" }]);
    server.is("away");
    await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
    await deliver();
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ state: "waiting", fault: "no-timestamp" }]);
    server.is("up");
    await later();
    expect((await revisionsOf(cast.owner(), id)).map(({ level }) => level)).toEqual(["B-T", "B-LTA"]);
  });

  it.each(["away", "lies"] as const)("is waited for, and asked again: it %s", async (mood) => {
    server.is(mood);
    const id = await signed();
    expect(await revisionsOf(cast.owner(), id)).toEqual([]);
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ state: "waiting", fault: "no-timestamp" }]);
    const [hand] = await cast.owner()`select hand from signatures where filing_id = ${id}`;
    expect(hand?.hand).not.toBeNull();
    server.is("up");
    await later();
    const rows = await revisionsOf(cast.owner(), id);
    expect(rows.map(({ level }) => level)).toEqual(["B-T", "B-LTA"]);
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ state: "put", fault: null }]);
  });

  it("is not waited for longer than hours: the signature says that it has none", async () => {
    server.is("away");
    const id = await signed();
    await missedBefore(id, 2);
    await later();
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ state: "waiting" }]);
    await missedBefore(id, 7);
    await later();
    const [first, ...others] = await revisionsOf(cast.owner(), id);
    expect(first).toMatchObject({ level: "B-B", stamped_at: null, stamped_by: null });
    expect(others).toEqual([]);
    // The whole is waited for as well, and gets what the signature could not have.
    const [waiting] = await cast.owner()`select status, last_error from outbox where kind = 'signing.finish'
      and subject = ${`filing:${id}`}`;
    expect(waiting).toEqual({ status: "waiting", last_error: "no-timestamp" });
    server.is("up");
    await later();
    expect((await revisionsOf(cast.owner(), id)).map(({ level }) => level)).toEqual(["B-B", "B-LTA"]);
    const { report } = await newestOf(cast.owner(), id);
    expectSound(report);
    expect(report.archived).toBe(true);
  });

  it("is not waited for for ever with the whole either: the proof says what is missing", async () => {
    server.is("away");
    const id = await signed();
    // Of the signature, and of the whole with its proof.
    for (let part = 0; part < 2; part++) {
      expect(await cast.owner()`select 1 from signing_proofs where filing_id = ${id}`).toHaveLength(0);
      await missedBefore(id, 7);
      await later();
    }
    expect((await revisionsOf(cast.owner(), id)).map(({ level }) => level)).toEqual(["B-B"]);
    expect(await cast.owner()`select 1 from signing_proofs where filing_id = ${id}`).toHaveLength(1);
  });
});
