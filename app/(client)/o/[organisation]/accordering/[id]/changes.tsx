import { getTranslations } from "next-intl/server";
import { directionKey, wholeEuros } from "@/components/approvals/amount";
import { figureTexts } from "@/components/approvals/figure-text";
import { Card, CardBody } from "@/components/ui/card";
import { clientPage } from "@/lib/access/page";
import { type Change, compareVersions, type Said } from "@/lib/approvals/compare";
import { filingDetail } from "@/lib/approvals/detail";
import type { FilingDetail } from "@/lib/approvals/shapes";
import type { Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";

/** "Wat is er veranderd?": a version beside the one before it (B13). */
export async function Changes({
  filing,
  slug,
  language,
}: {
  filing: FilingDetail;
  slug: string;
  language: Language;
}) {
  if (filing.version === 1) return null;
  const { organisation, read } = await clientPage("filing.read", slug);
  const before = await read((ctx) => filingDetail(ctx, organisation.id, filing.id, filing.version - 1));
  if (!before) return null;
  const t = await getTranslations("approvals");
  const changes = compareVersions(before, filing);
  const nameOf = await names();
  const textOf = await figureTexts(language);
  const said = (one: Said | null, change: Change): string => {
    if (one === null) return t("nothingSaid");
    if ("text" in one) return change.what === "line" ? textOf(change.labelKey, one.text) : one.text;
    return change.what === "amount"
      ? `${wholeEuros(one.cents, language)} ${t(directionKey(one.cents))}`
      : formatEuro(one.cents, language, { whole: one.cents % 100 === 0 });
  };
  return (
    <Card className="max-md:order-3" aria-labelledby="changes">
      <CardBody>
        <h2 id="changes" className="mb-1.5 text-lg">
          {t("changes")}
        </h2>
        <p className="text-ink-2 text-sm">{t("changesText", { version: filing.version - 1 })}</p>
        {changes.length === 0 ? (
          <p className="mt-2">{t("noChanges")}</p>
        ) : (
          <dl className="mt-2">
            {changes.map((change) => (
              <div key={JSON.stringify(change)} className="border-line border-t py-2.5 first:border-t-0">
                <dt className="text-ink-2 text-sm">{nameOf(change)}</dt>
                <dd className="flex flex-wrap gap-x-2">
                  <del className="text-ink-2">
                    <span className="sr-only">{t("was")} </span>
                    {said(change.before, change)}
                  </del>
                  <span aria-hidden>→</span>
                  <ins className="font-[640] no-underline">
                    <span className="sr-only">{t("becomes")} </span>
                    {said(change.after, change)}
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
