import { describe, expect, it } from "vitest";
import { aCertificate, aRevocationList, KEYS } from "@/tests/support/pades/certificates";
import {
  aSignedPaper,
  CLIENT,
  CLOCK,
  FIRM,
  ROOT,
  reportOf,
  signatureOf,
  withDocumentStamp,
} from "@/tests/support/pades/people";
import { aStamp, inBer } from "@/tests/support/pades/signatures";
import { type Paper, revised } from "@/tests/support/pades/signed-pdf";

const AT = "2025-03-01T10:00:00Z";
const OLD = aCertificate({ name: "Verlopen", issuer: ROOT, key: KEYS.p256, to: "2026-01-01" });
const stamped = (value: Buffer) => aStamp(CLOCK, AT, [value]);

/** With data for the long term. */
function withStore(paper: Paper, store: { certs?: Buffer[]; crls?: Buffer[] }): Paper {
  const objects: Record<number, string> = {};
  let next = paper.next;
  const put = (items: Buffer[] = []) =>
    items
      .map((item) => {
        const hex = `${item.toString("hex")}>`;
        objects[next] = `<< /Filter /ASCIIHexDecode /Length ${hex.length} >>\nstream\n${hex}\nendstream`;
        return `${next++} 0 R`;
      })
      .join(" ");
  const dss = `/DSS << /Certs [${put(store.certs)}] /CRLs [${put(store.crls)}] >>`;
  return revised({ ...paper, next, catalog: `${paper.catalog} ${dss}` }, objects);
}

describe("a signature's time stamp", () => {
  it("tells when it was signed, and by whose clock", async () => {
    const { bytes } = await aSignedPaper({ stamp: stamped });
    expect(await signatureOf(bytes)).toMatchObject({
      verdict: "valid",
      time: { at: new Date(AT), source: "timestamp", by: "Klok", distrust: null },
    });
  });

  it("is read in BER too", async () => {
    const { bytes } = await aSignedPaper({ stamp: (value) => inBer(stamped(value)) });
    expect(await signatureOf(bytes)).toMatchObject({ verdict: "valid", time: { source: "timestamp" } });
  });

  it.each([
    [
      "over something else",
      () => aStamp(CLOCK, AT, [Buffer.from("iets anders")]),
      "broken",
      "timestamp-broken",
    ],
    [
      "whose value was altered",
      (v: Buffer) => aStamp(CLOCK, AT, [v], { spoil: true }),
      "broken",
      "timestamp-broken",
    ],
    [
      "that names another",
      (v: Buffer) => aStamp(CLOCK, AT, [v], { names: FIRM }),
      "broken",
      "timestamp-broken",
    ],
    [
      "over a SHA-1",
      (v: Buffer) => aStamp(CLOCK, AT, [v], { weakImprint: true }),
      "unjudged",
      "weak-algorithm",
    ],
    [
      "that names nobody",
      (v: Buffer) => aStamp(CLOCK, AT, [v], { named: "none" }),
      "unjudged",
      "unknown-kind",
    ],
    ["that is none", () => Buffer.from("3003020101", "hex"), "unjudged", "unreadable"],
  ] as const)("%s is not believed", async (_, stamp, verdict, fault) => {
    const { bytes } = await aSignedPaper({ stamp: (value) => stamp(value) }, { more: "/M (D:20240101)" });
    const report = await signatureOf(bytes);
    expect(report).toMatchObject({ verdict, fault, time: { source: "claimed" } });
  });

  it("whose time was altered is not believed", async () => {
    const moved = (value: Buffer) => {
      const stamp = aStamp(CLOCK, AT, [value]);
      stamp.write("2024", stamp.indexOf("20250301"), "latin1");
      return stamp;
    };
    const { bytes } = await aSignedPaper({ stamp: moved });
    expect(await signatureOf(bytes)).toMatchObject({
      verdict: "broken",
      fault: "timestamp-broken",
      time: null,
    });
  });

  it("of a clock that is not trusted is told so, and proves no time", async () => {
    const foreign = aCertificate({ name: "Vreemd", key: KEYS.other, purposes: ["1.3.6.1.5.5.7.3.8"] });
    const { bytes } = await aSignedPaper({ stamp: (v) => aStamp(foreign, AT, [v]) }, { by: OLD });
    const time = { at: new Date(AT), by: "Vreemd", distrust: "no-root" };
    expect(await signatureOf(bytes)).toMatchObject({ verdict: "valid", distrust: "expired", time });
    const ours = await aSignedPaper({ stamp: (v) => aStamp(FIRM, AT, [v]) });
    expect(await signatureOf(ours.bytes)).toMatchObject({ time: { distrust: "not-for-this" } });
  });

  it("from the future is not trusted", async () => {
    const { bytes } = await aSignedPaper({ stamp: (v) => aStamp(CLOCK, "2027-01-01", [v]) });
    expect(await signatureOf(bytes)).toMatchObject({ verdict: "valid", time: { distrust: "not-yet" } });
  });
});

