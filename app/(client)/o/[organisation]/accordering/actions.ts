"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { askDecisionCode, decideWithCode, smsNote } from "@/app/(client)/decide-with-code";
import { clientAction, everywhere } from "@/lib/access/action";
import { decisionChallenge } from "@/lib/approvals/code";
import { takeBack } from "@/lib/approvals/later";
import { mostInBatch } from "@/lib/approvals/rules";
import { resentAnswer } from "@/lib/identity/code-answer";
import { codeInput } from "@/lib/identity/input";

const place = { organisatie: z.string() };
/** A row as the list showed it: which document, and which version of it. */
const row = z
  .string("choose-documents")
  .regex(/^[^:]+:[1-9]\d{0,3}$/, "choose-documents")
  .transform((text): unknown => text.split(":"))
  .pipe(z.tuple([z.uuid("choose-documents"), z.coerce.number()]));
/** One ticked box is a field, more of them are a list. */
const chosen = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(row).min(1, "choose-documents").max(mostInBatch, "too-many-documents"),
);

/** "2 stukken verzenden": one code for all that is ticked, bound to exactly the versions that were listed (F48, B1). */
export const askForBatchCode = clientAction(
  "filing.approve",
  z.object({ ...place, filing: chosen }),
  async (request, input) => {
    const versions = Object.fromEntries(input.filing);
    const draft = { decision: "approve", filings: Object.keys(versions), versions, batch: true } as const;
    const asked = await askDecisionCode(request, draft);
    if (!asked.ok) {
      // Where one stands in the way, the list under the message is the one of now.
      revalidatePath(homeOf(input.organisatie), "layout");
      return asked.answer;
    }
    redirect(`${listOf(input.organisatie)}?verzenden=${asked.challengeId}${smsNote(asked.delivery)}`);
  },
);

/** Sends the whole batch, or nothing of it. */
export const sendBatch = clientAction(
  "filing.approve",
  z.object({ ...place, challenge: z.uuid() }).and(codeInput),
  async (request, input) => {
    const { challenge, code } = input;
    const expected = { decision: "approve", filing: null } as const;
    const decided = await decideWithCode(request, { challenge, code, expected });
    if (!decided.ok) return decided.answer;
    revalidatePath(homeOf(input.organisatie), "layout");
    redirect(`${homeOf(input.organisatie)}/verzonden/${input.challenge}`);
  },
);

/** "Terugzetten": back to the open tasks. */
export const putBack = clientAction(
  "filing.approve",
  z.object({ ...place, terug: z.uuid() }),
  async ({ scope }, input) => {
    const back = await scope((ctx) => takeBack(ctx, input.terug));
    if (!back.ok) return back;
    revalidatePath(homeOf(input.organisatie), "layout");
    return { ok: true };
  },
);

/** "Nieuw token versturen", where the question for a code stands already: it stays, with what was typed. */
export const sendAnotherCode = clientAction(
  "filing.approve",
  z.object({ ...place, challenge: z.uuid() }),
  async (request, input) => {
    const { session, scope } = request;
    const running = await scope((ctx) => decisionChallenge(ctx, session, input.challenge));
    if (!running) return { ok: false, reason: "expired" };
    const asked = await askDecisionCode(request, running.draft, input.challenge);
    if (!asked.ok) return asked.answer;
    // Another challenge than that of this page: its code would be of no use here.
    if (asked.challengeId !== input.challenge) return { ok: false, reason: "expired" };
    if (!asked.delivery) return { ok: false, reason: "wait" };
    // The time of the last message stands beside the field.
    revalidatePath(homeOf(input.organisatie), "layout");
    return resentAnswer(asked.delivery);
  },
);

function homeOf(organisation: string): string {
  return organisation === everywhere ? "/alle-organisaties" : `/o/${organisation}/accordering`;
}

function listOf(organisation: string): string {
  return organisation === everywhere ? homeOf(organisation) : `${homeOf(organisation)}/verzenden`;
}
