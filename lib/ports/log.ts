import pino from "pino";

let logger: pino.Logger | undefined;

/** The portal's log: JSON lines, without bodies, codes, tokens or numbers of people. */
export function log(): pino.Logger {
  logger ??= pino({
    level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" ? "silent" : "info"),
    serializers: {
      // The message of an error can carry values of rows, over several lines: keep the kind, the code and the place.
      err: (error: unknown) => {
        if (!(error instanceof Error)) return { type: typeof error };
        const { code } = error as Error & { code?: unknown };
        const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
        return { type: error.name, code, stack: places.slice(0, 5).join("\n") };
      },
    },
  });
  return logger;
}
