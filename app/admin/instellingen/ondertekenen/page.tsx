import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Note } from "@/components/ui/note";
import { staffPage } from "@/lib/access/page";
import { now } from "@/lib/ports/clock";
import { certificateStage } from "@/lib/shared/certificate-stage";
import { formatDay, type Language, today } from "@/lib/shared/dates";
import { canSign, certificatesOf, type Kept, signersOf } from "@/lib/signing/certificates";
import { asksSigningCode } from "@/lib/signing/code-setting";
import { settingsOf } from "@/lib/signing/ending";
import { standingOf } from "@/lib/signing/facts";
import { CertificateFacts } from "./certificate-facts";
import { CodeChoice } from "./code-choice";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signing-settings"))("title") };
}

/** What the firm and its accountants sign with, and whether a code goes with it. */
export default async function SigningSettingsPage({
  searchParams,
}: {
  searchParams: Promise<{ gedaan?: string | string[] }>;
}) {
  const { read } = await staffPage("settings.manage");
  const [certificates, signers, asks, can] = await read(async (ctx) => [
    await certificatesOf(ctx),
    await signersOf(ctx),
    await asksSigningCode(ctx),
    await canSign(ctx),
  ]);
  const { gedaan } = await searchParams;
  const t = await getTranslations("signing-settings");
  const ofFirm = certificates.find(({ accountId }) => accountId === null) ?? null;
  return (
    <>
      <p className="mb-1 text-sm">
        <a className="link" href="/admin/instellingen">
          {(await getTranslations("settings"))("title")}
        </a>
      </p>
      <h1 tabIndex={-1}>{t("title")}</h1>
      <p className="mt-1 mb-4 max-w-prose text-ink-2">{t("intro")}</p>
      {gedaan === "verwijderd" && (
        <Note kind="ok" role="status" className="mb-4">
          {t("removed")}
        </Note>
      )}
      <div className="grid max-w-3xl gap-6">
        <Card aria-labelledby="of-firm">
          <CardBody>
            <h2 id="of-firm" className="mb-1 text-lg">
              {t("ofFirm")}
            </h2>
            <p className="mb-4 max-w-prose text-ink-2">{t("ofFirmText")}</p>
            {ofFirm ? <CertificateFacts kept={ofFirm} /> : <Note kind="danger">{t("none")}</Note>}
            <p className="mt-4">
              <ButtonLink variant={can.firm ? "secondary" : "primary"} href={settingsOf(null)}>
                {t(ofFirm ? "change" : "add")}
              </ButtonLink>
            </p>
          </CardBody>
        </Card>
        <Card aria-labelledby="personal">
          <CardBody>
            <h2 id="personal" className="mb-1 text-lg">
              {t("personal")}
            </h2>
            <p className="max-w-prose text-ink-2">{t("personalText")}</p>
          </CardBody>
          <ul className="border-line border-t">
            {signers.map(({ accountId, name }) => (
              <li key={accountId} className="border-line border-b px-card py-3 last:border-b-0">
                <a className="link font-[620]" href={settingsOf(accountId)}>
                  {name}
                </a>
                <Own kept={certificates.find((one) => one.accountId === accountId) ?? null} />
              </li>
            ))}
          </ul>
        </Card>
        <CodeChoice asks={asks} />
      </div>
    </>
  );
}

async function Own({ kept }: { kept: Kept | null }) {
  const t = await getTranslations("signing-settings");
  const language = (await getLocale()) as Language;
  if (!kept) return <p className="text-ink-2 text-sm">{t("noOwn")}</p>;
  const day = formatDay(today(kept.notAfter), language);
  const stage = certificateStage(kept.notAfter, now());
  if (stage === null)
    return (
      <p className="text-ink-2 text-sm">
        {t("untilDay", { day })} · {t(`shortStanding.${await standingOf(kept.certificate)}`)}
      </p>
    );
  return (
    <Note kind={stage === 0 ? "danger" : "warning"} className="mt-2">
      {t(stage === 0 ? "endedOwn" : "ends", { day })}
    </Note>
  );
}
