import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Note } from "@/components/ui/note";
import { staffPage } from "@/lib/access/page";
import { certificatesOf, signersOf } from "@/lib/signing/certificates";
import { connectService, remove, uploadCertificate } from "../actions";
import { CertificateForms } from "../certificate-forms";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signing-settings"))("title") };
}

type Props = {
  params: Promise<{ wie: string }>;
  searchParams: Promise<{ gedaan?: string | string[] }>;
};

/** The certificate of the firm, or of one colleague. */
export default async function CertificatePage({ params, searchParams }: Props) {
  const { read } = await staffPage("settings.manage");
  const { wie } = await params;
  const { gedaan } = await searchParams;
  const [certificates, signers] = await read(async (ctx) => [
    await certificatesOf(ctx),
    await signersOf(ctx),
  ]);
  const accountId = wie === "kantoor" ? null : wie;
  const kept = certificates.find((one) => one.accountId === accountId) ?? null;
  const colleague = signers.find((one) => one.accountId === accountId);
  if (accountId !== null && !colleague) notFound();
  const t = await getTranslations("signing-settings");
  return (
    <>
      <p className="mb-1 text-sm">
        <a className="link" href="/admin/instellingen/ondertekenen">
          {t("back")}
        </a>
      </p>
      <h1 tabIndex={-1} className="mb-4">
        {colleague ? t("ofPerson", { name: colleague.name }) : t("ofFirm")}
      </h1>
      {gedaan === "opgeslagen" && kept && (
        <Note kind="ok" role="status" className="mb-4 max-w-3xl">
          {t("saved")}
        </Note>
      )}
      <CertificateForms
        kept={kept}
        whose={wie}
        actions={{ upload: uploadCertificate, connect: connectService, remove }}
      />
    </>
  );
}
