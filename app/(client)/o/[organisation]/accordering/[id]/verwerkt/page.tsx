import { Check, Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { afterwards } from "@/components/approvals/afterwards";
import { FilingSpoor } from "@/components/approvals/filing-spoor";
import { cameToNothing } from "@/components/approvals/following-key";
import { ResultHead } from "@/components/approvals/result-head";
import { listOf } from "@/components/approvals/task-row";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { undecided } from "@/lib/approvals/rules";
import { signedBy } from "@/lib/approvals/signing/missing";
import { streams } from "@/lib/approvals/streams";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import { filingOf } from "../filing-of";
import { isSigned } from "../seats-view";
import { furthestBehind, signedBeside } from "../signed-together";
import { NextTask } from "./next-task";
import { PayNote } from "./pay-note";
import { Proof } from "./proof";

type Props = { params: Promise<{ organisation: string; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { organisation, id } = await params;
  const found = await filingOf(organisation, id);
  if (found?.filing.signing) return { title: (await getTranslations("signing"))("processed") };
  return { title: (await getTranslations("approvals"))("processed") };
}

/** "Het document is succesvol verwerkt" (F50): what was recorded, what happens next, and what is left to do. */
export default async function ProcessedPage({ params }: Props) {
  const { organisation: slug, id } = await params;
  const { page, filing } = (await filingOf(slug, id)) ?? notFound();
  const approvals = filing.decisions.filter(({ decision }) => decision === "approved");
  // However it went on, its own page says so: of what was rejected since, this one would say that it is filed.
  if (approvals.length === 0 || cameToNothing(filing.state)) redirect(`/o/${slug}/accordering/${id}`);
  const t = await getTranslations("approvals");
  const signed = isSigned(filing) ? filing : null;
  const signing = await getTranslations("signing");
  // Once everybody has signed there is one of the whole signing, and it is the one to keep.
  const proof = filing.signing?.proof ? "ondertekenbewijs" : "bewijs";
  const language = (await getLocale()) as Language;
  const firm = page.firm.name;
  const all = signed ? [signed, ...(await signedBeside(page, signed))] : [filing];
  const by = signed && signedBy(signed.signing.seats);
  const title = listOf(
    all.map((one) => filingTitle(one, language)),
    language,
  );
  const left = filing.approvers.filter(({ turn }) => ["asked", "readyToSend", "held"].includes(turn));
  const names = left.map(({ name }) => name).filter((name) => name !== null);
  // What is offered as the next one is always among what is left.
  const tasks = page.organisation.openTasks + (filing.next?.waits ? 1 : 0);
  const others = undecided.includes(filing.state);
  // Later it is not on its way any more; that the approval was written down stays true.
  const goes = ["completed", "approved", "delivered"].includes(filing.state);
  return (
    <div className="mx-auto max-w-[46rem]">
      <Card className="overflow-hidden">
        <ResultHead kind="success" icon={<Check />} title={signed ? signing("processed") : t("processed")}>
          {signed
            ? signing(
                furthestBehind(all.filter(isSigned), page.session.accountId) === "put"
                  ? "processedText"
                  : "processedPlacing",
                { title },
              )
            : goes
              ? t(`processedTexts.${streams[filing.stream].goesTo}`, { title, firm })
              : t("processedJointly", { title })}
        </ResultHead>
        <div className="space-y-6 p-card">
          <Proof filing={filing} decisions={approvals} firm={firm} language={language} />
          <section aria-labelledby="next">
            <h2 id="next" className="mb-4">
              {t("next")}
            </h2>
            <p className="mb-4">
              {signed && !cameToNothing(filing.state)
                ? names.length === 0 && by && by.missing.length > 0
                  ? signing("afterwards.without", {
                      names: listOf(by.signed, language),
                      without: listOf(by.missing, language),
                    })
                  : signing(names.length > 0 ? "afterwards.others" : "afterwards.all", {
                      names: listOf(names, language),
                      count: new Set(names).size,
                    })
                : await afterwards({ ...filing, payBy: null }, firm, names, language)}
            </p>
            <FilingSpoor filing={filing} firm={firm} language={language} />
          </section>
          {!others && <PayNote filing={filing} language={language} />}
          <div className="flex flex-wrap gap-3">
            <NextTask next={filing.next} slug={slug} language={language} />
            <ButtonLink variant="secondary" wide="phone" href={`/o/${slug}/accordering/${id}/${proof}`}>
              <Download aria-hidden />
              {proof === "bewijs" ? t("saveProof") : signing("keepProof")}
            </ButtonLink>
          </div>
        </div>
      </Card>
      <p className="mt-4 text-center text-ink-2 text-sm">
        {t("tasksLeft", { count: tasks, organisation: page.organisation.name })} ·{" "}
        <a className="link" href={`/o/${slug}/accordering`}>
          {t("backToApprovals")}
        </a>
      </p>
    </div>
  );
}
