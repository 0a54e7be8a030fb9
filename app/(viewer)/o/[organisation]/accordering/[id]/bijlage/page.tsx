import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { filingOf } from "@/app/(client)/o/[organisation]/accordering/[id]/filing-of";
import { staySignedIn } from "@/app/actions";
import { SessionEnd } from "@/components/layout/session-end";
import { HtmlViewer } from "@/components/viewer/html-viewer";
import { PdfViewer } from "@/components/viewer/pdf-viewer";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("viewer"))("title") };
}

type Props = {
  params: Promise<{ organisation: string; id: string }>;
  searchParams: Promise<{ versie?: string }>;
};

/** The attachment in full, without the frame of the other pages: the document has the screen (F45). */
export default async function AttachmentPage({ params, searchParams }: Props) {
  const { organisation: slug, id } = await params;
  const { versie } = await searchParams;
  const { page, filing } = (await filingOf(slug, id, versie)) ?? notFound();
  const t = await getTranslations("viewer");
  const here = `/o/${slug}/accordering/${id}`;
  const of = versie === undefined ? "" : `?versie=${filing.version}`;
  const { name, mime } = filing.attachment;
  const shown = {
    url: `${here}/pdf${of}`,
    back: `${here}${of}`,
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
      <SessionEnd session={page.session} stay={staySignedIn} />
    </main>
  );
}
