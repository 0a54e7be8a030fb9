import { useTranslations } from "next-intl";
import { directionKey, wholeEuros } from "@/components/approvals/amount";
import { Card, CardBody } from "@/components/ui/card";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { formatDay, type Language, today } from "@/lib/shared/dates";

/** The other versions, of which all but one were replaced: everything that was ever seen stays findable (F61). */
export function Versions({
  filing,
  slug,
  language,
}: {
  filing: FilingDetail;
  slug: string;
  language: Language;
}) {
  const t = useTranslations("approvals");
  if (filing.versions.length === 0) return null;
  return (
    <Card className="max-md:order-4" aria-labelledby="versions">
      <CardBody>
        <h2 id="versions" className="mb-1.5 text-lg">
          {t(filing.state === "replaced" ? "otherVersions" : "versions")}
        </h2>
        <ul>
          {filing.versions.map(({ version, current, publishedAt, publishedBy, amount, rejected }) => (
            <li key={version} className="border-line border-t py-2.5 first:border-t-0">
              <a
                className="link"
                href={`/o/${slug}/accordering/${filing.id}${current ? "" : `?versie=${version}`}`}
              >
                {t(current ? "versionOfNow" : "version", { version })}
              </a>
              <span className="block text-ink-2 text-sm">
                {t("published", {
                  day: formatDay(today(publishedAt), language),
                  name: publishedBy,
                })}
                {amount !== null && ` · ${wholeEuros(amount, language)} ${t(directionKey(amount))}`}
                {rejected && ` · ${t("states.rejected")}`}
              </span>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
