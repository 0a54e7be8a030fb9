import { DrizzleQueryError } from "drizzle-orm";
import postgres from "postgres";

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
