import { useTranslations } from "next-intl";
import { Card, CardBody } from "@/components/ui/card";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";
import { formatDay, type Language, parseDay } from "@/lib/shared/dates";

/** What a letter or an assessment says beyond its amount (D19): its number and date, and until when one may object. */
export function Details({ filing, language }: { filing: FilingDetail; language: Language }) {
  const t = useTranslations("approvals");
  const lines = streams[filing.stream].details
    .filter((key) => key !== "payBy")
    .map((key) => ({ key, said: filing.details[key] }))
    .filter(({ said }) => said);
  if (lines.length === 0) return null;
  const toRead = streams[filing.stream].approvers === "nobody";
  return (
    <Card className="max-md:order-3" aria-labelledby="details">
      <CardBody>
        <h2 id="details" className="mb-1.5 text-lg">
          {t("details.title")}
        </h2>
        <dl>
          {lines.map(({ key, said = "" }) => (
            <div
              key={key}
              className="flex flex-wrap items-baseline justify-between gap-x-6 border-line border-t py-3 first:border-t-0"
            >
              <dt className="text-ink-2">{t(`details.${key}`)}</dt>
              <dd className={key === "objectBy" ? "font-[640]" : undefined}>
                {parseDay(said) ? formatDay(said, language) : said}
              </dd>
            </div>
          ))}
        </dl>
        {toRead && <p className="mt-2 text-ink-2 text-sm">{t("details.nothingToDo")}</p>}
      </CardBody>
    </Card>
  );
}
