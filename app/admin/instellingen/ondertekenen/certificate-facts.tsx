import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Note } from "@/components/ui/note";
import { now } from "@/lib/ports/clock";
import { certificateStage } from "@/lib/shared/certificate-stage";
import { formatDay, type Language, today } from "@/lib/shared/dates";
import type { Kept } from "@/lib/signing/certificates";
import { factsOf, standingOf } from "@/lib/signing/facts";

/** Whose a certificate is, until when, and what readers will make of it. */
export async function CertificateFacts({ kept }: { kept: Kept }) {
  const t = await getTranslations("signing-settings");
  const language = (await getLocale()) as Language;
  const { name, organisation, issuer, serial, notAfter } = factsOf(kept.certificate);
  const day = formatDay(today(notAfter), language);
  const stage = certificateStage(notAfter, now());
  const standing = await standingOf(kept.certificate);
  const { service } = kept;
  return (
    <div className="space-y-4">
      {stage !== null && (
        <Note kind={stage === 0 ? "danger" : "warning"}>
          <p>{t(stage > 0 ? "ends" : kept.accountId ? "endedOwn" : "ended", { day })}</p>
        </Note>
      )}
      <dl className="grid gap-x-6 md:gap-y-2 md:grid-cols-[auto_1fr]">
        <Fact name={t("facts.name")}>{name}</Fact>
        {organisation && <Fact name={t("facts.organisation")}>{organisation}</Fact>}
        <Fact name={t("facts.issuer")}>{issuer}</Fact>
        <Fact name={t("facts.serial")}>
          <span className="code">{serial}</span>
        </Fact>
        <Fact name={t("facts.until")}>{day}</Fact>
        <Fact name={t("facts.key")}>
          {service
            ? t("facts.keyAtService", { host: new URL(service.url).host, credential: service.credential })
            : t("facts.keyInFile")}
        </Fact>
      </dl>
      <Note kind={standing === "trusted" ? "ok" : "warning"}>
        <p>{t(`standing.${standing}`)}</p>
      </Note>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2 text-sm md:text-base">{name}</dt>
      <dd className="mb-3 min-w-0 wrap-anywhere md:mb-0">{children}</dd>
    </>
  );
}
