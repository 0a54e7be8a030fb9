import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type DocumentReport, RefusedDocument } from "@/lib/pades/shapes";
import { aSignedPaper, CLIENT, CLOCK, reportOf, withDocumentStamp } from "@/tests/support/pades/people";
import { aStamp } from "@/tests/support/pades/signatures";
import { gapOf } from "@/tests/support/pades/signed-pdf";

/** What is said of a file, or that it is refused; anything else is a fault of ours. */
async function answerOf(bytes: Uint8Array): Promise<DocumentReport | RefusedDocument> {
  return reportOf(bytes).catch((error: unknown) => {
    if (error instanceof RefusedDocument) return error;
    throw error;
  });
}

/**
 * Brackets where the reader expects none make it go on until the memory that its worker may have is full: that limit
 * is tried where the worker is, and they are left out here.
 */
const BRACKETS = [..."(){}"].map((bracket) => bracket.charCodeAt(0));

function flipped(bytes: Buffer, flips: { at: number; bit: number }[]): Buffer | null {
  const copy = Buffer.from(bytes);
  for (const { at, bit } of flips) {
    const before = copy[at % copy.length] ?? 0;
    const after = before ^ (1 << bit);
    if (BRACKETS.includes(before) || BRACKETS.includes(after)) return null;
    copy[at % copy.length] = after;
  }
  return copy;
}

const aFlip = fc.record({ at: fc.nat(1_000_000), bit: fc.nat(7) });

describe("a signed file in which bits are turned over", () => {
  let one: Buffer;
  let many: Buffer;
  beforeAll(async () => {
    const stamp = (value: Buffer) => aStamp(CLOCK, "2025-01-01", [value]);
    one = (await aSignedPaper({ stamp }, { reserve: 4000 })).bytes;
    const two = await aSignedPaper(
      {},
      { paper: await aSignedPaper({ stamp }, { field: "Eerste" }), by: CLIENT },
    );
    many = (await withDocumentStamp(two, "2025-01-01")).bytes;
  });

  it("is never valid when one of them is in what was signed", async () => {
    const { from, to } = gapOf(one);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(aFlip, {
          minLength: 1,
          maxLength: 3,
          selector: ({ at }) => outside(at, from, to, one.length),
        }),
        async (flips) => {
          const places = flips.map(({ at, bit }) => ({ at: outside(at, from, to, one.length), bit }));
          const bytes = flipped(one, places);
          fc.pre(bytes !== null);
          const answer = await answerOf(bytes);
          if (answer instanceof RefusedDocument) return;
          for (const { verdict } of answer.signatures) expect(verdict).not.toBe("valid");
        },
      ),
      { numRuns: 400 },
    );
  });

  it("is answered, wherever they are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aFlip, { minLength: 1, maxLength: 30 }), async (flips) => {
        const bytes = flipped(many, flips);
        fc.pre(bytes !== null);
        await answerOf(bytes);
      }),
      { numRuns: 200 },
    );
  });

  it("is answered, wherever it ends", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(many.length), async (length) => {
        await answerOf(many.subarray(0, length));
      }),
      { numRuns: 100 },
    );
  });

  it("is answered, with any bytes where the signature stands", async () => {
    const { from, to } = gapOf(one);
    const der = Buffer.from(one.toString("latin1", from + 1, to - 1), "hex");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.nat(3000), byte: fc.nat(255) }), { maxLength: 5 }),
        async (changes) => {
          const value = Buffer.from(der);
          for (const { at, byte } of changes) value[at] = byte;
          const copy = Buffer.from(one);
          copy.write(value.toString("hex"), from + 1, "latin1");
          await answerOf(copy);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** A place in the signed range. */
function outside(at: number, from: number, to: number, length: number): number {
  const place = at % (length - (to - from));
  return place < from ? place : place + (to - from);
}

const folder = fileURLToPath(new URL("../../../../../shared/testdata/pdf/", import.meta.url));
const there = existsSync(folder);

/** Those with a signature: by an old program with SHA-1, and one whose length was put wrong by a fuzzer. */
const SIGNED: Record<string, [string, string][]> = {
  "bug854315.pdf": [["unjudged", "weak-algorithm"]],
  "poppler-395-0-fuzzed.pdf": [["broken", "wrong-range"]],
};

describe.skipIf(!there)("PDFs out of the field", () => {
  const names = there ? readdirSync(folder).filter((name) => name.endsWith(".pdf")) : [];
  it.each(names)("%s is answered", async (name) => {
    const answer = await answerOf(readFileSync(`${folder}${name}`));
    if (answer instanceof RefusedDocument) expect(answer.reason).toMatch(/^(damaged|locked|no-pages)$/);
    else expect(answer.signatures.map(({ verdict, fault }) => [verdict, fault])).toEqual(SIGNED[name] ?? []);
  });
});
