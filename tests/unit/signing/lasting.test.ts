import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeRevocationList } from "@/lib/pades/certificates/revocation-list";
import { lastingData } from "@/lib/signing/lasting";
import { anAuthority, type TestAuthority } from "@/tests/support/signing/people";
import { withSettings } from "@/tests/support/signing/settings";

const MB = 1024 * 1024;
let ours: TestAuthority;
let theirs: TestAuthority;
let settings: ReturnType<typeof withSettings>;
beforeAll(async () => {
  settings = withSettings();
  [ours, theirs] = await Promise.all([anAuthority(), anAuthority()]);
});
afterAll(() => settings.stop());

const place = (name: string | number) => `http://lijsten.example/${name}`;
const span = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 86_400_000) };
const listOf = ({ issuing }: TestAuthority, number: number, revoked = 0) =>
  makeRevocationList(issuing, {
    ...span,
    number,
    revoked: Array.from({ length: revoked }, (_, at) => ({
      serial: String(1000 + at).repeat(500),
      at: new Date(),
    })),
  });

/** A document that somebody else signed first, with this many certificates, and then our own signer. */
async function came(others: number) {
  const named = async (authority: TestAuthority, name: string | number) =>
    (await authority.issue(String(name), { crlUrl: place(name) })).certificate;
  const foreign = await Promise.all(Array.from({ length: others }, (_, at) => named(theirs, at)));
  const own = await named(ours, "ons");
  return [
    { field: "Elders", certificates: [...foreign, theirs.issuing.certificate], stampCertificates: [] },
    { field: "Handtekening 1", certificates: [own, ours.issuing.certificate], stampCertificates: [] },
  ].map((one) => ({ ...one, certificates: one.certificates.map((der) => new Uint8Array(der)) }));
}

describe("what is kept for the long term", () => {
  it("has the lists of our own signers, whatever came with those of others", async () => {
    const own = listOf(ours, 1);
    const asked: string[] = [];
    const fetch = async (url: string) => {
      asked.push(url);
      return url === place("ons") ? own : null;
    };
    const { data } = await lastingData(await came(30), ["Handtekening 1"], fetch);
    expect(asked[0]).toBe(place("ons"));
    expect(data.crls.map((list) => Buffer.from(list).equals(own))).toEqual([true]);
  });

  it("has each list once, and no more of others than a document can bear", async () => {
    const own = listOf(ours, 1);
    const large = listOf(theirs, 1, 1200);
    expect(large.length).toBeGreaterThan(MB);
    const same = await lastingData(await came(5), ["Handtekening 1"], async (url) =>
      url === place("ons") ? own : large,
    );
    expect(same.data.crls).toHaveLength(2);
    let number = 1;
    const { data } = await lastingData(await came(20), ["Handtekening 1"], async (url) =>
      url === place("ons") ? own : listOf(theirs, number++, 1200),
    );
    expect(data.crls.length).toBeGreaterThan(2);
    expect(data.crls.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(12 * MB);
  });
});
