import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { staySignedIn } from "@/app/actions";
import { SessionEnd } from "@/components/layout/session-end";
import { PdfViewer } from "@/components/viewer/pdf-viewer";
import { clientPage } from "@/lib/access/page";
import { filingDetail } from "@/lib/approvals/queries";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import { isId } from "@/lib/shared/ids";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("viewer"))("title") };
}

/** The attachment in full, without the frame of the other pages: the document has the screen (F45). */
export default async function AttachmentPage({
  params,
}: {
  params: Promise<{ organisation: string; id: string }>;
}) {
  const { organisation: slug, id } = await params;
  const { session, organisation, read } = await clientPage("filing.read", slug);
  if (!isId(id)) notFound();
  const filing = (await read((ctx) => filingDetail(ctx, organisation.id, id))) ?? notFound();
  const t = await getTranslations("viewer");
  const here = `/o/${slug}/accordering/${id}`;
  return (
    <main id="inhoud">
      <PdfViewer
        url={`${here}/pdf`}
        back={here}
        title={`${filingTitle(filing, (await getLocale()) as Language)} · ${filing.attachment.name}`}
        words={{
          document: t("document", { name: filing.attachment.name }),
          back: t("back"),
          pageOf: t.raw("pageOf"),
          previous: t("previous"),
          next: t("next"),
          zoomIn: t("zoomIn"),
          zoomOut: t("zoomOut"),
          fit: t("fit"),
          keep: t("keep"),
          loading: t("loading"),
          failed: t("failed"),
          failedText: t("failedText"),
          again: t("again"),
          signedOut: t("signedOut"),
          signIn: t("signIn"),
        }}
      />
      <SessionEnd session={session} stay={staySignedIn} />
    </main>
  );
}
