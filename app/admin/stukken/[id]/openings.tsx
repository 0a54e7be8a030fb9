import { useTranslations } from "next-intl";
import { formatMoment, type Language } from "@/lib/shared/dates";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import { Section } from "./section";

type Props = { filing: StaffFilingDetail; language: Language };

/** To whom which bytes were shown, and when: the first time of each person and version (D5). */
export function Openings({ filing, language }: Props) {
  const t = useTranslations("staff");
  return (
    <Section id="openings" title={t("openedTitle")}>
      <OpeningList filing={filing} language={language} />
    </Section>
  );
}

export function OpeningList({ filing: { openings }, language }: Props) {
  const t = useTranslations("staff");
  if (openings.length === 0) return <p className="text-ink-2">{t("notOpened")}</p>;
  return (
    <>
      <ul className="space-y-2">
        {openings.map(({ name, version, sha256, at }) => (
          <li key={`${name} ${version} ${at.getTime()}`}>
            <p>
              <span className="font-[600]">{name}</span>{" "}
              <span className="text-ink-2 text-sm">
                {t("version", { version })} · {formatMoment(at, language)}
              </span>
            </p>
            <p className="code whitespace-normal! break-all text-ink-2 text-xs">SHA-256 {sha256}</p>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-ink-2 text-sm">{t("openedHint")}</p>
    </>
  );
}
