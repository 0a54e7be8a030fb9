import { useTranslations } from "next-intl";
import { formatMoment, type Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import { Section } from "./section";

/** Every version with what the firm said about it; a single one only when something was said. */
export function Versions({ filing, language }: { filing: StaffFilingDetail; language: Language }) {
  const t = useTranslations("staff");
  const { versions, id } = filing;
  if (versions.length < 2 && !versions[0]?.note) return null;
  return (
    <Section id="versions" title={t(versions.length > 1 ? "versions" : "noteTitle")}>
      <ol className="space-y-3">
        {versions.map(({ version, at, by, amount, note, attachment }) => (
          <li key={version} className="border-line border-b pb-3 last:border-b-0 last:pb-0">
            {versions.length > 1 && (
              <p>
                <b className="font-[640]">{t("version", { version })}</b>{" "}
                <span className="text-ink-2 text-sm">
                  {t("publishedBy", { moment: formatMoment(at, language), name: by })}
                  {amount !== null && ` · ${formatEuro(amount, language, { whole: amount % 100 === 0 })}`}
                </span>{" "}
                <a className="link text-sm" href={`/admin/stukken/${id}/bijlage/${attachment.id}`}>
                  {attachment.name}
                </a>
              </p>
            )}
            {note && <p className="mt-1 whitespace-pre-line">{note}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
