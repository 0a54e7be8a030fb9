import { Check, Download } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { ResultHead } from "@/components/approvals/result-head";
import { Card } from "@/components/ui/card";
import { whatIsDecided } from "@/lib/approvals/shown";
import type { DecidedFiling } from "@/lib/approvals/together";
import { formatMoment, type Language } from "@/lib/shared/dates";
import { afterwards } from "./afterwards";
import { FilingStatus } from "./filing-status";
import { cameToNothing } from "./following-key";

/** "De documenten zijn succesvol verwerkt": each of a batch, with what was recorded and what happens to it next. */
export async function BatchDone({
  rows,
  firm,
  back,
  across,
}: {
  rows: DecidedFiling[];
  firm: string;
  back: string;
  across?: boolean;
}) {
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  return (
    <div className="mx-auto max-w-[46rem]">
      <Card className="overflow-hidden">
        <ResultHead kind="success" icon={<Check />} title={t("batchProcessed", { count: rows.length })}>
          {t("batchProcessedText", { count: rows.length })}
        </ResultHead>
        <ul>
          {
            await Promise.all(
              rows.map(async (row) => {
                const shown = whatIsDecided(row, "approved", language);
                const path = `/o/${row.organisation.slug}/accordering/${row.id}`;
                return (
                  <li key={row.id} className="border-line border-t px-card py-4">
                    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                      <a
                        className="link font-[620]"
                        href={cameToNothing(row.state) ? path : `${path}/verwerkt`}
                      >
                        {shown.document}
                      </a>
                      {shown.amount && <span className="num">{shown.amount}</span>}
                    </div>
                    {across && <p className="text-ink-2 text-sm">{row.organisation.name}</p>}
                    {/* That status says "zonder uw akkoord", and this person did approve. */}
                    {row.state !== "filedWithoutApproval" && (
                      <p className="mt-1">
                        <FilingStatus filing={row} firm={firm} />
                      </p>
                    )}
                    <p className="mt-1 text-ink-2">{await afterwards(row, firm, row.waitsFor, language)}</p>
                    <p className="mt-2 flex flex-wrap items-center gap-x-4 text-sm">
                      <span className="text-ink-2">
                        {t("reference")} <span className="code">{row.reference}</span> ·{" "}
                        {formatMoment(row.decidedAt, language)}
                      </span>
                      {row.state !== "withdrawn" && (
                        <a
                          className="link inline-flex min-h-8 items-center gap-1.5"
                          href={`${path}/bewijs`}
                          aria-label={t("saveProofOf", { title: shown.document })}
                        >
                          <Download aria-hidden className="size-4.5" />
                          {t("saveProof")}
                        </a>
                      )}
                    </p>
                  </li>
                );
              }),
            )
          }
        </ul>
      </Card>
      <p className="mt-4 text-center text-sm">
        <a className="link" href={back}>
          {t(across ? "backToEverything" : "backToApprovals")}
        </a>
      </p>
    </div>
  );
}
