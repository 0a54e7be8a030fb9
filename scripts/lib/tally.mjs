import { existsSync, readFileSync } from "node:fs";

/**
 * What a test runner's report says. A runner that left no report, counted nothing or left with an error that none of
 * its tests explains has failed itself.
 * @param {"vitest" | "playwright"} kind
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function tally(kind, reportPath, exitCode) {
  const counted = existsSync(reportPath) ? read[kind](JSON.parse(readFileSync(reportPath, "utf8"))) : nothing;
  const unexplained = counted.passed + counted.failed === 0 || (exitCode !== 0 && counted.failed === 0);
  return unexplained ? { ...counted, failed: 1 } : counted;
}

const nothing = { passed: 0, failed: 0, skipped: 0 };

const read = {
  vitest: (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }),
  // A test that passed the second time is a test that failed.
  playwright: ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }),
};
