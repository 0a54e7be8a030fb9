import { useLocale, useTranslations } from "next-intl";
import { Note } from "@/components/ui/note";
import type { CertificateFacts } from "@/lib/delivery/key-pair";
import { now } from "@/lib/ports/clock";
import { certificateStage } from "@/lib/shared/certificate-stage";
import { formatDay, type Language, today } from "@/lib/shared/dates";

/** Until when a certificate may be used, and a warning from 60 days before. */
export function CertificateState({ facts }: { facts: CertificateFacts | null }) {
  const t = useTranslations("channels");
  const language = useLocale() as Language;
  if (!facts) return <p className="text-ink-2">{t("noCertificate")}</p>;
  const day = formatDay(today(facts.notAfter), language);
  const stage = certificateStage(facts.notAfter, now());
  const line = t(stage === 0 ? "certificateEnded" : stage === null ? "certificateUntil" : "certificateEnds", {
    subject: facts.subject,
    day,
  });
  if (stage === null) return <p>{line}</p>;
  return (
    <Note kind={stage === 0 ? "danger" : "warning"}>
      <p>{line}</p>
    </Note>
  );
}
