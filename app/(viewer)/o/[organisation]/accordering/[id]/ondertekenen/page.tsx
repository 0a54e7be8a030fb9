import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { challengeOf } from "@/app/(client)/challenge-of";
import { filingOf } from "@/app/(client)/o/[organisation]/accordering/[id]/filing-of";
import {
  isSigned,
  ownSignature,
  seatsView,
} from "@/app/(client)/o/[organisation]/accordering/[id]/seats-view";
import {
  furthestBehind,
  signedBeside,
  signedWithIt,
} from "@/app/(client)/o/[organisation]/accordering/[id]/signed-together";
import { chooseLanguage, staySignedIn } from "@/app/actions";
import { listOf } from "@/components/approvals/task-row";
import { LanguageSwitch } from "@/components/layout/language-switch";
import { SessionEnd } from "@/components/layout/session-end";
import { handPlace } from "@/components/signing/hand-place";
import { Signer } from "@/components/signing/signer";
import { DraftSent } from "@/components/ui/kept-draft";
import { asksForCode } from "@/lib/approvals/code";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import { CodeQuestion } from "./code-question";
import { fieldsOf } from "./fields-of";
import { handQuestion } from "./hand-question";
import { People } from "./people";
import { outcomeWords, signerWords } from "./signer-words";
import { stepsOf } from "./steps-of";

type Props = {
  params: Promise<{ organisation: string; id: string }>;
  searchParams: Promise<{ code?: string; sms?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { organisation, id } = await params;
  const found = await filingOf(organisation, id);
  const t = await getTranslations("signing");
  return found
    ? { title: t("title", { title: filingTitle(found.filing, (await getLocale()) as Language) }) }
    : {};
}

/** "Naar ondertekenen" (F56): the signer, with the document over the whole screen. */
export default async function SignerPage({ params, searchParams }: Props) {
  const { organisation: slug, id } = await params;
  const { page, filing } = (await filingOf(slug, id)) ?? notFound();
  const { code, sms } = await searchParams;
  const detail = `/o/${slug}/accordering/${id}`;
  const here = `${detail}/ondertekenen`;
  if (!isSigned(filing)) redirect(detail);
  const t = await getTranslations("signing");
  const approvals = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const { session, firm } = page;
  const title = filingTitle(filing, language);
  const view = await seatsView(page, filing, language);
  const own = ownSignature(filing, session.accountId);
  const signs = filing.myTurn && !view.wrong;
  const waits = filing.signing.seats.some(
    ({ accountId, turn }) => accountId === session.accountId && turn === "held",
  );
  // What came in between is told on its own page.
  if (!signs && own === null && !waits) redirect(detail);
  // What is signed in one go is read side by side, before it and after.
  const beside = signs ? signedWithIt : own === null ? null : signedBeside;
  const all = [filing, ...((await beside?.(page, filing)) ?? [])];
  const state = own && furthestBehind(all, session.accountId);
  const challenge = signs && code ? await challengeOf(page, code) : null;
  const draft = challenge?.draft;
  const isFor =
    draft?.decision === "approve" &&
    draft.hand !== undefined &&
    draft.filings[0] === id &&
    all.every((one) => draft.versions[one.id] === one.version);
  const asks = await page.read((ctx) =>
    asksForCode(ctx, { decision: "approve", filings: [], versions: {}, hand: { sealed: "", hash: "" } }),
  );
  const titles = listOf(
    all.map((one) => filingTitle(one, language)),
    language,
  );
  const place = handPlace(session.accountId, id, filing.version);
  const documents = all.map((one) => ({
    id: one.id,
    title: filingTitle(one, language),
    // Another revision is another file: the address says so, or the one of before would stay on the screen.
    url: `/o/${slug}/accordering/${one.id}/pdf?stand=${one.signing.revisions[0]?.revision ?? 0}`,
    keep: `/o/${slug}/accordering/${one.id}/pdf?bewaren`,
    pages: one.attachment.pages,
    label: t(signs ? "togetherLabel" : "togetherSigned"),
  }));
  const views = await Promise.all(
    all.map(async (one) => ({
      id: one.id,
      title: filingTitle(one, language),
      view: one === filing ? view : await seatsView(page, one, language),
    })),
  );
  const fields = Object.fromEntries(views.map((one) => [one.id, fieldsOf(one.view, signs, t)]));
  return (
    <main id="inhoud">
      {state !== null && <DraftSent place={place} />}
      <Signer
        title={title}
        lead={t("lead", {
          organisation: page.organisation.name,
          pages: approvals("pages", { count: filing.attachment.pages ?? 0 }),
        })}
        back={detail}
        here={here}
        documents={documents}
        fields={fields}
        place={place}
        name={session.name}
        hand={signs ? await handQuestion(page, all, { asks, here }) : null}
        steps={signs || state !== null ? stepsOf(view, asks ? "sms" : null, filing.attachment.pages, t) : []}
        code={
          challenge && isFor ? (
            <CodeQuestion challenge={challenge} slug={slug} filing={filing} sms={sms} here={here} />
          ) : null
        }
        codeLead={t("youSign", { titles })}
        gone={code && signs && !isFor ? t("codeGone") : null}
        signed={
          state && {
            state,
            next: `${detail}/verwerkt`,
            words: await outcomeWords(firm.name, (fields[id] ?? []).length > 0, all.length),
          }
        }
        switcher={<LanguageSwitch choose={chooseLanguage} />}
        people={<People page={page} filing={filing} view={view} others={views.slice(1)} signs={signs} />}
        words={await signerWords(filing.attachment.name)}
      />
      <SessionEnd session={session} stay={staySignedIn} />
    </main>
  );
}
