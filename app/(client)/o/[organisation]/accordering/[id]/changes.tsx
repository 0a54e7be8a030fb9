import { getTranslations } from "next-intl/server";
import { directionKey, wholeEuros } from "@/components/approvals/amount";
import { figureTexts } from "@/components/approvals/figure-text";
import { Card, CardBody } from "@/components/ui/card";
import { clientPage } from "@/lib/access/page";
import {
  type Change,
  comparedWith,
  compareTerms,
  compareVersions,
  type Said,
  type TermChange,
} from "@/lib/approvals/compare";
import { filingDetail } from "@/lib/approvals/detail";
import { formatPaymentReference } from "@/lib/approvals/payment-reference";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { filingTitle } from "@/lib/approvals/title";
import { formatDay, type Language, parseDay } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";

/** One thing that differs, in words; null where a version says nothing of it. */
type Row = { key: string; name: string; before: string | null; after: string | null };

/** "Wat is er veranderd?": a version beside the last that this person decided about, or the one before it (B13). */
export async function Changes({
  filing,
  slug,
  language,
}: {
  filing: FilingDetail;
  slug: string;
  language: Language;
}) {
  const base = comparedWith(filing);
  if (!base) return null;
  const { organisation, read } = await clientPage("filing.read", slug);
  const before = await read((ctx) => filingDetail(ctx, organisation.id, filing.id, base.version));
  if (!before) return null;
  const t = await getTranslations("approvals");
  const figures = compareVersions(before, filing);
  const named = (one: FilingDetail) => ({ ...one, title: filingTitle(one, language) });
  const nameOf = await names();
  const textOf = await figureTexts(language);
  const said = (one: Said | null, change: Change): string | null => {
    if (one === null) return null;
    if ("text" in one) return change.what === "line" ? textOf(change.labelKey, one.text) : one.text;
    return change.what === "amount"
      ? `${wholeEuros(one.cents, language)} ${t(directionKey(one.cents))}`
      : formatEuro(one.cents, language, { whole: one.cents % 100 === 0 });
  };
  const changes: Row[] = [
    ...figures.map((change) => ({
      key: JSON.stringify(change),
      name: nameOf(change),
      before: said(change.before, change),
      after: said(change.after, change),
    })),
    ...(await termRows(compareTerms(named(before), named(filing)), language)),
  ];
  return (
    <Card className="max-md:order-3" aria-labelledby="changes">
      <CardBody>
        <h2 id="changes" className="mb-1.5 text-lg">
          {t("changes")}
        </h2>
        <p className="text-ink-2 text-sm">
          {t(base.decidedByMe ? "changesSinceYours" : "changesText", { version: base.version })}
        </p>
        {figures.length === 0 && <p className="mt-2">{t("noChanges")}</p>}
        {changes.length > 0 && (
          <dl className="mt-2">
            {changes.map(({ key, name, before, after }) => (
              <div key={key} className="border-line border-t py-2.5 first:border-t-0">
                <dt className="text-ink-2 text-sm">{name}</dt>
                <dd className="flex flex-wrap gap-x-2">
                  <del className="text-ink-2">
                    <span className="sr-only">{t("was")} </span>
                    {before ?? t("nothingSaid")}
                  </del>
                  <span aria-hidden>→</span>
                  <ins className="font-[640] no-underline">
                    <span className="sr-only">{t("becomes")} </span>
                    {after ?? t("nothingSaid")}
                  </ins>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </CardBody>
    </Card>
  );
}

const nameOfTerm = {
  title: "document",
  payBy: "onAccountBy",
  paymentReference: "paymentReference",
  attachment: "attachment",
  data: "dataFile",
  annexes: "annexFiles",
} as const;

async function termRows(changes: TermChange[], language: Language): Promise<Row[]> {
  const t = await getTranslations("approvals");
  return changes.map((change) => {
    const { what, before, after } = change;
    const name = what === "detail" ? t(`details.${change.key}`) : t(nameOfTerm[what]);
    const shown = (text: string | null) => {
      if (text === null) return null;
      if (what === "paymentReference") return formatPaymentReference(text);
      return (what === "payBy" || what === "detail") && parseDay(text) ? formatDay(text, language) : text;
    };
    // Files of one name.
    const again = before === after;
    return {
      key: name,
      name,
      before: shown(before),
      after: again ? t("otherContent", { name: after ?? "" }) : shown(after),
    };
  });
}

async function names(): Promise<(change: Change) => string> {
  const t = await getTranslations("approvals");
  const figures = await getTranslations("figures");
  return (change) => {
    if (change.what === "amount") return t("amount");
    if (change.what === "box") {
      return `${change.code} ${t(`boxes.${change.labelKey}`)}, ${t(change.part)}`;
    }
    const { labelKey, name, group } = change;
    return [figures(`labels.${labelKey}`), name, group && figures(`groups.${group}`)]
      .filter(Boolean)
      .join(", ");
  };
}
