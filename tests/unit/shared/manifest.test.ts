import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, sha256Hex } from "@/lib/shared/hash";
import { isAsDecided, type Manifest, manifestHash } from "@/lib/shared/manifest";

const manifest: Manifest = {
  filing: "01932f6e-6b1a-7c3d-9b54-3f1f3a5d2c10",
  version: 1,
  label: "4e kwartaal",
  periodStart: "2026-10-01",
  periodEnd: "2026-12-31",
  attachment: sha256Hex("the page"),
  data: sha256Hex("the return"),
  annexes: [sha256Hex("the auditor's report")],
  figures: {
    kind: "vat",
    rows: [
      { code: "1a", turnover: 2_450_000, vat: 514_500 },
      { code: "5b", turnover: null, vat: 33_300 },
    ],
    amount: 481_200,
  },
  amount: 481_200,
  payBy: "2026-11-30",
  paymentReference: "7001000056011110",
  details: { number: "26.4711" },
};

describe("the hash that an approval is bound to", () => {
  it("is what anybody can work out: SHA-256 of JSON with its keys in order", () => {
    const { amount, annexes, attachment, data, details, figures, filing, label } = manifest;
    const { payBy, paymentReference, periodEnd, periodStart, version } = manifest;
    const { rows } = figures as { rows: { code: string; turnover: number | null; vat: number }[] };
    const written = JSON.stringify({
      amount,
      annexes,
      attachment,
      data,
      details,
      figures: {
        amount: 481_200,
        kind: "vat",
        rows: rows.map(({ code, turnover, vat }) => ({ code, turnover, vat })),
      },
      filing,
      label,
      payBy,
      paymentReference,
      periodEnd,
      periodStart,
      version,
    });
    expect(manifestHash(manifest)).toBe(sha256Hex(written));
  });

  it("does not follow the order in which the database gives back the keys", () => {
    expect(manifestHash(reversed(manifest) as Manifest)).toBe(manifestHash(manifest));
    expect(manifestHash(JSON.parse(JSON.stringify(manifest)))).toBe(manifestHash(manifest));
  });

  it("is another when anything is: each field and each figure, by one character", () => {
    const leaves = leavesOf(manifest);
    expect(leaves).toHaveLength(20);
    const hashes = leaves.map((path) => manifestHash(changed(manifest, path) as Manifest));
    expect(hashes).not.toContain(manifestHash(manifest));
    expect(new Set(hashes).size).toBe(leaves.length);
  });

  it("is another for boxes in another order, and for one box less", () => {
    const figures = manifest.figures as { rows: unknown[] };
    const turned = { ...manifest, figures: { ...figures, rows: [...figures.rows].reverse() } };
    const less = { ...manifest, figures: { ...figures, rows: figures.rows.slice(1) } };
    const hashes = [manifest, turned, less].map(manifestHash);
    expect(new Set(hashes).size).toBe(3);
  });

  it("knows what was decided about again, also from before the title was part of it, and nothing else", () => {
    const { label: _, periodStart: __, periodEnd: ___, ...untitled } = manifest;
    const before = sha256Hex(canonicalJson(untitled));
    expect(isAsDecided(manifest, manifestHash(manifest))).toBe(true);
    expect(isAsDecided(manifest, before)).toBe(true);
    for (const path of leavesOf(manifest)) {
      const other = changed(manifest, path) as Manifest;
      expect(isAsDecided(other, manifestHash(manifest)), path.join()).toBe(false);
    }
    expect(isAsDecided({ ...manifest, annexes: [] }, before)).toBe(false);
  });

  it("is shared by two sets of figures only when they say the same", () => {
    const figures = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)));
    // By chance alone two sets would never be the same.
    const pairs = fc.oneof(
      fc.tuple(figures, figures),
      figures.map((value) => [value, reversed(value)] as const),
    );
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const [a, b] = [one, other].map((value) => manifestHash({ ...manifest, figures: value }));
        expect(a === b).toBe(isDeepStrictEqual(one, other));
      }),
      { numRuns: 500 },
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

type Path = (string | number)[];

/** Every place of a value at which something stands that is no list and no object. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

function changed(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) {
    if (typeof value === "number") return value + 1;
    return typeof value === "string" ? `${value.slice(0, -1)}${value.endsWith("0") ? "1" : "0"}` : "";
  }
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  Reflect.set(copy, key, changed(Reflect.get(copy, key), rest));
  return copy;
}
