"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/access/action";
import { publishInput } from "@/lib/approvals/publication";
import { awaitDelivery } from "@/lib/outbox/await";
import { publishByStaff } from "@/lib/staff/publish";

/** "Klaarzetten": publishes what was uploaded, typed and confirmed. */
export const publish = staffAction("filing.publish", publishInput, async ({ actor }, input) => {
  const published = await publishByStaff(actor, input);
  if (!published.ok) {
    const { reason } = published;
    const questions = "questions" in published ? published.questions.join(" ") : "";
    const fields = "fields" in published ? { fields: published.fields } : {};
    return { ok: false, reason, ...fields, ...(questions ? { details: { questions } } : {}) };
  }
  // The page then says whether the client's e-mail went out.
  await awaitDelivery(actor, { subject: `filing:${published.id}` });
  redirect(`/admin/stukken?klaargezet=${published.id}`);
});
