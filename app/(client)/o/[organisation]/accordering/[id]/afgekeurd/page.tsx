import { Download, MessageSquareX } from "lucide-react";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { FilingSpoor } from "@/components/approvals/filing-spoor";
import { ResultHead } from "@/components/approvals/result-head";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DraftSent } from "@/components/ui/kept-draft";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import { draftOf } from "../afkeuren/draft-of";
import { filingOf } from "../filing-of";
import { NextTask } from "../verwerkt/next-task";
import { Proof } from "../verwerkt/proof";

type Props = { params: Promise<{ organisation: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("approvals"))("rejectedTitle") };
}

/** What was written down when it was rejected, and what happens next (F51). */
export default async function RejectedPage({ params }: Props) {
  const { organisation: slug, id } = await params;
  const { page, filing } = (await filingOf(slug, id)) ?? notFound();
  const rejection = filing.decisions.find(({ decision }) => decision === "rejected");
  if (!rejection) redirect(`/o/${slug}/accordering/${id}`);
  const t = await getTranslations("approvals");
  const signing = filing.signing ? await getTranslations("signing") : null;
  const language = (await getLocale()) as Language;
  const firm = page.firm.name;
  const { contact } = page.organisation;
  const said = { title: filingTitle(filing, language), name: contact?.name.split(" ")[0] ?? firm };
  return (
    <div className="mx-auto max-w-[46rem]">
      <DraftSent place={draftOf(page.session, filing)} />
      <Card className="overflow-hidden">
        <ResultHead
          kind="danger"
          icon={<MessageSquareX />}
          title={signing ? signing("refusedTitle") : t("rejectedTitle")}
        >
          {signing ? signing("refusedText", said) : t("rejectedText", said)}
        </ResultHead>
        <div className="space-y-6 p-card">
          <Proof filing={filing} decisions={[rejection]} firm={firm} language={language} />
          <section aria-labelledby="next">
            <h2 id="next" className="mb-4">
              {t("next")}
            </h2>
            <FilingSpoor filing={filing} firm={firm} language={language} />
          </section>
          <div className="flex flex-wrap gap-3">
            <NextTask next={filing.next} slug={slug} language={language} />
            <ButtonLink variant="secondary" wide="phone" href={`/o/${slug}/accordering/${id}/bewijs`}>
              <Download aria-hidden />
              {t("saveProof")}
            </ButtonLink>
          </div>
        </div>
      </Card>
      <p className="mt-4 text-center text-sm">
        <a className="link" href={`/o/${slug}/accordering`}>
          {t("backToApprovals")}
        </a>
      </p>
    </div>
  );
}
