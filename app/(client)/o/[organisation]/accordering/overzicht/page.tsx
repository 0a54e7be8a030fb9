import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Pages } from "@/components/approvals/pages";
import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { clientPage } from "@/lib/access/page";
import { type FilterQuery, isNarrowed, parseFilters } from "@/lib/approvals/filters";
import { allFilings } from "@/lib/approvals/overview";
import { parseCursor } from "@/lib/approvals/queries";
import { now } from "@/lib/ports/clock";
import { type Language, today } from "@/lib/shared/dates";
import { ApprovalTabs } from "../approval-tabs";
import { DocumentCards, DocumentTable } from "./documents";
import { Filters, foundId } from "./filters";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("approvals");
  return { title: `${t("overview")} · ${t("title")}` };
}

type Query = FilterQuery & { na?: string };
type Props = { params: Promise<{ organisation: string }>; searchParams: Promise<Query> };

/** "Overzicht documenten": everything that ever was, newest first, narrowed to what one looks for (F61, F62). */
export default async function OverviewPage({ params, searchParams }: Props) {
  const { organisation: slug } = await params;
  const { firm, organisation, read } = await clientPage("filing.read", slug);
  const query = await searchParams;
  const after = parseCursor(query.na);
  const filters = parseFilters(query);
  const { rows, next, years } = await read((ctx) => allFilings(ctx, organisation.id, filters, after));
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const here = `/o/${slug}/accordering/overzicht`;
  const narrowed = isNarrowed(filters);
  const shown = { rows, slug, language, firm: firm.name };
  // The focus comes here after filtering, without script too. On a wide screen the filters stay in sight above it.
  const found = { id: foundId, tabIndex: -1, role: "status" } as const;
  return (
    <>
      <ApprovalTabs organisation={organisation} view="all" />
      {(rows.length > 0 || narrowed) && (
        <Filters
          query={query}
          chosen={filters}
          here={here}
          years={yearsFrom(years, filters.year)}
          seen={organisation.streams}
          firm={firm.name}
          language={language}
        />
      )}
      {rows.length === 0 ? (
        <div {...found} className="mt-6 outline-none focus-visible:shadow-none md:scroll-mt-96">
          <Empty title={t(narrowed ? "noneFound" : "emptyTitle")}>
            {narrowed ? (
              <ButtonLink variant="secondary" href={here}>
                {t("clearFilter")}
              </ButtonLink>
            ) : (
              <p>{t("emptyText", { firm: firm.name })}</p>
            )}
          </Empty>
        </div>
      ) : (
        <>
          <p
            {...found}
            className="mt-5 mb-3.5 text-ink-2 outline-none focus-visible:shadow-none md:mt-6 md:scroll-mt-96"
          >
            <strong className="text-ink">
              {t(countKey(after !== null, next !== null), { count: rows.length })}
            </strong>
            , {t("newestFirst")}
          </p>
          <DocumentTable {...shown} />
          <DocumentCards {...shown} />
          {(after || next) && <Pages here={here} query={query} after={after !== null} next={next} />}
        </>
      )}
    </>
  );
}

/** How many there are, as far as a page can know: what stands before and after it is not counted. */
function countKey(before: boolean, after: boolean): string {
  if (before) return after ? "countNext" : "countLast";
  return after ? "countMany" : "count";
}

/**
 * From the last year that has a document, or this one, back to the first: next year's too, as some are made ahead. The
 * one that is chosen stands among them, whatever it is.
 */
function yearsFrom(all: { first: number; last: number } | null, chosen: number | null): number[] {
  const current = Number(today(now()).slice(0, 4));
  const last = Math.max(all?.last ?? current, current);
  const first = Math.min(all?.first ?? current, current);
  const years = Array.from({ length: last - first + 1 }, (_, back) => last - back);
  return chosen === null || years.includes(chosen) ? years : [...years, chosen].toSorted((a, b) => b - a);
}
