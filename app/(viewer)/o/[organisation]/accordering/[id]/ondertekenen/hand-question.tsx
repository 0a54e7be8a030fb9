import { getLocale, getTranslations } from "next-intl/server";
import { decisionWords } from "@/app/(client)/decision-words";
import { Adoption } from "@/app/(client)/o/[organisation]/accordering/[id]/adoption";
import type { SigningFiling } from "@/app/(client)/o/[organisation]/accordering/[id]/seats-view";
import { listOf } from "@/components/approvals/task-row";
import type { HandQuestion } from "@/components/signing/hand-sheet";
import type { ClientPage } from "@/lib/access/page";
import { adoptionIn } from "@/lib/approvals/adoption";
import { streams } from "@/lib/approvals/streams";
import type { Language } from "@/lib/shared/dates";
import { askSigningCode } from "./actions";

/** What is asked of whoever signs: in which capacity, the hand, and the sentence that names all that was read. */
export async function handQuestion(
  { organisation, session, firm }: ClientPage,
  all: readonly SigningFiling[],
  { asks, here }: { asks: boolean; here: string },
): Promise<HandQuestion> {
  const t = await getTranslations("signing");
  const approvals = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const [filing] = all;
  const mine = all.map(({ signing }) =>
    signing.seats.filter(({ accountId, turn }) => accountId === session.accountId && turn === "asked"),
  );
  const capacities = mine.flat().map(({ capacity, onBehalfOf, deputyFor }) => {
    const role = approvals(
      approvals.has(`capacities.${capacity}`) ? `capacities.${capacity}` : "capacities.other",
    );
    const said = { name: session.name, capacity: role, organisation: organisation.name };
    if (deputyFor) return t("asDeputy", { ...said, deputyFor });
    return onBehalfOf ? t("asFor", { ...said, onBehalfOf }) : t("as", said);
  });
  const most = Math.max(...mine.map(({ length }) => length));
  const asked = all.find(({ stream }) => streams[stream].asks.length > 0);
  const named = [...new Set(all.map(({ stream }) => stream))].map((stream) =>
    t(t.has(`consentDocuments.${stream}`) ? `consentDocuments.${stream}` : "consentDocuments.other"),
  );
  return {
    capacities: [...new Set(capacities)],
    said: [
      ...(most === 2 ? [t("twoFields")] : most > 2 ? [t("bothFields", { count: most })] : []),
      ...(all.length > 1 ? [t("allDocuments", { count: all.length })] : []),
    ],
    consent: t("consent", { documents: listOf(named, language) }),
    questions: asked ? (
      <Adoption file={adoptionIn(asked.figures)} firm={firm.name} adoptedOn={null} given={undefined} />
    ) : null,
    hidden: [
      ["organisatie", organisation.slug],
      ["filing", filing?.id ?? ""],
      ...all.map(({ id, version }): [string, string] => ["stuk", `${id}:${version}`]),
    ],
    ask: askSigningCode,
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
      next: t(asks ? "nextCode" : "next"),
      busy: t(asks ? "asking" : "signing"),
      signIn: t("signIn"),
      form: await decisionWords(
        "signed",
        ...(asked
          ? ["adoption", "adoption-date", "adoption-in-future", "adoption-before-end", "copy-address"]
          : []),
      ),
    },
  };
}
