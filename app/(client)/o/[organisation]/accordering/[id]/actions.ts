"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { clientAction } from "@/lib/access/action";
import { approveFiling, requestApprovalCode } from "@/lib/approvals/approve";
import { codeInput } from "@/lib/identity/input";
import { mayText } from "@/lib/identity/sign-in";
import { awaitDelivery } from "@/lib/outbox/await";

const place = { organisatie: z.string(), filing: z.uuid() };

/** "Goedkeuren": a text message that names what it authorises (B2), then the question for its code. */
export const askForApprovalCode = clientAction(
  "filing.approve",
  z.object({ ...place }),
  async ({ firm, session, actor, facts, scope }, input) => {
    if (!(await mayText(firm, session.accountId, facts))) return { ok: false, reason: "too-many-codes" };
    const asked = await scope((ctx) => requestApprovalCode(ctx, firm, session, input.filing));
    if (!asked.ok) return asked;
    const delivery = asked.jobId ? await awaitDelivery(actor, asked.jobId) : "sent";
    const note = delivery === "sent" ? "" : "&sms=wacht";
    redirect(`/o/${input.organisatie}/accordering/${input.filing}?goedkeuren=${asked.challengeId}${note}`);
  },
);

/** "Goedkeuren en verzenden": the code authorises exactly the version it was sent for (F49, F50). */
export const approve = clientAction(
  "filing.approve",
  z.object({ ...place, challenge: z.uuid() }).and(codeInput),
  async ({ session, facts, scope }, input) => {
    const wish = { filingId: input.filing, challengeId: input.challenge, code: input.code };
    const approved = await scope((ctx) => approveFiling(ctx, session, wish, facts));
    if (!approved.ok) {
      return "left" in approved ? { ...approved, details: { left: approved.left } } : approved;
    }
    // The number of open tasks stands in the frame of the page, too.
    revalidatePath(`/o/${input.organisatie}`, "layout");
    redirect(`/o/${input.organisatie}/accordering/${input.filing}/verwerkt`);
  },
);
