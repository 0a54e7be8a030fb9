import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { filingApprovers, filings } from "@/db/schema/approvals";
import { accounts } from "@/db/schema/identity";
import { inScope, type Scoped } from "@/db/scope";
import type { Client, Staff } from "@/lib/access/actor";
import type { Deciding } from "@/lib/access/session";
import { undecided } from "@/lib/approvals/rules";
import { record } from "@/lib/audit/record";

/** By what somebody showed who they are, at the firm. Its number is never asked for, and never kept. */
export const identityDocuments = ["passport", "identityCard", "drivingLicence", "residencePermit"] as const;

/** That a colleague saw who it is, and by which kind of document. */
export const identifiedInput = z.object({
  filing: z.uuid(),
  plaats: z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number),
  soort: z.enum(identityDocuments, "identity-document"),
  gezien: z.literal("ja", "identity-seen"),
});

/** A client who signs at the firm, on its device, with the help of a colleague. */
export type AtOffice = {
  client: Client;
  deciding: Deciding;
  scope<T>(work: (ctx: Scoped<Client>) => Promise<T>): Promise<T>;
};

/**
 * Opens the scope of the client whose signature is asked for on this seat. Only for a colleague who reaches the document,
 * and only while that seat is asked: everything that follows is that client's own decision, with the code on their own
 * telephone. Null otherwise.
 *
 * What is decided there hangs on this session of staff and on this client together: a code that was asked for as one of
 * the two is of no use as the other.
 */
export async function atOffice(
  actor: Staff,
  session: Pick<Deciding, "id">,
  filingId: string,
  seat: number,
): Promise<AtOffice | null> {
  const { firmId } = actor;
  const found = await inScope(actor, async ({ db }) => {
    const [row] = await db
      .select({ filing: filings, seat: filingApprovers, account: accounts })
      .from(filingApprovers)
      .innerJoin(
        filings,
        and(
          eq(filings.firmId, filingApprovers.firmId),
          eq(filings.id, filingApprovers.filingId),
          eq(filings.version, filingApprovers.version),
        ),
      )
      .innerJoin(
        accounts,
        and(eq(accounts.firmId, filingApprovers.firmId), eq(accounts.id, filingApprovers.accountId)),
      )
      .where(
        and(
          eq(filingApprovers.firmId, firmId),
          eq(filingApprovers.filingId, filingId),
          eq(filingApprovers.seat, seat),
          eq(filingApprovers.party, "client"),
          eq(filingApprovers.turn, "asked"),
        ),
      );
    return row;
  });
  if (!found || found.account.disabledAt !== null || found.account.kind !== "client") return null;
  if (!undecided.includes(found.filing.state) || found.seat.field === null) return null;
  const { id: accountId, name, language } = found.account;
  const { organisationId } = found.filing;
  const client: Client = { kind: "client", firmId, accountId, reach: "organisation", organisationId };
  return {
    client,
    deciding: { id: `${session.id}:${accountId}`, accountId, name, language },
    scope: (work) => inScope(client, work),
  };
}

/** Writes down that a colleague saw who it is, and by which kind of document, before a code is asked for. */
export async function noteIdentified(
  ctx: Scoped<Staff>,
  filingId: string,
  said: { seat: number; client: string; document: (typeof identityDocuments)[number] },
): Promise<void> {
  await record(ctx, { action: "filing.identifiedAtOffice", subject: `filing:${filingId}`, data: said });
}
