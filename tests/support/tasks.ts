import type { Scoped } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import { currentFilings } from "@/lib/approvals/queries";
import type { CurrentFiling } from "@/lib/approvals/shapes";

/** What this person can decide about now in one organisation, the earliest date first. */
export async function openTasks(ctx: Scoped<Client>, organisationId: string): Promise<CurrentFiling[]> {
  const rows = await currentFilings(ctx, organisationId);
  return rows.filter(({ mine, waits }) => mine === "asked" && !waits);
}
