"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/access/action";
import { publishFiling, publishInput } from "@/lib/approvals/publish";
import { awaitDelivery } from "@/lib/outbox/await";

/** "Klaarzetten": publishes what was uploaded and confirmed. */
export const publish = staffAction(
  "filing.publish",
  publishInput,
  async ({ session, actor, scope }, input) => {
    const published = await scope((ctx) => publishFiling(ctx, input, { accountId: session.accountId }));
    if (!published.ok) return published;
    // The page then says whether the client's e-mail went out.
    await awaitDelivery(actor, { subject: `filing:${published.id}` });
    redirect(`/admin/stukken?klaargezet=${published.id}`);
  },
);
