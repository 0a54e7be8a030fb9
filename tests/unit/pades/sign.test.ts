import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Signer, Timestamper } from "@/lib/pades/shapes";
import { TimestampFailure } from "@/lib/pades/shapes";
import { makeLasting, sign } from "@/lib/pades/sign";
import { Lane } from "@/lib/pades/thread/lane";
import { verifyFile } from "@/lib/pades/verify-file";
import { pemOf } from "@/lib/shared/pem";
import { findJudges, type Judges } from "@/scripts/corpus/judges";
import { aPlan, aPrepared, aText, signAs, whole } from "@/tests/support/signing/documents";
import { anAuthority, aTimestamper, type TestAuthority } from "@/tests/support/signing/people";
import { withPages } from "@/tests/unit/pdf/documents";

const lane = new Lane();
const folder = mkdtempSync(join(tmpdir(), "portal-signing-"));
let authority: TestAuthority;
let timestamp: Timestamper;
let judges: Judges;
let people: Record<"accountant" | "first" | "second" | "third", Signer>;

beforeAll(async () => {
  authority = await anAuthority({ keyType: "RSA" });
  timestamp = await aTimestamper(authority);
  judges = await findJudges(pemOf(authority.root.certificate, "CERTIFICATE"));
  const [accountant, first, second, third] = await Promise.all(
    ["J. Jansen RA", "Noorderlicht", "Noorderlicht twee", "Noorderlicht drie"].map((name) =>
      authority.signer(name),
    ),
  );
  people = { accountant, first, second, third } as typeof people;
});
afterAll(async () => {
  await judges.end();
  rmSync(folder, { recursive: true, force: true });
});
const report = (bytes: Uint8Array) => verifyFile(bytes, [authority.root.certificate], new Date());

/** What programs of others, where they are installed, find wrong. */
async function othersSay(bytes: Uint8Array, count: number) {
  const file = join(folder, "signed.pdf");
  writeFileSync(file, bytes);
  return {
    sound: (await judges.soundness?.(file)) ?? 0,
    signatures: (await judges.signatures?.(file, count)) ?? null,
  };
}
const content = { sound: 0, signatures: null };

describe("four who sign one after another", () => {
  it("leave each other's signatures valid and every byte where it was", async () => {
    let bytes = await aPrepared(lane, await withPages(3), ["Accountant", "Klant1", "Klant2", "Klant3"]);
    const signers = Object.entries({
      Accountant: people.accountant,
      Klant1: people.first,
      Klant2: people.second,
      Klant3: people.third,
    });
    for (const [index, [field, signer]] of signers.entries()) {
      const before = bytes;
      bytes = whole(await sign(lane, before.slice(), aText(field), { signer, timestamp }));
      expect(Buffer.compare(bytes.subarray(0, before.length), before)).toBe(0);
      const { signatures } = await report(bytes);
      expect(signatures.filter(({ time }) => time)).toHaveLength(index + 1);
      expect(signatures.slice(0, index + 1)).toEqual(
        signers.slice(0, index + 1).map(([name], place) =>
          expect.objectContaining({
            field: name,
            verdict: "valid",
            distrust: null,
            coversAll: place === index,
            permission: place === 0 ? 2 : null,
            time: expect.objectContaining({ source: "timestamp", distrust: null }),
          }),
        ),
      );
      for (const { changes } of signatures) expect(changes.filter(({ allowed }) => !allowed)).toEqual([]);
      expect(await othersSay(bytes, index + 1)).toEqual(content);
    }
    const data = { certificates: [authority.root.certificate, authority.issuing.certificate], crls: [] };
    const lasting = whole(await makeLasting(lane, bytes.slice(), data, { timestamp, field: "Tijdstempel" }));
    expect(Buffer.compare(lasting.subarray(0, bytes.length), bytes)).toBe(0);
    const { archived, signatures } = await report(lasting);
    expect(archived).toBe(true);
    expect(signatures.map(({ verdict, kind, distrust }) => [kind, verdict, distrust])).toEqual([
      ...signers.map(() => ["signature", "valid", null]),
      ["document-timestamp", "valid", null],
    ]);
    for (const { changes } of signatures) expect(changes.filter(({ allowed }) => !allowed)).toEqual([]);
  });
});

