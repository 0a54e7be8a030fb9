import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { FilingSpoor } from "@/components/approvals/filing-spoor";
import { Card, CardBody } from "@/components/ui/card";
import { Status } from "@/components/ui/status";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import { contactOf } from "../../contact-of";
import { ApproveDialog } from "./approve-dialog";
import { Attachment } from "./attachment";
import { Figures } from "./figures";
import { filingOf } from "./filing-of";
import { Outcome } from "./outcome";

type Props = {
  params: Promise<{ organisation: string; id: string }>;
  searchParams: Promise<{ goedkeuren?: string; sms?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { organisation, id } = await params;
  const found = await filingOf(organisation, id);
  return found ? { title: filingTitle(found.filing, (await getLocale()) as Language) } : {};
}

/** A VAT return: the amount, the PDF beside it, how it came about, and where it is (F45, F49, F52). */
export default async function FilingPage({ params, searchParams }: Props) {
  const { organisation: slug, id } = await params;
  const { page, filing } = (await filingOf(slug, id)) ?? notFound();
  const { goedkeuren, sms } = await searchParams;
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const contact = await contactOf(slug);
  const shown = { filing, slug, language };
  return (
    <>
      <p className="mb-4 text-sm">
        <a className="link inline-flex min-h-7 items-center gap-1.5" href={`/o/${slug}/accordering`}>
          <ArrowLeft aria-hidden className="size-5" />
          {t("back")}
        </a>
      </p>
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
        <h1 tabIndex={-1}>{filingTitle(filing, language)}</h1>
        <Status kind={filing.myTurn ? "you" : "done"}>{t(filing.myTurn ? "you" : "completed")}</Status>
      </div>
      <div className="grid items-start gap-6 max-md:flex max-md:flex-col max-md:items-stretch md:grid-cols-[minmax(0,1fr)_25rem] md:gap-8">
        <Attachment {...shown} />
        <div className="flex flex-col gap-5 max-md:contents">
          <Outcome {...shown} contact={contact?.name ?? null} contactId={contact?.id ?? null} />
          <Figures {...shown} />
          <Card className="max-md:order-4" aria-labelledby="spoor">
            <CardBody>
              <h2 id="spoor" className="mb-4 text-lg">
                {t("spoorTitle")}
              </h2>
              <FilingSpoor filing={filing} firm={page.firm.name} language={language} />
            </CardBody>
          </Card>
        </div>
      </div>
      {goedkeuren && filing.myTurn && (
        <ApproveDialog page={page} filing={filing} challengeId={goedkeuren} sms={sms} />
      )}
    </>
  );
}
