import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDrawing, padRatio, thinned } from "@/components/signing/strokes";
import { handInput } from "@/lib/approvals/signing/hand";

const part = fc.double({ min: -0.2, max: 1.2, noNaN: true });
const strokes = fc.array(fc.array(fc.tuple(part, part), { minLength: 1, maxLength: 400 }), {
  minLength: 1,
  maxLength: 300,
});

describe("what is drawn on the pad", () => {
  it("is taken by the server whenever the pad takes it, however much it is", () => {
    fc.assert(
      fc.property(strokes, (drawn) => {
        const thin = thinned(drawn);
        const sent = handInput.safeParse(JSON.stringify({ kind: "drawn", strokes: thin, ratio: padRatio }));
        expect(sent.success).toBe(isDrawing(thin));
      }),
      { numRuns: 60 },
    );
  });

  it("stays the same when it is thinned once more, as it is at every line that follows", () => {
    fc.assert(
      fc.property(strokes, (drawn) => {
        const once = thinned(drawn);
        expect(thinned(once)).toEqual(once);
      }),
      { numRuns: 60 },
    );
  });

  it("is no signature when it is a dot", () => {
    expect(isDrawing([[[0.5, 0.5]], [[0.2, 0.2]]])).toBe(false);
    expect(isDrawing(thinned([Array.from({ length: 30 }, (): [number, number] => [0.5, 0.5])]))).toBe(false);
  });
});
