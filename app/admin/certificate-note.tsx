import { getLocale, getTranslations } from "next-intl/server";
import { Note } from "@/components/ui/note";
import { staffMay } from "@/lib/access/abilities";
import type { StaffPage } from "@/lib/access/page";
import { endingCertificates } from "@/lib/delivery/certificates";
import { formatDay, type Language, today } from "@/lib/shared/dates";

/** Certificates that end soon or have ended, for those who can put others in their place. */
export async function CertificateNote({ page: { session, read } }: { page: StaffPage }) {
  if (!staffMay(session, "settings.manage")) return null;
  const ending = await read(endingCertificates);
  if (ending.length === 0) return null;
  const t = await getTranslations("channels");
  const language = (await getLocale()) as Language;
  return (
    <Note kind={ending.some(({ stage }) => stage === 0) ? "danger" : "warning"} className="mb-4">
      {ending.map(({ channelId, recipient, notAfter, stage }) => (
        <p key={channelId}>
          {t(stage === 0 ? "homeEnded" : "homeEnds", {
            name: recipient ? t("bankNamed", { bank: recipient }) : t("kvk"),
            day: formatDay(today(notAfter), language),
          })}{" "}
          <a className="link" href={`/admin/instellingen/kanalen/${channelId}`}>
            {t("toSettings")}
          </a>
        </p>
      ))}
    </Note>
  );
}
