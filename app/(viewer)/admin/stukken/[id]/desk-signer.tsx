import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { decisionWords } from "@/app/(client)/decision-words";
import { fieldsOf } from "@/app/(viewer)/o/[organisation]/accordering/[id]/ondertekenen/fields-of";
import { signerWords } from "@/app/(viewer)/o/[organisation]/accordering/[id]/ondertekenen/signer-words";
import { stepsOf } from "@/app/(viewer)/o/[organisation]/accordering/[id]/ondertekenen/steps-of";
import { chooseLanguage } from "@/app/actions";
import type { Act } from "@/components/approvals/forms";
import { listOf } from "@/components/approvals/task-row";
import { LanguageSwitch } from "@/components/layout/language-switch";
import { handPlace } from "@/components/signing/hand-place";
import type { HandQuestion } from "@/components/signing/hand-sheet";
import type { SeatsView } from "@/components/signing/seat-words";
import { Signer } from "@/components/signing/signer";
import { Signers } from "@/components/signing/signers";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import type { DeskFiling } from "./desk-filings";

type Props = {
  /** All that is signed in one go; the first is the one of the page. */
  all: readonly DeskFiling[];
  /** Whose signature it is. */
  who: { accountId: string; name: string };
  firm: string;
  /** For whom each capacity is: the firm of an accountant, the organisation of a client. */
  actsFor: string;
  here: string;
  /** Whether a code follows. */
  asks: boolean;
  ask: Act;
  hidden?: [name: string, value: string][];
  code: ReactNode;
  gone: string | null;
  /** Below who signs. */
  beside: ReactNode;
};

/** The signer as it is used at the firm: an accountant's own, and that of a client on the firm's device. */
export async function DeskSigner(props: Props) {
  const { all, who, firm, actsFor, here, asks, ask, hidden = [], code, gone, beside } = props;
  const t = await getTranslations("signing");
  const approvals = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const [first] = all;
  if (!first) return null;
  const { filing } = first;
  const detail = `/admin/stukken/${filing.id}`;
  const fileOf = ({ filing: one, file }: DeskFiling) => `/admin/stukken/${one.id}/bestand/${file}`;
  const viewOf = ({ seats, signatures }: DeskFiling): SeatsView => ({
    ...{ seats, signatures, me: who.accountId, firm, language },
  });
  const fields = Object.fromEntries(all.map((one) => [one.filing.id, fieldsOf(viewOf(one), true, t)]));
  const titles = listOf(
    all.map((one) => filingTitle(one.filing, language)),
    language,
  );
  return (
    <Signer
      title={filingTitle(filing, language)}
      lead={t("lead", {
        organisation: filing.organisation.name,
        pages: approvals("pages", { count: filing.attachment.pages ?? 0 }),
      })}
      back={detail}
      here={here}
      documents={all.map((one) => ({
        id: one.filing.id,
        title: filingTitle(one.filing, language),
        url: fileOf(one),
        keep: `${fileOf(one)}?bewaren`,
        pages: one.filing.attachment.pages,
        label: t("togetherLabel"),
      }))}
      fields={fields}
      place={handPlace(who.accountId, filing.id, filing.version)}
      name={who.name}
      hand={await question({ all, who, actsFor, ask, hidden, asks, here })}
      steps={stepsOf(viewOf(first), asks, filing.attachment.pages, t)}
      code={code}
      codeLead={t("youSign", { titles })}
      gone={gone}
      signed={null}
      switcher={<LanguageSwitch choose={chooseLanguage} />}
      people={
        <>
          <h2 className="mb-3 text-lg">{t("signers")}</h2>
          <Signers view={viewOf(first)} />
          {all.length > 1 && <p className="mt-4 text-sm wrap-anywhere">{t("together", { titles })}</p>}
          {beside}
        </>
      }
      words={await signerWords(filing.attachment.name)}
    />
  );
}

async function question({
  all,
  who,
  actsFor,
  ask,
  hidden,
  asks,
  here,
}: Pick<Props, "all" | "who" | "actsFor" | "ask" | "asks" | "here"> & {
  hidden: [name: string, value: string][];
}): Promise<HandQuestion> {
  const t = await getTranslations("signing");
  const approvals = await getTranslations("approvals");
  const staff = await getTranslations("staff");
  const language = (await getLocale()) as Language;
  const mine = all.map(({ seats }) =>
    seats.filter(({ accountId, turn }) => accountId === who.accountId && turn === "asked"),
  );
  const capacities = mine.flat().map(({ capacity, onBehalfOf, deputyFor }) => {
    const role = approvals(
      approvals.has(`capacities.${capacity}`) ? `capacities.${capacity}` : "capacities.other",
    );
    const said = { name: who.name, capacity: role, organisation: actsFor };
    if (deputyFor) return t("asDeputy", { ...said, deputyFor });
    return onBehalfOf ? t("asFor", { ...said, onBehalfOf }) : t("as", said);
  });
  const most = Math.max(...mine.map(({ length }) => length));
  const named = [...new Set(all.map(({ filing }) => filing.stream))].map((stream) =>
    t(t.has(`consentDocuments.${stream}`) ? `consentDocuments.${stream}` : "consentDocuments.other"),
  );
  return {
    capacities: [...new Set(capacities)],
    said: [
      ...(most === 2 ? [t("twoFields")] : most > 2 ? [t("bothFields", { count: most })] : []),
      ...(all.length > 1 ? [t("allDocuments", { count: all.length })] : []),
    ],
    consent: t("consent", { documents: listOf(named, language) }),
    questions: null,
    hidden: [
      ["filing", all[0]?.filing.id ?? ""],
      ...all.map(({ filing }): [string, string] => ["stuk", `${filing.id}:${filing.version}`]),
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
      next: asks ? staff("sign.nextCode") : t("next"),
      busy: t(asks ? "asking" : "signing"),
      signIn: t("signIn"),
      form: await decisionWords("signed", "hand", "consent", "signatures-wrong"),
    },
  };
}
