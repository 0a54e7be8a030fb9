import { DrizzleQueryError } from "drizzle-orm";
import postgres from "postgres";

const away =
  /^(57P0[1-3]|08\d{3}|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT|CONNECTION_(CLOSED|DESTROYED|ENDED))$/;

/** Whether an error means that the database could not be reached, or went away meanwhile; also as the cause of another. */
export function isUnreachable(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 5) return false;
  const { code, cause, err } = error as { code?: unknown; cause?: unknown; err?: unknown };
  if (typeof code === "string" && away.test(code)) return true;
  return isUnreachable(cause, depth + 1) || isUnreachable(err, depth + 1);
}

type Told = { code?: string; constraint_name?: string; table_name?: string };

/**
 * What went wrong at the database, without what was in it: errors of queries carry their parameters, and
 * PostgreSQL's own messages the values of rows. Whoever prints this prints neither; anything else stays itself.
 */
export function withoutValues(error: unknown): unknown {
  const query = error instanceof DrizzleQueryError;
  if (!query && !(error instanceof postgres.PostgresError)) return error;
  const { code, constraint_name, table_name } = ((query ? error.cause : error) ?? {}) as Told;
  const about = [code, constraint_name ?? table_name].filter(Boolean).join(" ");
  const message = `${about || "A query failed"}${query ? ` in: ${error.query}` : ""}`;
  const fault = Object.assign(new Error(message), { name: "DatabaseFault", code });
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  fault.stack = `DatabaseFault: ${message}\n${places.join("\n")}`;
  return fault;
}
