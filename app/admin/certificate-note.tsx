import { getLocale, getTranslations } from "next-intl/server";
import { Note } from "@/components/ui/note";
import { staffMay } from "@/lib/access/abilities";
import type { StaffPage } from "@/lib/access/page";
import { endingCertificates } from "@/lib/delivery/certificates";
import { formatDay, type Language, today } from "@/lib/shared/dates";
import { endingSigningCertificates, ownSettings, settingsOf } from "@/lib/signing/ending";

/** Certificates that end soon or have ended, for those who can put others in their place. */
export async function CertificateNote({ page }: { page: StaffPage }) {
  const lines = [...(await delivering(page)), ...(await signing(page))];
  if (lines.length === 0) return null;
  return (
    <Note kind={lines.some(({ ended }) => ended) ? "danger" : "warning"} className="mb-4">
      {lines.map(({ key, text, href, link }) => (
        <p key={key}>
          {text}{" "}
          <a className="link" href={href}>
            {link}
          </a>
        </p>
      ))}
    </Note>
  );
}

type Line = { key: string; ended: boolean; text: string; href: string; link: string };

async function delivering({ session, read }: StaffPage): Promise<Line[]> {
  if (!staffMay(session, "settings.manage")) return [];
  const ending = await read(endingCertificates);
  const t = await getTranslations("channels");
  const language = (await getLocale()) as Language;
  return ending.map(({ channelId, recipient, notAfter, stage }) => ({
    key: channelId,
    ended: stage === 0,
    text: t(stage === 0 ? "homeEnded" : "homeEnds", {
      name: recipient ? t("bankNamed", { bank: recipient }) : t("kvk"),
      day: formatDay(today(notAfter), language),
    }),
    href: `/admin/instellingen/kanalen/${channelId}`,
    link: t("toSettings"),
  }));
}

async function signing({ session, read }: StaffPage): Promise<Line[]> {
  if (!staffMay(session, "signing.own")) return [];
  const ending = await read(endingSigningCertificates);
  const t = await getTranslations("signing-settings");
  const language = (await getLocale()) as Language;
  return ending.map(({ id, accountId, name, notAfter, stage }) => ({
    key: id,
    ended: stage === 0,
    text: t(stage === 0 ? "homeEnded" : "homeEnds", { name, day: formatDay(today(notAfter), language) }),
    href: staffMay(session, "settings.manage") ? settingsOf(accountId) : ownSettings,
    link: t("toSettings"),
  }));
}
