export function tally(
  kind: "vitest" | "playwright",
  reportPath: string,
  exitCode: number | null,
): { passed: number; failed: number; skipped: number; names: string[] };
