"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { clientAction } from "@/lib/access/action";
import { approveFiling, requestApprovalCode } from "@/lib/approvals/approve";
import { attachmentIsIntact } from "@/lib/approvals/attachment";
import { codeAnswer, expiredCodeAnswer, resentAnswer } from "@/lib/identity/code-answer";
import { codeInput } from "@/lib/identity/input";
import { mayText } from "@/lib/identity/sign-in";
import { awaitDelivery } from "@/lib/outbox/await";

const place = { organisatie: z.string(), filing: z.uuid() };

/**
 * "Goedkeuren": a text message that names what it authorises (B2), then the question for its code. Where that
 * question stands already ("Nieuw token versturen") it stays, with what was typed, and only the answer is given.
 */
export const askForApprovalCode = clientAction(
  "filing.approve",
  z.object({ ...place, challenge: z.uuid().optional() }),
  async ({ firm, session, actor, facts, scope }, input) => {
    if (!(await mayText(firm, session.accountId, facts))) return { ok: false, reason: "too-many-codes" };
    if (!(await attachmentIsIntact(scope, actor, input.filing)))
      return { ok: false, reason: "attachment-changed" };
    const asked = await scope((ctx) =>
      requestApprovalCode(ctx, firm, session, input.filing, input.challenge),
    );
    if (!asked.ok) return asked;
    const stays = asked.challengeId === input.challenge;
    if (stays && !asked.jobId) return { ok: false, reason: "wait" };
    const delivery = asked.jobId ? await awaitDelivery(actor, asked.jobId) : "sent";
    const here = `/o/${input.organisatie}/accordering/${input.filing}`;
    if (!stays) {
      const note = delivery === "sent" ? "" : `&sms=${delivery}`;
      redirect(`${here}?goedkeuren=${asked.challengeId}${note}`);
    }
    // The time of the last message stands beside the field.
    revalidatePath(here);
    return resentAnswer(delivery);
  },
);

/** "Goedkeuren en verzenden": the code authorises exactly the version it was sent for (F49, F50). */
export const approve = clientAction(
  "filing.approve",
  z.object({ ...place, challenge: z.uuid() }).and(codeInput),
  async ({ firm, session, actor, facts, scope }, input) => {
    if (!(await attachmentIsIntact(scope, actor, input.filing)))
      return { ok: false, reason: "attachment-changed" };
    const wish = { filingId: input.filing, challengeId: input.challenge, code: input.code };
    const approved = await scope((ctx) => approveFiling(ctx, session, wish, facts));
    if (!approved.ok && approved.reason === "code-expired") {
      if (!(await mayText(firm, session.accountId, facts))) return codeAnswer(approved);
      const asked = await scope((ctx) =>
        requestApprovalCode(ctx, firm, session, input.filing, input.challenge),
      );
      revalidatePath(`/o/${input.organisatie}/accordering/${input.filing}`);
      // Another challenge is not the one of this form: its code would be of no use here.
      if (!asked.ok || asked.challengeId !== input.challenge) return codeAnswer(approved);
      const delivery = asked.jobId ? await awaitDelivery(actor, asked.jobId) : "sent";
      return expiredCodeAnswer({ ok: true, delivery });
    }
    if (!approved.ok) return codeAnswer(approved);
    // The number of open tasks stands in the frame of the page, too.
    revalidatePath(`/o/${input.organisatie}`, "layout");
    redirect(`/o/${input.organisatie}/accordering/${input.filing}/verwerkt`);
  },
);
