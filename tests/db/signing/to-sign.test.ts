import { beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { parseStaffFilters } from "@/lib/staff/filters";
import { countToSign, staffFilings } from "@/lib/staff/queries";
import { aCast, emails } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import { aPost } from "@/tests/support/post";
import { aSigner, aSigning, aSigningCertificate, asClient } from "@/tests/support/signing/a-signing";
import { signAtOnce, withoutCodes } from "@/tests/support/signing/at-once";

const cast = aCast();
const { at, mails, subjects } = aPost(cast);
const sander = "sander@noorderlicht.example";
const marieke = () => asClient(cast.marieke, cast.bakery, emails.marieke);
const asSander = () => ({
  actor: cast.sander,
  session: {
    id: crypto.randomUUID(),
    accountId: cast.sander.accountId,
    name: "Sander Hoekstra",
    language: "nl" as const,
  },
});
const heap = async (actor = cast.sander) =>
  (await inScope(actor, (ctx) => staffFilings(ctx, parseStaffFilters({ status: "tekenen" })))).rows.map(
    ({ id }) => id,
  );

beforeEach(async () => {
  await withoutCodes(cast.owner());
  await cast.owner()`update signing_certificates set removed_at = now()`;
  await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
});

/** Published, and told to the portal's other rooms, at this moment. */
async function between(first: "accountant" | "client"): Promise<string> {
  const id = await aSigning(cast.sander, cast.bakery, {
    label: `beurt ${Math.random()}`,
    signers: [
      aSigner(cast.sander.accountId, { party: "accountant", step: first === "accountant" ? 1 : 2 }),
      aSigner(cast.marieke.accountId, { step: first === "accountant" ? 2 : 1 }),
    ],
  });
  await deliver();
  return id;
}
/** As if the signatures stood in the file: to put them is for other tests, by the clock of today. */
async function wasPut(): Promise<void> {
  await cast.owner()`delete from outbox where kind = 'signing.put'`;
  await cast.owner()`update signatures set state = 'put', hand = null, put_at = given_at`;
}
const toTell = async (email: string) =>
  (await subjects(email)).filter((subject) => /ondertekenen$/.test(subject));

describe("an accountant whose turn it is", () => {
  it("hears of it when he signs first, with where and by when, and finds it among the work", async () => {
    await at("2026-11-25", "10:00:00");
    const id = await between("accountant");
    await at("2026-11-25", "10:06:00");
    const [mail] = await mails(sander);
    expect(mail?.subject).toMatch(/^Bakkerij De Korenaar B\.V\.: Jaarrekening beurt .* 2025 ondertekenen$/);
    for (const said of ["wacht op uw handtekening, uiterlijk 9 december", `/admin/stukken/${id}`])
      expect(mail?.text).toContain(said);
    expect(await mails(emails.marieke)).toEqual([]);
    expect(await heap()).toEqual([id]);
    expect(await heap(cast.anouk)).toEqual([]);
    expect(await inScope(cast.sander, countToSign)).toBe(1);
    expect(await inScope(cast.anouk, countToSign)).toBe(0);
    await signAtOnce(asSander(), id);
    await wasPut();
    await at("2026-11-25", "10:12:00");
    await at("2026-11-25", "10:18:00");
    expect(await heap()).toEqual([]);
    expect(await inScope(cast.sander, countToSign)).toBe(0);
    expect(await mails(emails.marieke)).toHaveLength(1);
    expect(await toTell(sander)).toHaveLength(1);
  });

  it("hears of it once those before him have signed, and not before", async () => {
    await at("2026-11-25", "11:00:00");
    const id = await between("client");
    await at("2026-11-25", "11:06:00");
    expect(await toTell(sander)).toEqual([]);
    expect(await heap()).toEqual([]);
    await signAtOnce(marieke(), id);
    await wasPut();
    await at("2026-11-25", "11:12:00");
    await at("2026-11-25", "11:18:00");
    expect(await subjects(sander)).toEqual([expect.stringMatching(/ondertekenen$/)]);
    expect(await heap()).toEqual([id]);
  });

  it("hears nothing who signed before the mail went out, or whose document went", async () => {
    await at("2026-11-25", "12:00:00");
    const id = await between("accountant");
    const gone = await between("accountant");
    await at("2026-11-25", "12:01:00");
    await signAtOnce(asSander(), id);
    await cast.owner()`update filings set state = 'withdrawn' where id = ${gone}`;
    await at("2026-11-25", "12:10:00");
    expect(await toTell(sander)).toEqual([]);
  });

  it("reads of several in one mail, each with what there is to do", async () => {
    await at("2026-11-25", "13:00:00");
    await between("accountant");
    await between("accountant");
    await at("2026-11-25", "13:06:00");
    const [mail, ...more] = await mails(sander);
    expect(more).toEqual([]);
    expect(mail?.text.match(/: door u te ondertekenen, uiterlijk 9 december/g)).toHaveLength(2);
  });

  it("is passed over when he does not look after the client any more: nobody can sign in his place", async () => {
    await at("2026-11-25", "14:00:00");
    await between("accountant");
    await at("2026-11-25", "14:01:00");
    const [kept] = await cast.owner()`delete from portfolios where account_id = ${cast.sander.accountId}
      and organisation_id = ${cast.bakery} returning *`;
    await at("2026-11-25", "14:10:00");
    expect(await toTell(sander)).toEqual([]);
    expect(await toTell("anouk@noorderlicht.example")).toEqual([]);
    await cast.owner()`insert into portfolios ${cast.owner()(kept as object)}`;
  });
});
