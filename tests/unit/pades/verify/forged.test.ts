import { describe, expect, it } from "vitest";
import { aSignedPaper, reportOf, signatureOf } from "@/tests/support/pades/people";
import { gapOf, revised, withRange } from "@/tests/support/pades/signed-pdf";

const refused = { verdict: "broken", fault: "wrong-range", coversAll: false, revisionEnd: 0 };
const unknown = [{ allowed: false, kind: "unreadable" }];

/** After "1 Trillion Dollar Refund" (CCS 2019) and "Shadow Attacks" (NDSS 2021), as far as the range is concerned. */
describe("a range that was made to deceive", () => {
  it.each([
    ["is empty", () => "[]"],
    ["has three numbers", ([a, b, c]: number[]) => `[${a} ${b} ${c}]`],
    ["has five numbers", ([a, b, c, d]: number[]) => `[${a} ${b} ${c} ${d} 0]`],
    ["does not begin at the start", ([, b = 0, c, d]: number[]) => `[1 ${b - 1} ${c} ${d}]`],
    ["has a negative length", ([a, b, c]: number[]) => `[${a} ${b} ${c} -5]`],
    ["has a negative start", ([, b, c, d]: number[]) => `[-1 ${b} ${c} ${d}]`],
    ["has a huge length", ([a, b, c]: number[]) => `[${a} ${b} ${c} 9007199254740993]`],
    ["ends behind the end", ([a, b, c, d = 0]: number[]) => `[${a} ${b} ${c} ${d + 1}]`],
    ["overlaps", ([a, b = 0, c, d]: number[]) => `[${a} ${b} ${b - 9} ${d ?? c}]`],
    ["leaves nothing out", ([a, b, , d]: number[]) => `[${a} ${b} ${b} ${d}]`],
    ["has no second piece", ([a, b, c]: number[]) => `[${a} ${b} ${c} 0]`],
    ["leaves out a byte more before", ([a, b = 0, c, d]: number[]) => `[${a} ${b - 1} ${c} ${d}]`],
    ["leaves out a byte more behind", ([a, b, c = 0, d = 0]: number[]) => `[${a} ${b} ${c + 1} ${d - 1}]`],
    ["signs the brackets", ([a, b = 0, c = 0, d = 0]: number[]) => `[${a} ${b + 1} ${c - 1} ${d + 1}]`],
    ["has broken numbers", ([a, b, c, d]: number[]) => `[${a} ${b}.5 ${c} ${d}]`],
    ["refers to numbers", ([a, b, c]: number[]) => `[${a} ${b} ${c} 2 0 R]`],
    ["has no numbers", () => "[/a null (b) <63>]"],
    ["is no list", () => "null"],
    ["is elsewhere", () => "2 0 R"],
  ])("%s", async (_, range) => {
    const { bytes } = await aSignedPaper();
    const report = await signatureOf(withRange(bytes, range));
    expect(report).toMatchObject(refused);
    expect(report.changes).toMatchObject(unknown);
  });

  it("is not there", async () => {
    const { bytes } = await aSignedPaper();
    bytes.write("/XyteRange", bytes.indexOf("/ByteRange"), "latin1");
    expect(await signatureOf(bytes)).toMatchObject(refused);
  });
});

describe("contents that were made to deceive", () => {
  it.each([
    ["not there", (bytes: Buffer) => bytes.write("/Xontents", gapOf(bytes).from - 10, "latin1")],
    ["nothing", (bytes: Buffer) => bytes.write("null", gapOf(bytes).from, "latin1")],
    [
      "a literal string",
      (bytes: Buffer) => {
        const { from, to } = gapOf(bytes);
        bytes.write("(", from, "latin1");
        bytes.write(")", to - 1, "latin1");
      },
    ],
    ["with a zero byte", (bytes: Buffer) => bytes.write("\0", gapOf(bytes).to - 5, "latin1")],
    ["with something else", (bytes: Buffer) => bytes.write("> /X <", gapOf(bytes).to - 50, "latin1")],
    ["with a comment", (bytes: Buffer) => bytes.write("%", gapOf(bytes).to - 50, "latin1")],
  ])("%s", async (_, change) => {
    const { bytes } = await aSignedPaper();
    change(bytes);
    const report = await signatureOf(bytes);
    expect(report.verdict).not.toBe("valid");
    expect(report).toMatchObject(refused);
  });

  it.each([
    ["empty", () => ""],
    ["only zeros", (hex: string) => "0".repeat(hex.length)],
    ["one byte", () => "00"],
  ])("%s", async (_, value) => {
    const { bytes } = await aSignedPaper();
    const { from, to } = gapOf(bytes);
    const hex = value(bytes.toString("latin1", from + 1, to - 1));
    bytes.write(hex.padEnd(to - from - 2), from + 1, "latin1");
    expect((await signatureOf(bytes)).verdict).toBe("unjudged");
  });
});

describe("a dictionary in the place of the signed one", () => {
  it("with the same value and the same range is not believed", async () => {
    const paper = await aSignedPaper({}, { more: "/Reason (Akkoord)" });
    const text = paper.bytes.toString("latin1");
    const number = paper.next - 1;
    const body = text.slice(text.indexOf(`\n${number} 0 obj\n`) + `\n${number} 0 obj\n`.length);
    const copy = body.slice(0, body.indexOf("\nendobj")).replace("(Akkoord)", "(Geen idee)");
    const { bytes } = revised(paper, { [number]: copy });
    expect(await signatureOf(bytes)).toMatchObject({ ...refused, claimed: { reason: "Geen idee" } });
  });

  it("with a gap that holds it and more is not believed", async () => {
    // Signature wrapping: the signed rest is moved, and what is put in the gap is seen in its place.
    const { bytes } = await aSignedPaper();
    const { from, to } = gapOf(bytes);
    const moved = Buffer.concat([
      bytes.subarray(0, to),
      Buffer.from("% more in between\n"),
      bytes.subarray(to),
    ]);
    const range = ([, , c = 0, d]: number[]) => `[0 ${from} ${c + 18} ${d}]`;
    const report = await signatureOf(withRange(moved, range)).catch((error: Error) => error);
    expect(report instanceof Error ? report.message : report.verdict).toMatch(/damaged|broken/);
  });

  it("of which two fields claim to have it is told twice, for what it is", async () => {
    const paper = await aSignedPaper();
    const widget = `<< /FT /Sig /T (Nog een) /V ${paper.next - 1} 0 R /Type /Annot /Subtype /Widget /Rect [0 0 9 9] >>`;
    const { bytes } = revised({ ...paper, fields: [...paper.fields, 20] }, { 20: widget });
    const { signatures } = await reportOf(bytes);
    expect(signatures).toMatchObject([
      { field: "Klant", verdict: "valid", coversAll: false },
      { field: "Nog een", verdict: "valid", coversAll: false },
    ]);
  });

  it("stands in the field itself, which is allowed", async () => {
    const { bytes } = await aSignedPaper({}, { direct: true });
    expect(await signatureOf(bytes)).toMatchObject({ verdict: "valid", coversAll: true });
  });
});
