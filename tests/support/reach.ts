import type { Actor } from "@/db/scope";
import { systemOf, visitorOf } from "@/lib/access/actor";
import { leaks, type Row, type TenantTable } from "./leaks";
import { clientOf, type Party, staffOf, type TwoFirms } from "./two-firms";

type Part = "firm" | "self" | "clients" | "organisation" | "stream" | "nothing";
type Plan = { client: Part; portfolio: Part; firm: Part; visitor: Part };
const everybody: Plan = { client: "firm", portfolio: "firm", firm: "firm", visitor: "firm" };
const person: Plan = { client: "self", portfolio: "self", firm: "self", visitor: "firm" };
const documents: Plan = { client: "stream", portfolio: "organisation", firm: "firm", visitor: "nothing" };
const office: Plan = { client: "nothing", portfolio: "nothing", firm: "firm", visitor: "nothing" };

/** How much of its own firm each actor sees, table by table. A new table is refused until it stands here. */
export const plan: Record<string, Plan> = {
  firms: everybody,
  firm_keys: everybody,
  staff_members: everybody,
  audit_heads: everybody,
  accounts: { ...person, portfolio: "clients", firm: "firm" },
  sessions: { ...person, firm: "firm" },
  challenges: person,
  challenge_codes: person,
  password_links: { ...office, visitor: "firm" },
  organisations: { ...documents, client: "organisation" },
  memberships: { ...documents, client: "self" },
  portfolios: { ...office, client: "self", portfolio: "self" },
  files: documents,
  uploads: { ...documents, client: "nothing" },
  filings: documents,
  filing_versions: documents,
  filing_annexes: documents,
  filing_approvers: documents,
  decisions: documents,
  signatures: documents,
  signing_revisions: documents,
  signing_proofs: documents,
  deliveries: documents,
  delivery_statuses: documents,
  delivery_channels: office,
  webhook_endpoints: office,
  signing_certificates: { ...office, portfolio: "firm" },
  filing_openings: documents,
  audit_events: office,
  audit_anchors: office,
  outbox: { ...everybody, client: "self", portfolio: "organisation" },
  local_messages: office,
  notification_preferences: { ...person, firm: "firm", visitor: "nothing" },
  notices: { ...documents, client: "self" },
};

/** Where anybody may add a row of the own firm: what happened, and what has to be sent. */
const anybodyAdds = ["audit_events", "outbox"];

/** The rows of every table, as the owner of the database sees them. */
export type Rows = Map<string, Row[]>;

type Case = {
  name: string;
  actor: Actor;
  reader: keyof Plan;
  /** Within reach; of `streams`, "organisation stream" each, a client may see the documents too. */
  organisations: string[];
  streams: string[];
  /** The clients of these organisations. */
  clients: unknown[];
};

function casesOf(name: string, party: Party, rows: Rows): Case[] {
  const client = clientOf(party);
  const { firmId, accountId } = client;
  const entrusted = (rows.get("portfolios") ?? [])
    .filter((row) => row.account_id === party.staffId)
    .map((row) => String(row.organisation_id));
  const clients = (rows.get("memberships") ?? [])
    .filter((row) => entrusted.includes(String(row.organisation_id)))
    .map((row) => row.account_id);
  const own = (rows.get("memberships") ?? []).filter((row) => row.account_id === accountId);
  const within = (memberships: Row[]) => ({
    organisations: memberships.map((row) => String(row.organisation_id)),
    streams: memberships.flatMap(({ organisation_id, streams }) =>
      (streams as string[]).map((stream) => `${organisation_id} ${stream}`),
    ),
    clients: [],
  });
  const one = within(own.filter((row) => row.organisation_id === party.organisationId));
  const none = { organisations: [], streams: [], clients: [] };
  return [
    { name: `a client of ${name}, one organisation open`, actor: client, reader: "client", ...one },
    {
      name: `a client of ${name}, all organisations`,
      actor: { kind: "client", firmId, accountId, reach: "memberships" },
      reader: "client",
      ...within(own),
    },
    {
      name: `staff of ${name} with a portfolio`,
      actor: staffOf(party, "portfolio"),
      reader: "portfolio",
      organisations: entrusted,
      streams: [],
      clients,
    },
    { name: `an administrator of ${name}`, actor: staffOf(party, "firm"), reader: "firm", ...none },
    { name: `the system of ${name}`, actor: systemOf(firmId, "wall"), reader: "firm", ...none },
    { name: `a visitor of ${name}`, actor: visitorOf(firmId), reader: "visitor", ...none },
  ];
}

function cases({ own, neighbour, elsewhere, withoutRight }: TwoFirms, rows: Rows): Case[] {
  const asking = (name: string, organisationId: string, organisations: string[]): Case => ({
    name,
    actor: { ...clientOf(own), reach: "organisation", organisationId },
    reader: "client",
    organisations,
    streams: [],
    clients: [],
  });
  return [
    ...casesOf("Noorderlicht", own, rows),
    ...casesOf("De Vries", elsewhere, rows),
    asking("a client without a right to the stream", withoutRight, [withoutRight]),
    asking("a client who asks for the neighbour's organisation", neighbour.organisationId, []),
    asking("a client who asks for an organisation of the other firm", elsewhere.organisationId, []),
  ];
}

function sees({ actor, reader, ...within }: Case, table: string, row: Row): boolean {
  if ((table === "firms" ? row.id : row.firm_id) !== actor.firmId) return false;
  const isOwn = "accountId" in actor && actor.accountId === (table === "accounts" ? row.id : row.account_id);
  const organisation = String(table === "organisations" ? row.id : row.organisation_id);
  // The firm's own files, such as photos of its staff.
  if (table === "files" && row.organisation_id === null) return true;
  const part = plan[table]?.[reader];
  if (part === "firm") return true;
  if (part === "self") return isOwn;
  if (part === "clients") return isOwn || within.clients.includes(row.id);
  if (part === "organisation") return isOwn || within.organisations.includes(organisation);
  return part === "stream" && within.streams.includes(`${organisation} ${row.stream}`);
}

/** Everything that gets through the walls of these tables, for every actor of the two firms; one line each. */
export async function holes(world: TwoFirms, tables: TenantTable[], rows: Rows): Promise<string[]> {
  const found: string[] = [];
  for (const one of cases(world, rows)) {
    const { firmId } = one.actor;
    const self = "accountId" in one.actor ? { account_id: one.actor.accountId } : {};
    for (const table of tables) {
      const all = rows.get(table.name) ?? [];
      const unseen = all.filter((row) => !sees(one, table.name, row));
      const foreign = unseen.find((row) => row[table.firm] !== firmId);
      const near = unseen.filter((row) => row[table.firm] === firmId && !anybodyAdds.includes(table.name));
      // One row of each organisation, as if the actor had made it.
      const places = new Map(near.map((row) => [row.organisation_id, row]));
      const alien = [
        ...(foreign ? [{ row: foreign }] : []),
        ...[...places.values()].map((row) => ({ row, changed: row.organisation_id ? self : {} })),
      ];
      const through = await leaks(one.actor, table, all, (name, row) => sees(one, name, row), alien);
      found.push(...through.map((line) => `${one.name}: ${line}`));
    }
  }
  return found;
}
