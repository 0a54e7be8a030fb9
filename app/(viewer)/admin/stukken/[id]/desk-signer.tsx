import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { handQuestionOf } from "@/app/(viewer)/hand-question-of";
import { fieldsOf } from "@/app/(viewer)/o/[organisation]/accordering/[id]/ondertekenen/fields-of";
import { signerWords } from "@/app/(viewer)/o/[organisation]/accordering/[id]/ondertekenen/signer-words";
import { stepsOf } from "@/app/(viewer)/o/[organisation]/accordering/[id]/ondertekenen/steps-of";
import { chooseLanguage } from "@/app/actions";
import { alreadyOf } from "@/app/already-of";
import type { Act } from "@/components/approvals/forms";
import { listOf } from "@/components/approvals/task-row";
import { LanguageSwitch } from "@/components/layout/language-switch";
import { Already } from "@/components/signing/already";
import { handPlace } from "@/components/signing/hand-place";
import type { CodeBy, SeatsView } from "@/components/signing/seat-words";
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
  /** Where one goes who does not sign now, when it is not the document. */
  back?: { href: string; word: string };
  /** How the code comes that follows; null where none does. */
  codeBy: CodeBy | null;
  ask: Act;
  hidden?: [name: string, value: string][];
  code: ReactNode;
  gone: string | null;
  /** Below who signs. */
  beside: ReactNode;
};

/** The signer as it is used at the firm: an accountant's own, and that of a client on the firm's device. */
export async function DeskSigner(props: Props) {
  const { all, who, firm, actsFor, here, back, codeBy, ask, hidden = [], code, gone, beside } = props;
  const t = await getTranslations("signing");
  const approvals = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const [first] = all;
  if (!first) return null;
  const { filing } = first;
  const detail = `/admin/stukken/${filing.id}`;
  const fileOf = ({ filing: one, file }: DeskFiling) => `/admin/stukken/${one.id}/bestand/${file}`;
  const views = await Promise.all(
    all.map(async ({ filing: one, seats, signatures }) => {
      const already = await alreadyOf({ seats, signatures }, language);
      const view: SeatsView = { seats, signatures, already, me: who.accountId, firm, language };
      return { id: one.id, title: filingTitle(one, language), view };
    }),
  );
  const [own] = views;
  if (!own) return null;
  const fields = Object.fromEntries(views.map(({ id, view }) => [id, fieldsOf(view, true, t)]));
  const words = await signerWords(filing.attachment.name);
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
      back={back?.href ?? detail}
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
      hand={
        await handQuestionOf({
          all: all.map(({ filing: { id, version, stream }, seats }) => ({ id, version, stream, seats })),
          ...{ who, actsFor, codeBy, here, ask, hidden, questions: null },
          reasons: ["hand", "consent", "signatures-wrong"],
        })
      }
      steps={stepsOf(own.view, codeBy, filing.attachment.pages, t)}
      code={code}
      codeLead={t("youSign", { titles })}
      gone={gone}
      signed={null}
      switcher={<LanguageSwitch choose={chooseLanguage} />}
      people={
        <>
          <h2 className="mb-3 text-lg">{t("signers")}</h2>
          <Signers view={own.view} />
          {views.slice(1).map(({ id, title, view }) => (
            <Already key={id} there={view.already} title={title} />
          ))}
          {all.length > 1 && <p className="mt-4 text-sm wrap-anywhere">{t("together", { titles })}</p>}
          {beside}
        </>
      }
      words={{ ...words, ...(back ? { back: back.word } : {}) }}
    />
  );
}
