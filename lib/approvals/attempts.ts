import { type SQL, sql } from "drizzle-orm";

/**
 * Puts the attempt first whose story is that of its version: the one that was accepted, whichever that is, and else the
 * last. One that never left has a story only of a document that was not delivered, and one that was turned away none of a
 * document that is with the recipient by another (see `decisive` and `lastStanding` in rules.ts).
 * @param state that of the document
 */
export function tellingFirst(deliveries: "d" | "x", state: SQL | { getSQL(): SQL }): SQL {
  const of = sql.raw(deliveries);
  return sql`${of}.state = 'accepted' desc, ${of}.state = 'failed' and ${state} <> 'notDelivered',
    ${of}.state = 'refused' and ${state} in ('delivered', 'outcomeUnknown'), ${of}.attempt desc`;
}
