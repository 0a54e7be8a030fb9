"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { askDecisionCode, decideWithCode, smsNote } from "@/app/(client)/decide-with-code";
import { type FormAnswer, staffAction } from "@/lib/access/action";
import { decisionChallenge } from "@/lib/approvals/code";
import { rejectionCategories } from "@/lib/approvals/rejection";
import { draftPlace, sealHand } from "@/lib/approvals/signing/hand";
import { handFormInput } from "@/lib/approvals/signing/hand-form";
import { resentAnswer } from "@/lib/identity/code-answer";
import { codeInput } from "@/lib/identity/input";
import { reasonOf } from "@/lib/shared/typed";
import { signaturesHold } from "@/lib/staff/signatures-hold";

const here = (filing: string) => `/admin/stukken/${filing}/ondertekenen`;
const held = z.object({ filing: z.uuid(), challenge: z.uuid() });

/** "Volgende": what the accountant drew or typed is sealed with what it is for; the code that follows is for exactly that. */
export const askToSign = staffAction("filing.sign", handFormInput, async (request, input) => {
  const { filing, filings, versions, hand } = input;
  const { session, scope } = request;
  if (!(await signaturesHold(scope, filings))) return { ok: false, reason: "signatures-wrong" };
  const sealed = await scope((ctx) => sealHand(ctx, draftPlace(session.accountId), hand));
  const draft = { decision: "approve", filings, versions, hand: sealed } as const;
  const asked = await askDecisionCode(request, draft);
  if (!asked.ok) return asked.answer;
  if (!asked.withCode) return signWith(request, filing, asked.challengeId, null);
  redirect(`${here(filing)}?code=${asked.challengeId}${smsNote(asked.delivery)}`);
});

/** "Ondertekenen": the code is for this signature under these versions, and for nothing else. */
export const sign = staffAction("filing.sign", held.and(codeInput), (request, input) =>
  signWith(request, input.filing, input.challenge, input.code),
);

type Request = Parameters<typeof decideWithCode>[0];

async function signWith(request: Request, filing: string, challenge: string, code: string | null) {
  const expected = { decision: "approve", filing } as const;
  const decided = await decideWithCode(request, { challenge, code, expected });
  return decided.ok ? redirect(`/admin/stukken/${filing}?gedaan=ondertekend`) : decided.answer;
}

/** "Ik teken niet": with a reason, which the code is for as well. */
export const askToRefuse = staffAction(
  "filing.sign",
  z.object({
    filing: z.uuid(),
    versie: z.coerce.number().int().min(1).max(9999),
    soort: z.enum(rejectionCategories, "category"),
    reden: reasonOf("rejection-reason"),
  }),
  async (request, { filing, versie, soort, reden }) => {
    const versions = { [filing]: versie };
    const said = { category: soort, reason: reden };
    const asked = await askDecisionCode(request, {
      decision: "reject",
      filings: [filing],
      versions,
      ...said,
    });
    if (!asked.ok) return asked.answer;
    redirect(`/admin/stukken/${filing}/weigeren?code=${asked.challengeId}${smsNote(asked.delivery)}`);
  },
);

/** "Niet ondertekenen": nothing is signed, and everybody of the firm reads why. */
export const refuseToSign = staffAction("filing.sign", held.and(codeInput), async (request, input) => {
  const { challenge, code, filing } = input;
  const expected = { decision: "reject", filing } as const;
  const decided = await decideWithCode(request, { challenge, code, expected });
  return decided.ok ? redirect(`/admin/stukken/${filing}?gedaan=geweigerd`) : decided.answer;
});

/** "Nieuw token versturen", where the code comes by text message. */
export const sendAnother = staffAction(
  "filing.sign",
  z.object({ challenge: z.uuid() }),
  async (request, { challenge }): Promise<FormAnswer> => {
    const running = await request.scope((ctx) => decisionChallenge(ctx, request.session, challenge));
    if (!running) return { ok: false, reason: "expired" };
    const asked = await askDecisionCode(request, running.draft, challenge);
    if (!asked.ok) return asked.answer;
    if (asked.challengeId !== challenge) return { ok: false, reason: "expired" };
    return asked.delivery ? resentAnswer(asked.delivery) : { ok: false, reason: "wait" };
  },
);
