import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { FigureList } from "@/app/admin/stukken/figure-list";
import { staffMay } from "@/lib/access/abilities";
import { filingTitle } from "@/lib/approvals/title";
import { now } from "@/lib/ports/clock";
import { type Language, today } from "@/lib/shared/dates";
import { actionsFor } from "@/lib/staff/actions";
import { DecisionList } from "./decision-list";
import { Deliveries } from "./deliveries";
import { documentOf } from "./document-of";
import { Doing } from "./doing";
import { Done } from "./done";
import { Facts } from "./facts";
import { FileList } from "./file-list";
import { Messages } from "./messages";
import { Openings } from "./openings";
import { People } from "./people";
import { Section } from "./section";
import { SigningSection } from "./signing";
import { ToDo } from "./to-do";
import { Versions } from "./versions";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await documentOf((await params).id);
  if (!found) return {};
  const { filing } = found;
  return { title: `${filingTitle(filing, (await getLocale()) as Language)} · ${filing.organisation.name}` };
}

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Partial<Record<"doe" | "plaats" | "gedaan", string | string[]>>>;
};

/** Everything that the firm knows of one document, and what it can do with it. */
export default async function DocumentPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { doe, plaats, gedaan } = await searchParams;
  const found = await documentOf(id);
  const { firm, session, filing, deliveries, read } = found ?? notFound();
  const t = await getTranslations("staff");
  const language = (await getLocale()) as Language;
  const mayManage = staffMay(session, "filing.manage");
  const actions = mayManage ? actionsFor(filing, today(now())) : [];
  return (
    <>
      <p className="mb-1 text-sm">
        <a className="link" href="/admin/stukken">
          {t("documents")}
        </a>{" "}
        / {filing.organisation.name}
      </p>
      <h1 tabIndex={-1}>{filingTitle(filing, language)}</h1>
      <Done what={gedaan} filing={filing} language={language} />
      {/* On a phone what can be done comes before the figures. */}
      <div className="mt-4 grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)] lg:grid-rows-[auto_1fr]">
        <div className="grid grid-cols-1 gap-5">
          <Facts filing={filing} firm={firm.name} language={language} />
          <DecisionList filing={filing} language={language} />
        </div>
        <div className="grid grid-cols-1 gap-5 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <ToDo filing={filing} actions={actions} mayManage={mayManage} />
          <Deliveries
            filing={filing}
            deliveries={deliveries}
            recipient={t(filing.stream === "creditReport" ? "recipientBank" : "recipientKvk")}
            mayManage={mayManage}
            language={language}
          />
          <FileList filing={filing} language={language} />
          {filing.signing ? (
            <SigningSection
              filing={filing}
              me={session.accountId}
              maySign={staffMay(session, "filing.sign")}
              mayManage={mayManage}
              language={language}
              read={read}
            />
          ) : (
            <People filing={filing} mayManage={mayManage} language={language} />
          )}
          <Openings filing={filing} language={language} />
          <Messages filing={filing} language={language} />
        </div>
        <div className="grid grid-cols-1 gap-5">
          {(filing.figures.kind === "vat" || filing.figures.lines.length > 0) && (
            <Section id="figures" title={t("figures")}>
              <FigureList figures={filing.figures} language={language} />
            </Section>
          )}
          <Versions filing={filing} language={language} />
        </div>
      </div>
      <Doing
        what={doe}
        seat={plaats}
        filing={filing}
        actions={actions}
        mayManage={mayManage}
        firm={firm.name}
      />
    </>
  );
}
