import { and, eq, isNotNull, or, sql } from "drizzle-orm";
import { signatures, signingProofs } from "@/db/schema/signing";
import type { Scoped } from "@/db/scope";

type Of = { id: string; version: number };

/**
 * Those of these versions where signing still waits for somebody at the firm: a signature is not put, and it is known
 * why; or all are, and there is no proof of it yet.
 */
export async function signingStopped(ctx: Scoped, versions: readonly Of[]): Promise<Set<string>> {
  if (versions.length === 0) return new Set();
  const { firmId } = ctx.actor;
  const unproved = sql`not exists (select 1 from ${signingProofs} p where p.firm_id = ${firmId}
    and p.filing_id = ${signatures.filingId} and p.version = ${signatures.version})`;
  const rows = await ctx.db
    .selectDistinct({ id: signatures.filingId })
    .from(signatures)
    .where(
      and(
        eq(signatures.firmId, firmId),
        or(
          ...versions.map(({ id, version }) =>
            and(eq(signatures.filingId, id), eq(signatures.version, version)),
          ),
        ),
        or(isNotNull(signatures.fault), and(eq(signatures.state, "put"), unproved)),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}