describe("a certificate that is over", () => {
  it("is trusted with a time stamp from before, and expired without", async () => {
    const without = await aSignedPaper({}, { by: OLD, more: "/M (D:20250301100000Z)" });
    expect(await signatureOf(without.bytes)).toMatchObject({ verdict: "valid", distrust: "expired" });
    const { bytes } = await aSignedPaper({ stamp: stamped }, { by: OLD });
    expect(await signatureOf(bytes)).toMatchObject({ verdict: "valid", distrust: null });
    const late = await aSignedPaper({ stamp: (v) => aStamp(CLOCK, "2026-02-01", [v]) }, { by: OLD });
    expect(await signatureOf(late.bytes)).toMatchObject({ verdict: "valid", distrust: "expired" });
  });

  it("is trusted under a time stamp over the document", async () => {
    const { bytes } = await withDocumentStamp(await aSignedPaper({}, { by: OLD }), AT);
    const { signatures } = await reportOf(bytes);
    expect(signatures).toMatchObject([
      { verdict: "valid", distrust: null, time: null },
      { verdict: "valid", distrust: null, kind: "document-timestamp" },
    ]);
  });

  it("is not by a time stamp that came before it", async () => {
    const first = await withDocumentStamp(await aSignedPaper(), AT);
    const { bytes } = await aSignedPaper({}, { paper: first, by: OLD, field: "Laat" });
    const { signatures } = await reportOf(bytes);
    expect(signatures.map(({ distrust }) => distrust)).toEqual([null, null, "expired"]);
  });

  it("is revoked by a list in the file, from then on", async () => {
    const crls = [aRevocationList(ROOT, [{ of: FIRM, at: "2025-06-01" }])];
    const plain = withStore(await aSignedPaper(), { crls });
    expect(await signatureOf(plain.bytes)).toMatchObject({ verdict: "valid", distrust: "revoked" });
    const early = withStore(await aSignedPaper({ stamp: stamped }), { crls });
    expect(await signatureOf(early.bytes)).toMatchObject({ verdict: "valid", distrust: null });
  });
});

describe("a time stamp over the document", () => {
  it("is an entry of its own", async () => {
    const { bytes } = await withDocumentStamp(await aSignedPaper(), AT);
    const { signatures, archived } = await reportOf(bytes);
    expect(archived).toBe(false);
    expect(signatures[1]).toMatchObject({
      kind: "document-timestamp",
      verdict: "valid",
      signer: { name: "Klok" },
      time: { at: new Date(AT), source: "timestamp", by: "Klok", distrust: null },
      place: null,
      coversAll: true,
    });
  });

  it("is broken when what it is over was changed", async () => {
    const { bytes } = await withDocumentStamp(await aSignedPaper(), AT);
    bytes.write("BX", bytes.indexOf("BT ET"), "latin1");
    const { signatures } = await reportOf(bytes);
    expect(signatures.map(({ verdict, fault }) => [verdict, fault])).toEqual([
      ["broken", "bytes-changed"],
      ["broken", "bytes-changed"],
    ]);
  });

  it("archives what stands before it, and nothing else", async () => {
    const store = { certs: [FIRM.der, ROOT.der] };
    const signedPaper = await aSignedPaper();
    const archived = async ({ bytes }: Paper) => (await reportOf(bytes)).archived;
    expect(await archived(withStore(signedPaper, store))).toBe(false);
    expect(await archived(await withDocumentStamp(withStore(signedPaper, store), AT))).toBe(true);
    expect(await archived(withStore(await withDocumentStamp(signedPaper, AT), store))).toBe(false);
    expect(await archived(await withDocumentStamp(withStore(signedPaper, { certs: [] }), AT))).toBe(false);
    expect(await archived(await withDocumentStamp(withStore(signedPaper, store), AT, CLIENT))).toBe(false);
  });

  it("finds a signer's certificate in what is stored for the long term", async () => {
    const { bytes } = withStore(await aSignedPaper({ certificates: [ROOT.der] }), { certs: [FIRM.der] });
    expect(await signatureOf(bytes)).toMatchObject({
      verdict: "valid",
      signer: { name: "Jan Noorderlicht" },
    });
  });
});
