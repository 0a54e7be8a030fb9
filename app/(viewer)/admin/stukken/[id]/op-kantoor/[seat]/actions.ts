"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import {
  askDecisionCode,
  type DecisionRequest,
  decideWithCode,
  smsNote,
} from "@/app/(client)/decide-with-code";
import { type FormAnswer, staffAction } from "@/lib/access/action";
import { handOver, thankForHand } from "@/lib/access/handed-over";
import { deviceBack } from "@/lib/access/page";
import { sessionCookie } from "@/lib/access/session";
import { decisionChallenge } from "@/lib/approvals/code";
import { draftPlace, sealHand } from "@/lib/approvals/signing/hand";
import { handFormInput } from "@/lib/approvals/signing/hand-form";
import { resentAnswer } from "@/lib/identity/code-answer";
import { codeInput } from "@/lib/identity/input";
import { endSession } from "@/lib/identity/sessions";
import { atOffice, identifiedInput, noteIdentified } from "@/lib/staff/at-office";
import { signaturesHold } from "@/lib/staff/signatures-hold";

const here = (filing: string, seat: number) => `/admin/stukken/${filing}/op-kantoor/${seat}`;
const seatInput = identifiedInput.pick({ filing: true, plaats: true });

/** "Ik heb gezien wie dit is": from here on the screen is the client's. */
export const identify = staffAction(
  "filing.manage",
  identifiedInput,
  async ({ actor, session }, input) => {
    const { filing, plaats, soort } = input;
    if (!(await atOffice(actor, session, filing, plaats))) return { ok: false, reason: "not-now" };
    const path = `${here(filing, plaats)}?gezien=${soort}`;
    await handOver(session, path);
    redirect(path);
  },
  "handed",
);

/** "Volgende": the client's hand and consent; the code goes to the client's own telephone, whatever the firm asks for. */
export const askAtOffice = staffAction(
  "filing.manage",
  identifiedInput.and(handFormInput),
  async (request, { filing, plaats, soort, filings, versions, hand }) => {
    const { actor, session, scope } = request;
    const opened = await atOffice(actor, session, filing, plaats);
    if (!opened) return { ok: false, reason: "not-now" };
    if (!(await signaturesHold(scope, filings))) return { ok: false, reason: "signatures-wrong" };
    const { client } = opened;
    const sealed = await opened.scope((ctx) => sealHand(ctx, draftPlace(client.accountId), hand));
    const assistedBy = { id: session.accountId, name: session.name };
    const draft = { decision: "approve", filings, versions, hand: sealed, assistedBy } as const;
    await scope((ctx) =>
      noteIdentified(ctx, filing, { seat: plaats, client: client.accountId, document: soort }),
    );
    const asked = await askDecisionCode(asClient(request, opened), draft);
    if (!asked.ok) return asked.answer;
    const told = `code=${asked.challengeId}&gezien=${soort}${smsNote(asked.delivery)}`;
    redirect(`${here(filing, plaats)}?${told}`);
  },
  "handed",
);

/**
 * "Ondertekenen": with the code that the client got. The device is still in the client's hands: the session of the
 * colleague ends with it, and whoever goes on signs in again.
 */
export const signAtOffice = staffAction(
  "filing.manage",
  seatInput.extend({ challenge: z.uuid() }).and(codeInput),
  async (request, { filing, plaats, challenge, code }) => {
    const opened = await atOffice(request.actor, request.session, filing, plaats);
    if (!opened) return { ok: false, reason: "not-now" };
    const expected = { decision: "approve", filing } as const;
    const decided = await decideWithCode(asClient(request, opened), { challenge, code, expected });
    if (!decided.ok) return decided.answer;
    await endSession(request.session, request.session.id);
    (await cookies()).delete({ name: sessionCookie, path: "/", secure: true });
    await thankForHand(`/admin/stukken/${filing}?gedaan=ondertekend`);
    redirect(deviceBack);
  },
  "handed",
);

/** "Nieuw token versturen", to the client's telephone. */
export const sendAnotherAtOffice = staffAction(
  "filing.manage",
  seatInput.extend({ challenge: z.uuid() }),
  async (request, { filing, plaats, challenge }): Promise<FormAnswer> => {
    const opened = await atOffice(request.actor, request.session, filing, plaats);
    const running = await opened?.scope((ctx) => decisionChallenge(ctx, opened.deciding, challenge));
    if (!opened || !running) return { ok: false, reason: "expired" };
    const asked = await askDecisionCode(asClient(request, opened), running.draft, challenge);
    if (!asked.ok) return asked.answer;
    if (asked.challengeId !== challenge) return { ok: false, reason: "expired" };
    return asked.delivery ? resentAnswer(asked.delivery) : { ok: false, reason: "wait" };
  },
  "handed",
);

type Opened = NonNullable<Awaited<ReturnType<typeof atOffice>>>;

function asClient(
  { firm, facts }: Pick<DecisionRequest, "firm" | "facts">,
  { client, deciding, scope }: Opened,
): DecisionRequest {
  return { firm, facts, actor: client, session: deciding, scope };
}
