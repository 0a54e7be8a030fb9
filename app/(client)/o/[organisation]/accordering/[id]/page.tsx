import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { FilingSpoor } from "@/components/approvals/filing-spoor";
import { FilingStatus } from "@/components/approvals/filing-status";
import { Card, CardBody } from "@/components/ui/card";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import { ApproveDialog } from "./approve-dialog";
import { Attachment } from "./attachment";
import { Changes } from "./changes";
import { Decisions } from "./decisions";
import { Details } from "./details";
import { Figures } from "./figures";
import { filingOf, withdrawnOf } from "./filing-of";
import { Outcome } from "./outcome";
import { Recorded } from "./recorded";
import { Said } from "./said";
import { isSigned, seatsView } from "./seats-view";
import { SigningSaid } from "./signing-said";
import { SigningSeats } from "./signing-seats";
import { Told } from "./told";
import { Versions } from "./versions";
import { Withdrawn } from "./withdrawn";

type Props = {
  params: Promise<{ organisation: string; id: string }>;
  searchParams: Promise<{ goedkeuren?: string | string[]; sms?: string; versie?: string }>;
};

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { organisation, id } = await params;
  const { versie } = await searchParams;
  const found = (await filingOf(organisation, id, versie)) ?? (await withdrawnOf(organisation, id));
  return found ? { title: filingTitle(found.filing, (await getLocale()) as Language) } : {};
}

/** A document of any stream: what it comes to, what to read beside it, how it came about, and where it is (F45, B9). */
export default async function FilingPage({ params, searchParams }: Props) {
  const { organisation: slug, id } = await params;
  const { goedkeuren, sms, versie } = await searchParams;
  const found = await filingOf(slug, id, versie);
  if (!found) return <Withdrawn slug={slug} id={id} />;
  const { page, filing } = found;
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const { contact } = page.organisation;
  const firm = page.firm.name;
  const shown = { filing, slug, language, firm };
  const signed = isSigned(filing) ? { filing, view: await seatsView(page, filing, language) } : null;
  const signs = signed !== null && filing.myTurn && !signed.view.wrong;
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
        <FilingStatus filing={filing} firm={firm} />
      </div>
      {signed && <SigningSaid {...signed} />}
      <Said {...shown} current={versie === undefined} />
      <div className="grid items-start gap-6 max-md:flex max-md:flex-col max-md:items-stretch md:grid-cols-[minmax(0,1fr)_25rem] md:gap-8">
        <Attachment {...shown} version={versie === undefined ? undefined : filing.version} signs={signs} />
        <div className="flex flex-col gap-5 max-md:contents">
          <Outcome {...shown} contact={contact?.name ?? null} contactId={contact?.id ?? null} signs={signs} />
          <Changes {...shown} />
          <Details {...shown} />
          <Figures {...shown} />
          <Card className="max-md:order-4" aria-labelledby="spoor">
            <CardBody>
              <h2 id="spoor" className="mb-4 text-lg">
                {t("spoorTitle")}
              </h2>
              <FilingSpoor filing={filing} firm={firm} language={language} />
              <Told {...shown} />
            </CardBody>
          </Card>
          {signed ? <SigningSeats {...signed} slug={slug} /> : <Decisions {...shown} />}
          <Recorded {...shown} />
          <Versions {...shown} />
        </div>
      </div>
      {typeof goedkeuren === "string" && filing.myTurn && !signed && (
        <ApproveDialog page={page} filing={filing} asked={goedkeuren} sms={sms} />
      )}
    </>
  );
}
