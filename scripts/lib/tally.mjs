import { existsSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/**
 * What a test runner's report says. A runner that left no report, counted nothing or left with an error that none of
 * its tests explains has failed itself.
 * @param {"vitest" | "playwright"} kind
 * @returns {{ passed: number, failed: number, skipped: number, names: string[] }} with the names of what failed
 */
export function tally(kind, reportPath, exitCode) {
  const counted = existsSync(reportPath) ? read[kind](JSON.parse(readFileSync(reportPath, "utf8"))) : nothing;
  const unexplained = counted.passed + counted.failed === 0 || (exitCode !== 0 && counted.failed === 0);
  if (!unexplained) return counted;
  const names = counted.names.length > 0 ? counted.names : [`the run itself (exit code ${exitCode})`];
  return { ...counted, failed: 1, names };
}

const nothing = { passed: 0, failed: 0, skipped: 0, names: [] };

const read = {
  vitest: (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    names: report.testResults.flatMap(failuresOf),
  }),
  // A test that passed the second time is a test that failed.
  playwright: ({ stats, suites }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    names: suites
      .flatMap(specs)
      .flatMap((spec) =>
        spec.tests
          .filter(({ status }) => status === "unexpected" || status === "flaky")
          .map((test) => `[${test.projectName}] ${spec.file}:${spec.line} › ${spec.title}\n${whyOf(test)}`),
      ),
  }),
};

/** Of a file whose set-up failed no test did, and the file says why. */
function failuresOf({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (status === "failed" && failed.length === 0) return [`${name}\n${firstLines(message)}`];
  return failed.map((test) => `${name} › ${test.fullName}\n${firstLines(test.failureMessages?.[0])}`);
}

/** Of the first time that it failed. */
function whyOf({ results }) {
  return firstLines(stripVTControlCharacters(results.find(({ error }) => error)?.error.message ?? ""));
}

function specs(suite) {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specs)];
}

function firstLines(message = "") {
  return message.split("\n").slice(0, 30).join("\n");
}
