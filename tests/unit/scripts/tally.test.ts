import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { tally } from "@/scripts/lib/tally.mjs";

const folder = mkdtempSync(join(tmpdir(), "portal-tally-"));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: object): string {
  const path = join(folder, "report.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

describe("what a run's report says", () => {
  it("names what failed, with the first lines of why", () => {
    const assertionResults = [
      { status: "passed", fullName: "adds" },
      { status: "failed", fullName: "subtracts", failureMessages: ["expected 1 to be 2\n at sums.ts:3"] },
    ];
    const path = report({
      ...{ numPassedTests: 1, numFailedTests: 1, numPendingTests: 1, numTodoTests: 0 },
      testResults: [{ name: "sums.test.ts", assertionResults }],
    });
    expect(tally("vitest", path, 1)).toEqual({
      ...{ passed: 1, failed: 1, skipped: 1 },
      names: ["sums.test.ts › subtracts\nexpected 1 to be 2\n at sums.ts:3"],
    });
  });

  it("names a test of the browser that passed the second time, and one in a group, with why", () => {
    const spec = (title: string, status: string) => ({
      ...{ title, file: "home.test.ts", line: 7 },
      tests: [
        {
          projectName: "phone",
          status,
          results: [{}, { error: { message: "\u001b[31m401, not 307\u001b[39m" } }],
        },
      ],
    });
    const path = report({
      stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
      suites: [
        {
          specs: [spec("opens", "expected"), spec("scrolls", "flaky")],
          suites: [{ specs: [spec("closes", "unexpected")] }],
        },
      ],
    });
    expect(tally("playwright", path, 1)).toEqual({
      ...{ passed: 1, failed: 2, skipped: 0 },
      names: [
        "[phone] home.test.ts:7 › scrolls\n401, not 307",
        "[phone] home.test.ts:7 › closes\n401, not 307",
      ],
    });
  });

  it("names a file whose set-up failed, with why", () => {
    const path = report({
      ...{ numPassedTests: 2, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 },
      testResults: [
        { name: "sums.test.ts", status: "failed", message: "no database", assertionResults: [] },
        { name: "words.test.ts", status: "passed", message: "", assertionResults: [] },
      ],
    });
    expect(tally("vitest", path, 1)).toMatchObject({ failed: 1, names: ["sums.test.ts\nno database"] });
  });

  it("is a failure of the run itself where no test explains its end", () => {
    const names = (code: number | null) => [`the run itself (exit code ${code})`];
    expect(tally("vitest", join(folder, "none.json"), null)).toMatchObject({ failed: 1, names: names(null) });
    const path = report({
      ...{ numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] },
    });
    expect(tally("vitest", path, 1)).toMatchObject({ passed: 3, failed: 1, names: names(1) });
  });
});