describe("what is written beside a signature", () => {
  it.each([
    ["drawn", { kind: "drawn" as const, strokes: [[[0, 0] as const, [1, 1] as const]], ratio: 2 }],
    ["typed", { kind: "typed" as const, name: "Zoë de Vries-Özdemir" }],
    ["typed in Cyrillic", { kind: "typed" as const, name: "Иван Петров" }],
    ["typed in letters that nobody has", { kind: "typed" as const, name: "李小龙 🎉" }],
    ["a dot", { kind: "drawn" as const, strokes: [[[0.5, 0.5] as const]], ratio: 2 }],
    ["nothing at all", { kind: "drawn" as const, strokes: [], ratio: 2 }],
    [
      "no numbers",
      {
        kind: "drawn" as const,
        strokes: [[[Number.NaN, Number.POSITIVE_INFINITY] as const, [-1e9, 1e9] as const]],
        ratio: Number.NaN,
      },
    ],
    [
      "far too much",
      {
        kind: "drawn" as const,
        strokes: [Array.from({ length: 200_000 }, (_, i) => [i / 200_000, 0.5] as const)],
        ratio: 2,
      },
    ],
  ])("%s", async (_what, hand) => {
    const prepared = await aPrepared(lane, await withPages(1), ["Klant"]);
    const text = {
      ...aText("Klant"),
      reason: "Akkoord: ☑ 10 €",
      look: { hand, lines: ["Zoë de Vries-Özdemir", "12 uur"] },
    };
    const bytes = whole(await sign(lane, prepared, text, { signer: people.first }));
    expect((await report(bytes)).signatures).toMatchObject([
      {
        verdict: "valid",
        claimed: { name: "Zoë de Vries-Özdemir", reason: "Akkoord: ☑ 10 €" },
        time: { source: "claimed" },
        coversAll: true,
      },
    ]);
    expect(await othersSay(bytes, 1)).toEqual(content);
  });
});

it("is not put off by words that look like what is written over later", async () => {
  const prepared = await aPrepared(lane, await withPages(1), ["Klant"]);
  const reason = "/ByteRange [0 9999999999 9999999999 9999999999] /Contents <00> ) >> endobj";
  const bytes = whole(await sign(lane, prepared, { ...aText("Klant"), reason }, { signer: people.first }));
  expect((await report(bytes)).signatures).toMatchObject([{ verdict: "valid", claimed: { reason } }]);
  expect(await othersSay(bytes, 1)).toEqual(content);
});

it("believes whoever gives time stamps about the time alone", async () => {
  const other = await anAuthority();
  const signer = await other.signer("Onder de klok");
  const prepared = await aPrepared(lane, await withPages(1), ["Klant"]);
  const bytes = await signAs(lane, prepared, "Klant", signer);
  const trusting = (signers: Uint8Array[], stamps?: Uint8Array[]) =>
    verifyFile(bytes, signers, new Date(), stamps);
  const clocks = [other.root.certificate];
  expect((await trusting([], clocks)).signatures).toMatchObject([{ distrust: "no-root" }]);
  expect((await trusting(clocks, [])).signatures).toMatchObject([{ distrust: null }]);
});

it("signs with keys of either kind", async () => {
  for (const keyType of ["RSA", "EC"] as const) {
    const signer = await authority.signer("Sleutel", { keyType });
    const prepared = await aPrepared(lane, await withPages(1), ["Klant"]);
    const bytes = await signAs(lane, prepared, "Klant", signer);
    expect((await report(bytes)).signatures).toMatchObject([{ verdict: "valid", distrust: null }]);
    expect(await othersSay(bytes, 1)).toEqual(content);
  }
});

it("signs five hundred pages", async () => {
  const prepared = await aPrepared(lane, await withPages(500), ["Klant"], 500);
  const bytes = await signAs(lane, prepared, "Klant", people.first);
  expect(await report(bytes)).toMatchObject({
    pages: 500,
    signatures: [{ verdict: "valid", place: { page: 500 } }],
  });
  expect(await othersSay(bytes, 1)).toEqual(content);
});

it("puts nothing on a document while the time cannot be had", async () => {
  const prepared = await aPrepared(lane, await withPages(1), ["Klant"]);
  const silent: Timestamper = () => Promise.reject(new TimestampFailure("unreachable"));
  const asked = sign(lane, prepared.slice(), aText("Klant"), { signer: people.first, timestamp: silent });
  await expect(asked).rejects.toMatchObject({ fault: "unreachable" });
  // The same document is signed when it can.
  const bytes = whole(await sign(lane, prepared, aText("Klant"), { signer: people.first, timestamp }));
  expect((await report(bytes)).signatures).toMatchObject([{ time: { source: "timestamp", distrust: null } }]);
});

describe("what is refused", () => {
  it("a second signature in the same field", async () => {
    const prepared = await aPrepared(lane, await withPages(1), ["Klant"]);
    const bytes = await signAs(lane, prepared, "Klant", people.first);
    await expect(signAs(lane, bytes.slice(), "Klant", people.second)).rejects.toMatchObject({
      reason: "field-signed",
    });
  });

  it("a field that is not there", async () => {
    const prepared = await aPrepared(lane, await withPages(1), ["Klant"]);
    await expect(signAs(lane, prepared, "Ander", people.first)).rejects.toMatchObject({
      reason: "field-missing",
    });
  });

  it("a place off the page, a page that is not there, and a name that is taken", async () => {
    const bytes = await withPages(1);
    const plan = (place: object) => ({
      page: null,
      fields: [{ name: "Klant", place: { ...aPlan("Klant").place, ...place } }],
    });
    for (const place of [{ x: 590 }, { y: -1 }, { page: 2 }, { page: 0 }, { width: 0 }])
      await expect(lane.ask("prepare", bytes.slice(), plan(place))).rejects.toMatchObject({
        reason: "damaged",
      });
    const prepared = await aPrepared(lane, bytes, ["Klant"]);
    await expect(lane.ask("prepare", prepared, plan({}))).rejects.toMatchObject({ reason: "field-signed" });
  });
});
