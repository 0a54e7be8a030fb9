import { notFound } from "next/navigation";
import { drizzleOver, openPool } from "@/db/connection";
import type { Scoped, ScopedDb } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import type { ClientPage } from "@/lib/access/page";
import { known } from "./known";

export * from "../../../lib/access/page";

const pool = openPool(process.env.FLOOR_DATABASE_URL ?? "", { max: 10 });
// One statement on a connection that no policy binds, where the portal opens a transaction and sets its scope.
const db = drizzleOver(pool) as unknown as ScopedDb;
const answers = new Map<string, Promise<unknown>>();

/** Takes the place of lib/access/page: who is there and which organisation is meant stands in memory. */
export async function clientPage(_ability: string, slug: string): Promise<ClientPage> {
  const { firm, session } = known;
  const organisation = session.organisations.find((choice) => choice.slug === slug) ?? notFound();
  const actor: Client = {
    kind: "client",
    firmId: firm.id,
    accountId: session.accountId,
    reach: "organisation",
    organisationId: organisation.id,
  };
  return { firm, session, actor, organisation, read: (query) => answer({ db, actor }, query) };
}

/** With FLOOR_CONTENT=memory every query is asked once, and its answer is given again. */
function answer<T>(ctx: Scoped<Client>, query: (ctx: Scoped<Client>) => Promise<T>): Promise<T> {
  if (process.env.FLOOR_CONTENT !== "memory") return query(ctx);
  const key = query.toString();
  const first = answers.get(key) ?? query(ctx);
  answers.set(key, first);
  return first as Promise<T>;
}
