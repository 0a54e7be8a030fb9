import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { INSPECTION_LIMITS, inspectPdf } from "@/lib/pdf/inspect";
import { bombPdf } from "./bomb";
import { aReturn, PAGE, written } from "./documents";

const MB = 1024 * 1024;
const refusal = (reason: string) => ({ ok: false, reason });

/** What an inspection answers, how long it took, and by how much the process grew meanwhile. */
async function measured(source: string | Uint8Array, limits = INSPECTION_LIMITS) {
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  const start = performance.now();
  const answer = await inspectPdf(source, limits);
  clearInterval(watch);
  return { answer, took: performance.now() - start, grownMb: (most - before) / MB };
}

let folder: string;
let bomb: Uint8Array;
beforeAll(async () => {
  bomb = await bombPdf(1024);
  folder = mkdtempSync(join(tmpdir(), "portal-pdf-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the size", () => {
  it("of 60 MB is too large, and not even read", async () => {
    const path = join(folder, "groot.pdf");
    writeFileSync(path, "%PDF-1.7\n");
    truncateSync(path, 60 * MB);
    const { answer, took } = await measured(path);
    expect(answer).toEqual(refusal("too-large"));
    expect(took).toBeLessThan(100);
    expect(await inspectPdf(new Uint8Array(60 * MB))).toEqual(refusal("too-large"));
  });

  it("may be what the limit says, and not a byte more", async () => {
    const good = await aReturn();
    const limits = { ...INSPECTION_LIMITS, bytes: good.length };
    expect(await inspectPdf(good, limits)).toEqual({ ok: true, pages: 1 });
    expect(await inspectPdf(good, { ...limits, bytes: good.length - 1 })).toEqual(refusal("too-large"));
  });
});

describe("a bomb", () => {
  it("of a few kilobytes that unpacks to a gigabyte is refused in time, within the memory that it may have", async () => {
    expect(bomb.length).toBeLessThan(20_000);
    const { answer, took, grownMb } = await measured(bomb);
    expect(answer).toEqual(refusal("damaged"));
    expect(took).toBeLessThan(INSPECTION_LIMITS.milliseconds + 1_000);
    expect(grownMb).toBeLessThan(2 * INSPECTION_LIMITS.growthMb);
  });

  it("is stopped by the limit of memory: with a lower one, sooner", async () => {
    const { answer, took, grownMb } = await measured(bomb, { ...INSPECTION_LIMITS, growthMb: 60 });
    expect(answer).toEqual(refusal("damaged"));
    expect(grownMb).toBeLessThan(300);
    // And not by the clock, which would let it go on for three times as long.
    expect(took).toBeLessThan(INSPECTION_LIMITS.milliseconds / 3);
  });

  it("leaves the next one unharmed", async () => {
    const answers = await Promise.all([inspectPdf(bomb), inspectPdf(await aReturn())]);
    expect(answers).toEqual([refusal("damaged"), { ok: true, pages: 1 }]);
  });
});

describe("the limits themselves", () => {
  it("of time end an inspection that would go on", async () => {
    const { answer, took } = await measured(await aReturn(), { ...INSPECTION_LIMITS, milliseconds: 1 });
    expect(answer).toEqual(refusal("damaged"));
    expect(took).toBeLessThan(1_000);
  });

  it("hold for a tree of pages that leads back to itself", async () => {
    const catalogue = "<< /Type /Catalog /Pages 2 0 R >>";
    const circle = written(catalogue, "<< /Type /Pages /Kids [2 0 R] /Count 5 >>");
    const long = written(
      catalogue,
      `<< /Type /Pages /Kids [${"3 0 R ".repeat(200_000)}] /Count 200000 >>`,
      PAGE,
    );
    for (const file of [circle, long]) {
      const { took } = await measured(file);
      expect(took).toBeLessThan(INSPECTION_LIMITS.milliseconds + 1_000);
    }
    expect((await inspectPdf(circle)).ok).toBe(false);
  });
});
