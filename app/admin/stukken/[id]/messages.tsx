import { useTranslations } from "next-intl";
import { formatMoment, type Language } from "@/lib/shared/dates";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import { Section } from "./section";

const wrong = ["failed", "expired", "unknown"];

/** The mails and text messages about it, and what became of each. Never what stands in them. */
export function Messages({ filing, language }: { filing: StaffFilingDetail; language: Language }) {
  const t = useTranslations("staff");
  const sending = useTranslations("sending");
  return (
    <Section id="messages" title={t("messages")}>
      {filing.messages.length === 0 ? (
        <p className="text-ink-2">{t("noMessages")}</p>
      ) : (
        <ul className="space-y-2">
          {filing.messages.map(({ kind, template, to, status, at, sentAt }) => (
            <li key={`${kind} ${template} ${to} ${at.getTime()}`}>
              <p>
                {sending(`kind.${kind}`)}
                {template && t.has(`templates.${template}`) && `: ${t(`templates.${template}`)}`}
              </p>
              <p className="text-ink-2 text-sm">
                {to && `${t("toWhom", { name: to })} · `}
                <span className={wrong.includes(status) ? "font-[620] text-danger" : undefined}>
                  {sending(`status.${status}`)}
                </span>{" "}
                · {formatMoment(sentAt ?? at, language)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
