import { inScope, type Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { fileWithoutApproval, markFiled, withdrawFiling } from "@/lib/approvals/office";
import { wasSent } from "./deciding";
import type { ForWhom } from "./publishing";

/** The firm's own package has filed it. */
export async function isFiled(whom: ForWhom, id: string, reference: string): Promise<void> {
  await byStaff(whom, id, (ctx) => markFiled(ctx, id, reference));
}

/** @param reason why, and on the next line the mandate */
export async function isFiledWithoutApproval(whom: ForWhom, id: string, reason: string): Promise<void> {
  await byStaff(whom, id, (ctx) => fileWithoutApproval(ctx, id, reason));
}

export async function isWithdrawn(whom: ForWhom, id: string, reason: string): Promise<void> {
  await byStaff(whom, id, (ctx) => withdrawFiling(ctx, id, reason));
}

/** By the colleague who put it before the client. */
async function byStaff(
  { firmId, by }: ForWhom,
  filingId: string,
  work: (ctx: Scoped<Staff>) => Promise<{ ok: true } | { ok: false; reason: string }>,
): Promise<void> {
  const role = "relationshipManager";
  const staff: Staff = { kind: "staff", firmId, accountId: by, role, reach: "portfolio" };
  const done = await inScope(staff, work);
  if (!done.ok) throw new Error(`The firm of the story may not do that: ${done.reason}`);
  await wasSent(firmId, { filingId });
}
