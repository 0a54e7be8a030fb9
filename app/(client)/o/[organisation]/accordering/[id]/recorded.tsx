import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { formatMoment, type Language } from "@/lib/shared/dates";
import { decidedBy } from "./decided-by";

const line = "border-line border-t py-2.5 first:border-t-0";

/**
 * What was written down about a document: its reference, who decided when, and the proof to keep (F61). Wherever somebody
 * decided, also about an earlier version, and in every state that follows.
 */
export function Recorded({
  filing,
  slug,
  language,
}: {
  filing: FilingDetail;
  slug: string;
  language: Language;
}) {
  const t = useTranslations("approvals");
  const signing = useTranslations("signing");
  const { decisions, versions, reference, filedAt, filedReference } = filing;
  const earlier = versions.some(({ version, decided }) => decided && version < filing.version);
  if (decisions.length === 0 && !earlier) return null;
  return (
    <Card className="max-md:order-4" aria-labelledby="recorded">
      <CardBody>
        <h2 id="recorded" className="mb-1.5 text-lg">
          {t("recorded")}
        </h2>
        <dl className="mb-4">
          <div className={line}>
            <dt className="text-ink-2 text-sm">{t("reference")}</dt>
            <dd className="code">{reference}</dd>
          </div>
          {decisions.map((one) => {
            const { label, who } = decidedBy(filing, one, { t, signing });
            return (
              <div key={`${one.by} ${one.onBehalfOf}`} className={line}>
                <dt className="text-ink-2 text-sm">{label}</dt>
                <dd className="wrap-anywhere">
                  {who}
                  <span className="block text-sm">{formatMoment(one.at, language)}</span>
                </dd>
              </div>
            );
          })}
          {filedAt && (
            <div className={line}>
              <dt className="text-ink-2 text-sm">{t("filed")}</dt>
              <dd className="wrap-anywhere">
                {[formatMoment(filedAt, language), filedReference].filter(Boolean).join(", ")}
              </dd>
            </div>
          )}
        </dl>
        {earlier && <p className="mb-4 text-ink-2 text-sm">{t("recordedEarlier")}</p>}
        {/* Of what everybody signed there is a better one, beside the names. */}
        {!filing.signing?.proof && (
          <ButtonLink variant="secondary" wide href={`/o/${slug}/accordering/${filing.id}/bewijs`}>
            <Download aria-hidden />
            {t("saveProof")}
          </ButtonLink>
        )}
      </CardBody>
    </Card>
  );
}
