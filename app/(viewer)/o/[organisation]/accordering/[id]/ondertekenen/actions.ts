"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import {
  askDecisionCode,
  type DecisionRequest,
  decideWithCode,
  smsNote,
} from "@/app/(client)/decide-with-code";
import { clientAction, type FormAnswer } from "@/lib/access/action";
import { answersInput } from "@/lib/approvals/answers";
import { filingDetail } from "@/lib/approvals/detail";
import { draftPlace, sealHand } from "@/lib/approvals/signing/hand";
import { handFormInput } from "@/lib/approvals/signing/hand-form";
import { codeInput } from "@/lib/identity/input";
import { lookAtSignatures } from "@/lib/signing/look";

const place = { organisatie: z.string(), filing: z.uuid() };

/**
 * "Volgende": what was drawn or typed is sealed with what it is for, and a text message goes out whose code is for exactly
 * that (F59). First every signature that is in the file is looked at, for nobody signs under what is not right any more.
 * Where the firm asks for no code, it is signed at once.
 */
export const askSigningCode = clientAction(
  "filing.approve",
  z
    .object({ organisatie: z.string() })
    .and(handFormInput)
    .and(answersInput.transform((answers) => ({ answers }))),
  async (request, input): Promise<FormAnswer> => {
    const { filings, versions, answers, hand } = input;
    if (!(await allRight(request, filings))) return { ok: false, reason: "signatures-wrong" };
    const sealed = await request.scope((ctx) => sealHand(ctx, draftPlace(request.session.accountId), hand));
    const said = Object.keys(answers).length > 0 ? { answers } : {};
    const draft = { decision: "approve", filings, versions, hand: sealed, ...said } as const;
    const asked = await askDecisionCode(request, draft);
    if (!asked.ok) return asked.answer;
    if (!asked.withCode) return signWith(request, input, asked.challengeId, null);
    redirect(`${pathOf(input)}?code=${asked.challengeId}${smsNote(asked.delivery)}`);
  },
);

/** "Ondertekenen": the code is for this signature under these versions, and for nothing else. */
export const sign = clientAction(
  "filing.approve",
  z.object({ ...place, challenge: z.uuid() }).and(codeInput),
  (request, input) => signWith(request, input, input.challenge, input.code),
);

type Request = DecisionRequest;
type Where = { organisatie: string; filing: string };

/** Whoever repeats it after a lost connection comes to the same page: it was signed once. */
async function signWith(request: Request, where: Where, challenge: string, code: string | null) {
  const expected = { decision: "approve", filing: where.filing } as const;
  const decided = await decideWithCode(request, { challenge, code, expected });
  if (!decided.ok) return decided.answer;
  revalidatePath(`/o/${where.organisatie}`, "layout");
  redirect(pathOf(where));
}

/** Whether the signatures in each of the files hold, and nothing was done since but to sign. */
async function allRight({ actor, scope }: Request, filings: readonly string[]): Promise<boolean> {
  if (actor.reach !== "organisation") return false;
  const { organisationId } = actor;
  for (const id of filings) {
    const detail = await scope((ctx) => filingDetail(ctx, organisationId, id));
    // Out of reach: what follows has words for that.
    if (!detail) continue;
    const look = await lookAtSignatures(scope, detail.attachment.id);
    if (look?.state === "wrong") return false;
  }
  return true;
}

function pathOf({ organisatie, filing }: Where): string {
  return `/o/${organisatie}/accordering/${filing}/ondertekenen`;
}
