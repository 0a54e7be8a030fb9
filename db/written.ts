import { Column, fillPlaceholders, is, type Query, type SQL } from "drizzle-orm";
import { type PgColumn, type PgSelectBuilder, QueryBuilder } from "drizzle-orm/pg-core";
import type { SelectResultFields } from "drizzle-orm/query-builders/select.types";
import type postgres from "postgres";
import type { ScopedDb } from "./scope";

type Columns = Record<string, PgColumn | SQL>;
type Decoder = { mapFromDriverValue(value: unknown): unknown };

/**
 * A statement that is written once for each shape of question, and then asked with the values of whoever asks, in their
 * scope. To write a list's statement and to look up anew, for every value of every row, how it is read takes longer than
 * the database takes to answer.
 * @param columns what is selected; they hold for every shape, and for every actor: values stand in them by name
 * @param finish the rest of the statement. A shape is everything that changes its text, and holds no value that is
 *   somebody's own; there are few of them. Values stand in it as `sql.placeholder(name)`, moments among them as text
 */
export function writtenOnce<C extends Columns, S>(
  columns: C,
  finish: (select: PgSelectBuilder<C, "qb">, shape: S) => { toSQL(): Query },
) {
  const written = new Map<string, Query>();
  const readers = Object.entries(columns).map(([name, column]) => [name, decoderOf(column)] as const);
  return async (
    db: ScopedDb,
    shape: S,
    values: Record<string, unknown>,
  ): Promise<SelectResultFields<C>[]> => {
    const key = JSON.stringify(shape);
    const query = written.get(key) ?? finish(new QueryBuilder().select(columns), shape).toSQL();
    written.set(key, query);
    const rows = await clientOf(db)
      .unsafe(query.sql, fillPlaceholders(query.params, values) as never[])
      .values();
    return rows.map((row) => {
      const read: Record<string, unknown> = {};
      let at = 0;
      for (const [name, decoder] of readers) {
        const value = row[at++];
        read[name] = value === null ? null : decoder.mapFromDriverValue(value);
      }
      return read as SelectResultFields<C>;
    });
  };
}

/** As drizzle reads what it selected: a column knows how, and an expression was told by `mapWith` or takes it as it is. */
function decoderOf(column: PgColumn | SQL): Decoder {
  return is(column, Column) ? column : (column as unknown as { decoder: Decoder }).decoder;
}

/** The connection of a scope's transaction, which prepares every statement (db/connection.ts). */
function clientOf(db: ScopedDb): postgres.Sql {
  return (db as unknown as { session: { client: postgres.Sql } }).session.client;
}
