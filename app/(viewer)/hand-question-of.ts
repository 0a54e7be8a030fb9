import { getLocale, getTranslations } from "next-intl/server";
import { decisionWords } from "@/app/(client)/decision-words";
import { listOf } from "@/components/approvals/task-row";
import type { HandQuestion } from "@/components/signing/hand-sheet";
import type { CodeBy } from "@/components/signing/seat-words";
import type { Stream } from "@/lib/approvals/shapes";
import type { SigningSeat } from "@/lib/approvals/signing/shapes";
import type { Language } from "@/lib/shared/dates";

type Asked = {
  /** All that is signed in one go; the first is the one of the page. */
  all: readonly { id: string; version: number; stream: Stream; seats: readonly SigningSeat[] }[];
  who: { accountId: string; name: string };
  /** For whom each capacity is: the firm of an accountant, the organisation of a client. */
  actsFor: string;
  /** How the code comes that follows; null where none does. */
  codeBy: CodeBy | null;
  here: string;
  /** What may be wrong with it, beside what may be with every signature. */
  reasons: readonly string[];
} & Pick<HandQuestion, "ask" | "questions" | "hidden">;

/** What is asked of whoever signs: in which capacity, the hand, and the sentence that names all that was read. */
export async function handQuestionOf(asked: Asked): Promise<HandQuestion> {
  const { all, codeBy, here, reasons, ask, questions, hidden } = asked;
  const t = await getTranslations("signing");
  const language = (await getLocale()) as Language;
  const named = [...new Set(all.map(({ stream }) => stream))].map((stream) =>
    t(t.has(`consentDocuments.${stream}`) ? `consentDocuments.${stream}` : "consentDocuments.other"),
  );
  return {
    capacities: await capacitiesOf(asked),
    said: await saidOf(asked),
    consent: t("consent", { documents: listOf(named, language) }),
    questions,
    hidden: [
      ["filing", all[0]?.id ?? ""],
      ...all.map(({ id, version }): [string, string] => ["stuk", `${id}:${version}`]),
      ...hidden,
    ],
    ask,
    signIn: `/inloggen?reden=sessie&terug=${encodeURIComponent(here)}`,
    words: {
      title: t("hand"),
      close: t("close"),
      cancel: t("cancel"),
      ways: t("ways"),
      draw: t("draw"),
      type: t("type"),
      padEmpty: t("padEmpty"),
      padDrawn: t("padDrawn"),
      padHint: t("padHint"),
      clear: t("clear"),
      cleared: t("cleared"),
      undo: t("undo"),
      undone: t("undone"),
      cannotDraw: t("cannotDraw"),
      typeName: t("typeName"),
      preview: t("preview"),
      next: t(codeBy ? `nextBy.${codeBy}` : "next"),
      busy: t(codeBy ? `askingBy.${codeBy}` : "signing"),
      signIn: t("signIn"),
      form: await decisionWords("signed", ...reasons),
    },
  };
}

/** Each once, however many documents it is for. */
async function capacitiesOf({ all, who, actsFor }: Asked): Promise<string[]> {
  const t = await getTranslations("signing");
  const approvals = await getTranslations("approvals");
  const lines = all.flatMap(mineOf(who.accountId)).map(({ capacity, onBehalfOf, deputyFor }) => {
    const role = approvals(
      approvals.has(`capacities.${capacity}`) ? `capacities.${capacity}` : "capacities.other",
    );
    const said = { name: who.name, capacity: role, organisation: actsFor };
    if (deputyFor) return t("asDeputy", { ...said, deputyFor });
    return onBehalfOf ? t("asFor", { ...said, onBehalfOf }) : t("as", said);
  });
  return [...new Set(lines)];
}

/** For how many fields and documents the one signature is. */
async function saidOf({ all, who }: Asked): Promise<string[]> {
  const t = await getTranslations("signing");
  const most = Math.max(...all.map((one) => mineOf(who.accountId)(one).length));
  return [
    ...(most === 2 ? [t("twoFields")] : most > 2 ? [t("bothFields", { count: most })] : []),
    ...(all.length > 1 ? [t("allDocuments", { count: all.length })] : []),
  ];
}

function mineOf(me: string) {
  return ({ seats }: { seats: readonly SigningSeat[] }) =>
    seats.filter(({ accountId, turn }) => accountId === me && turn === "asked");
}
