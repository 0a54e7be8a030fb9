import { closePool } from "@/db/connection";
import { inScope, type Scoped } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import { clientActor, everywhereActor, staffActor } from "@/lib/access/page";
import { type Session, sessionOfToken } from "@/lib/access/session";
import { filingDetail } from "@/lib/approvals/detail";
import { parseFilters } from "@/lib/approvals/filters";
import { allFilings } from "@/lib/approvals/overview";
import { currentFilings } from "@/lib/approvals/queries";
import { unreadFilings, welcomeFilings } from "@/lib/approvals/welcome";
import { staffFiling } from "@/lib/staff/filing";
import { staffFilings, staffOrganisations } from "@/lib/staff/queries";

/** What the bench sends: one request's reads, `times` over, for this person and organisation. */
type Order = {
  request: keyof typeof requests;
  times: number;
  session: Session;
  /** Of the session's token, in hex. */
  tokenHash: string;
  organisationId: string;
  filingId: string;
};

const everything = parseFilters({});
const narrowed = parseFilters({ status: "afgerond", jaar: "2025", type: "vat" });
const asClient = ({ session, organisationId }: Order) => clientActor(session, organisationId);

const ofClient = (read: (ctx: Scoped<Client>, order: Order) => Promise<unknown>) => async (order: Order) => [
  await inScope(asClient(order), (ctx) => read(ctx, order)),
];

/** The reads of a page each after its session, as the page does them. */
const requests = {
  welcome: ofClient((ctx, { organisationId }) => welcomeFilings(ctx, organisationId)),
  "open tasks": ofClient((ctx, { organisationId }) => currentFilings(ctx, organisationId)),
  overview: ofClient((ctx, { organisationId }) => allFilings(ctx, organisationId, everything, null)),
  "overview, narrowed": ofClient((ctx, { organisationId }) =>
    allFilings(ctx, organisationId, narrowed, null),
  ),
  filing: ofClient((ctx, { organisationId, filingId }) => filingDetail(ctx, organisationId, filingId)),
  everywhere: async (order: Order) => [
    await inScope(everywhereActor(order.session), (ctx) =>
      Promise.all([currentFilings(ctx), unreadFilings(ctx)]),
    ),
  ],
  "staff, documents": async (order: Order) => [
    await inScope(staffActor(order.session), (ctx) => staffFilings(ctx, everything)),
  ],
  "staff, filing": async (order: Order) => [
    await inScope(staffActor(order.session), (ctx) => staffFiling(ctx, order.filingId)),
  ],
  "staff, clients": async (order: Order) => [
    await inScope(staffActor(order.session), (ctx) => staffOrganisations(ctx)),
  ],
};

process.on("message", async (order: Order) => {
  const read = requests[order.request];
  const took: number[] = [];
  let found: unknown;
  for (let i = 0; i < order.times; i++) {
    const began = performance.now();
    const session = await sessionOfToken(Buffer.from(order.tokenHash, "hex"));
    found = [session, ...(await read(order))];
    took.push(performance.now() - began);
  }
  process.send?.({ took, found: idsIn(found) });
});
/** Which rows were found, in their order. What else they say may change while a worker is at work. */
function idsIn(found: unknown): string {
  return (JSON.stringify(found).match(/"id":"[^"]*"/g) ?? []).join();
}

process.once("disconnect", () => void closePool());
