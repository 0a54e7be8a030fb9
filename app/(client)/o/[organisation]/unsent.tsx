import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import type { FilingRow } from "@/lib/approvals/shapes";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";

/** What this person put off to send later: it counts as little as what nobody decided about, so it is said as loudly (F13). */
export function Unsent({ rows, slug, language }: { rows: FilingRow[]; slug: string; language: Language }) {
  const t = useTranslations("welcome");
  if (rows.length === 0) return null;
  return (
    <Card aria-labelledby="unsent" className="border-info">
      <CardBody>
        <h2 id="unsent">{t("ready", { count: rows.length })}</h2>
        <p className="mt-1 text-ink-2">{t("readyText")}</p>
        <ul className="mt-3 list-disc pl-5">
          {rows.slice(0, 5).map((row) => (
            <li key={row.id}>{filingTitle(row, language)}</li>
          ))}
        </ul>
        <p className="mt-4">
          <ButtonLink wide="phone" href={`/o/${slug}/accordering/verzenden`}>
            <Send aria-hidden />
            {t("readyLink")}
          </ButtonLink>
        </p>
      </CardBody>
    </Card>
  );
}
