import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { decisionWords } from "@/app/(client)/decision-words";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { CountedText } from "@/components/ui/counted-text";
import { KeptDraft } from "@/components/ui/kept-draft";
import { Submit } from "@/components/ui/submit";
import { rejectionCategories } from "@/lib/approvals/rejection";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import { askForRejectionCode } from "../actions";
import { filingOf, versionIn } from "../filing-of";
import { draftOf } from "./draft-of";
import { RejectDialog } from "./reject-dialog";

type Props = {
  params: Promise<{ organisation: string; id: string }>;
  searchParams: Promise<{ afkeuren?: string; sms?: string; versie?: string | string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { organisation, id } = await params;
  const found = await filingOf(organisation, id);
  if (found?.filing.signing) return { title: (await getTranslations("signing"))("refuseTitle") };
  return { title: (await getTranslations("approvals"))("rejectTitle") };
}

/** "Afkeuren" (F51): what is wrong, in one word of ours and in the client's own, and then the code. */
export default async function RejectPage({ params, searchParams }: Props) {
  const { organisation: slug, id } = await params;
  const { page, filing } = (await filingOf(slug, id)) ?? notFound();
  const here = `/o/${slug}/accordering/${id}`;
  if (filing.mine === null) redirect(here);
  const { afkeuren, sms, versie } = await searchParams;
  const t = await getTranslations("approvals");
  const signing = filing.signing ? await getTranslations("signing") : null;
  const name = page.organisation.contact?.name.split(" ")[0] ?? page.firm.name;
  const language = (await getLocale()) as Language;
  const words = await decisionWords("rejected", "category", "rejection-reason", "reason-too-long");
  return (
    <div className="max-w-[44rem]">
      <p className="mb-4 text-sm">
        <a className="link inline-flex min-h-7 items-center gap-1.5" href={here}>
          <ArrowLeft aria-hidden className="size-5" />
          {filingTitle(filing, language)}
        </a>
      </p>
      <h1 tabIndex={-1}>{signing ? signing("refuseTitle") : t("rejectTitle")}</h1>
      <p className="mt-2 text-ink-2 text-lg">
        {signing ? signing("refuseText", { name }) : t("rejectText", { name })}
      </p>
      <ActionForm action={askForRejectionCode} words={words} className="mt-7 space-y-6">
        <input type="hidden" name="organisatie" value={slug} />
        <input type="hidden" name="filing" value={id} />
        {/* The one that was looked at, which need not be the one of now. */}
        <input type="hidden" name="versie" value={versionIn(versie) ?? filing.version} />
        <KeptDraft place={draftOf(page.session, filing)} names={["soort", "reden"]} />
        <ChoiceCards
          name="soort"
          label={t("whatIsWrong")}
          options={rejectionCategories.map((value) => ({ value, label: t(`categories.${value}`) }))}
        />
        <CountedText
          name="reden"
          label={t("reason")}
          hint={t("reasonHint")}
          rows={5}
          most={1000}
          left={t.raw("charactersLeft")}
          locale={language === "nl" ? "nl-NL" : "en-GB"}
        />
        <div className="flex flex-wrap gap-3">
          <Submit variant="reject" wide="phone" busy={t("requesting")} data-opens-dialog>
            {signing ? signing("refuseAndAsk") : t("askAndReject")}
          </Submit>
          <ButtonLink variant="secondary" wide="phone" href={here}>
            {t("cancelReject")}
          </ButtonLink>
        </div>
      </ActionForm>
      {afkeuren && <RejectDialog page={page} filing={filing} challengeId={afkeuren} sms={sms} />}
    </div>
  );
}
