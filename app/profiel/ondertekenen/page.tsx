import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CertificateForms } from "@/app/admin/instellingen/ondertekenen/certificate-forms";
import { Note } from "@/components/ui/note";
import { staffPage } from "@/lib/access/page";
import { certificatesOf } from "@/lib/signing/certificates";
import { connectOwn, removeOwn, uploadOwn } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signing-settings"))("own") };
}

/** "Mijn certificaat": with what an accountant signs. */
export default async function OwnCertificatePage({
  searchParams,
}: {
  searchParams: Promise<{ gedaan?: string | string[] }>;
}) {
  const { actor, read } = await staffPage("signing.own");
  const { gedaan } = await searchParams;
  const kept = (await read(certificatesOf)).find(({ accountId }) => accountId === actor.accountId) ?? null;
  const t = await getTranslations("signing-settings");
  return (
    <>
      <p className="mb-1 text-sm">
        <a className="link" href="/profiel">
          {t("profile")}
        </a>
      </p>
      <h1 tabIndex={-1}>{t("own")}</h1>
      <p className="mt-1 mb-4 max-w-prose text-ink-2">{t("ownText")}</p>
      {gedaan === "opgeslagen" && kept && (
        <Note kind="ok" role="status" className="mb-4 max-w-3xl">
          {t("saved")}
        </Note>
      )}
      {gedaan === "verwijderd" && (
        <Note kind="ok" role="status" className="mb-4 max-w-3xl">
          {t("removed")}
        </Note>
      )}
      <CertificateForms
        kept={kept}
        whose={null}
        actions={{ upload: uploadOwn, connect: connectOwn, remove: removeOwn }}
      />
    </>
  );
}
