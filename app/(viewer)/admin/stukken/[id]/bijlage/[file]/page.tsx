import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { staySignedIn } from "@/app/actions";
import { SessionEnd } from "@/components/layout/session-end";
import { HtmlViewer } from "@/components/viewer/html-viewer";
import { PdfViewer } from "@/components/viewer/pdf-viewer";
import { staffPage } from "@/lib/access/page";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import { isId } from "@/lib/shared/ids";
import { staffFiling } from "@/lib/staff/filing";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("viewer"))("title") };
}

/** The attachment of any version, as the client sees it; that a colleague looks is no opening. */
export default async function StaffAttachmentPage({
  params,
}: {
  params: Promise<{ id: string; file: string }>;
}) {
  const { session, read } = await staffPage("client.read");
  const { id, file } = await params;
  if (!isId(id) || !isId(file)) notFound();
  const filing = (await read((ctx) => staffFiling(ctx, id))) ?? notFound();
  const version = filing.versions.find(({ attachment }) => attachment.id === file);
  const signed = filing.signing?.revisions.some(({ fileId }) => fileId === file);
  // A file that was signed goes by the name of what it began as.
  const { name, mime } = version?.attachment ?? (signed ? filing.attachment : notFound());
  const t = await getTranslations("viewer");
  const here = `/admin/stukken/${id}`;
  const shown = {
    url: `${here}/bestand/${file}`,
    back: here,
    title: `${filingTitle(filing, (await getLocale()) as Language)} · ${name}`,
  };
  const both = { document: t("document", { name }), back: t("back"), keep: t("keep") };
  return (
    <main id="inhoud">
      {mime === "text/html" ? (
        <HtmlViewer {...shown} words={both} />
      ) : (
        <PdfViewer
          {...shown}
          words={{
            ...both,
            pageOf: t.raw("pageOf"),
            previous: t("previous"),
            next: t("next"),
            zoomIn: t("zoomIn"),
            zoomOut: t("zoomOut"),
            fit: t("fit"),
            loading: t("loading"),
            failed: t("failed"),
            failedText: t("failedText"),
            again: t("again"),
            signedOut: t("signedOut"),
            signIn: t("signIn"),
          }}
        />
      )}
      <SessionEnd session={session} stay={staySignedIn} />
    </main>
  );
}
