"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/access/action";
import { publishFiling, publishInput } from "@/lib/approvals/publish";

/** "Klaarzetten": publishes what was uploaded and confirmed. */
export const publish = staffAction("filing.publish", publishInput, async ({ session, scope }, input) => {
  const published = await scope((ctx) => publishFiling(ctx, input, { accountId: session.accountId }));
  if (!published.ok) return published;
  redirect(`/admin/stukken?klaargezet=${published.id}`);
});
