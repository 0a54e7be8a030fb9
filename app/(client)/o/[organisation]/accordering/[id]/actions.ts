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
import { type Answers, answersInput } from "@/lib/approvals/answers";
import { sendLater } from "@/lib/approvals/later";
import { rejectionCategories } from "@/lib/approvals/rejection";
import { codeInput } from "@/lib/identity/input";
import { reasonOf } from "@/lib/shared/typed";

/** Which document, and which version of it the page showed: nothing is decided about another. */
const place = { organisatie: z.string(), filing: z.uuid(), versie: z.coerce.number().int().min(1).max(9999) };
const pathOf = (input: { organisatie: string; filing: string }) =>
  `/o/${input.organisatie}/accordering/${input.filing}`;
const versionsIn = (input: { filing: string; versie: number }) => ({ [input.filing]: input.versie });

/** Where the dialog asked something, all that was left open is said at once, with the code if that is missing too. */
const asked = z
  .object({
    vragen: z.literal("ja").optional(),
    vastgesteld: z.string().optional(),
    afschriftNaar: z.string().default(""),
  })
  .transform(({ vragen, vastgesteld, afschriftNaar }, issues) => {
    const missing = (path: string, message: string) =>
      issues.addIssue({ code: "custom", path: [path], message });
    if (vragen && !vastgesteld) missing("vastgesteld", "adoption");
    if (vragen && afschriftNaar.trim() === "") missing("afschriftNaar", "copy-address");
    return {};
  });
const answered = answersInput.transform((answers) => ({ answers }));

/**
 * The answer to "Wanneer verzenden?" (F47). At once: a text message that names what it authorises (B2), and then the
 * question for its code. Later: no text message at all, and no code before the whole batch is sent.
 */
export const askForApprovalCode = clientAction(
  "filing.approve",
  z
    .object({ ...place, wanneer: z.enum(["direct", "later"]) })
    .and(asked)
    .and(answered),
  async (request, input) => {
    const { answers, filing } = input;
    if (input.wanneer === "later") return keepForLater(request, input);
    const versions = versionsIn(input);
    const draft = { decision: "approve", filings: [filing], versions, answers } as const;
    const code = await askDecisionCode(request, { ...draft, filings: [filing] });
    if (!code.ok) return withQuestions(code.answer, answers);
    redirect(`${pathOf(input)}?goedkeuren=${code.challengeId}${smsNote(code.delivery)}`);
  },
);

/** Sent at once with the code; who thinks better of it can still keep it for later without one. */
const when = z.discriminatedUnion("wanneer", [
  codeInput.extend({ wanneer: z.literal("direct") }),
  z.object({ wanneer: z.literal("later") }),
]);

/** "Goedkeuren en verzenden": the code authorises exactly the version it was sent for (F49, F50). Or later. */
export const approve = clientAction(
  "filing.approve",
  z
    .object({ ...place, challenge: z.uuid() })
    .and(asked)
    .and(when)
    .and(answered),
  async (request, input) => {
    const { answers } = input;
    if (input.wanneer === "later") return keepForLater(request, input);
    const { challenge, code, filing } = input;
    const expected = { decision: "approve", filing } as const;
    const decided = await decideWithCode(request, { challenge, code, answers, expected });
    if (!decided.ok) return withQuestions(decided.answer, answers);
    // The number of open tasks stands in the frame of the page, too.
    revalidatePath(`/o/${input.organisatie}`, "layout");
    redirect(`${pathOf(input)}/verwerkt`);
  },
);

async function keepForLater(
  { scope }: Pick<DecisionRequest, "scope">,
  input: { organisatie: string; filing: string; versie: number; answers: Answers },
): Promise<FormAnswer> {
  const { filing, versie, answers } = input;
  const later = await scope((ctx) => sendLater(ctx, filing, versie, answers));
  if (!later.ok) return withQuestions(later, answers);
  revalidatePath(`/o/${input.organisatie}`, "layout");
  redirect(`/o/${input.organisatie}/accordering?later=${filing}`);
}

/** Where a question was not answered, the fault is said at its field. */
function withQuestions(answer: FormAnswer, answers: Answers): FormAnswer {
  if (!answer || answer.ok) return answer;
  if (answer.reason === "adoption-before-end") return { ...answer, fields: { vastgesteldOp: answer.reason } };
  // The day may be right and the file wrong: it is said at the question, with what to do.
  if (answer.reason === "adoption-differs" || answer.reason === "adoption-disagrees")
    return { ...answer, fields: { vastgesteld: answer.reason } };
  if (answer.reason !== "answers-missing") return answer;
  const fields: Record<string, string> = {};
  if (!answers.adopted) fields.vastgesteld = "adoption";
  if (!answers.copyAddress) fields.afschriftNaar = "copy-address";
  return { ...answer, fields };
}

/** "Code ontvangen en afkeuren": the code is for this reason as well, and for no other (F51). */
export const askForRejectionCode = clientAction(
  "filing.approve",
  z.object({
    ...place,
    soort: z.enum(rejectionCategories, "category"),
    reden: reasonOf("rejection-reason"),
  }),
  async (request, input) => {
    const { filing, soort, reden } = input;
    const versions = versionsIn(input);
    const draft = {
      decision: "reject",
      filings: [filing],
      versions,
      category: soort,
      reason: reden,
    } as const;
    const asked = await askDecisionCode(request, { ...draft, filings: [filing] });
    if (!asked.ok) return asked.answer;
    redirect(`${pathOf(input)}/afkeuren?afkeuren=${asked.challengeId}${smsNote(asked.delivery)}`);
  },
);

/** "Afkeuren": nothing is filed, and the firm reads why. */
export const reject = clientAction(
  "filing.approve",
  z.object({ organisatie: z.string(), filing: z.uuid(), challenge: z.uuid() }).and(codeInput),
  async (request, input) => {
    const { challenge, code, filing } = input;
    const expected = { decision: "reject", filing } as const;
    const decided = await decideWithCode(request, { challenge, code, expected });
    if (!decided.ok) return decided.answer;
    revalidatePath(`/o/${input.organisatie}`, "layout");
    redirect(`${pathOf(input)}/afgekeurd`);
  },
);
