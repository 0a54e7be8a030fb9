import { FileText, Maximize2 } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { PdfPreview } from "@/components/viewer/pdf-preview";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { formatBytes } from "@/lib/shared/bytes";
import type { Language } from "@/lib/shared/dates";

/** The attachment, small beside the amount; the green button opens it in full (F45). */
export async function Attachment({
  filing,
  slug,
  language,
}: {
  filing: FilingDetail;
  slug: string;
  language: Language;
}) {
  const t = await getTranslations("approvals");
  const { attachment, id } = filing;
  const here = `/o/${slug}/accordering/${id}`;
  return (
    <section
      aria-label={t("attachment")}
      className="overflow-hidden rounded-lg border border-line bg-(--desk) max-md:order-2"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-surface px-3 py-2 text-sm">
        <FileText aria-hidden className="size-5 flex-none" />
        <span className="min-w-0 flex-1">
          <strong className="block truncate">{attachment.name}</strong>
          <span className="text-ink-2">
            {t("pages", { count: attachment.pages })} · {formatBytes(attachment.bytes, language)}
          </span>
        </span>
        <ButtonLink variant="approve" size="small" href={`${here}/bijlage`}>
          <Maximize2 aria-hidden />
          {t("openAttachment")}
        </ButtonLink>
      </div>
      <a
        href={`${here}/bijlage`}
        aria-label={t("previewOf", { name: attachment.name })}
        className="block p-4 focus-visible:-outline-offset-4 md:px-8 md:py-6"
      >
        <PdfPreview url={`${here}/pdf`} />
      </a>
    </section>
  );
}
