import { FileText, Maximize2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { PdfPreview } from "@/components/viewer/pdf-preview";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { formatBytes } from "@/lib/shared/bytes";
import type { Language } from "@/lib/shared/dates";
import { SignButtons } from "./sign-buttons";

/** The attachment, small beside the amount; the green button opens it in full (F45). */
export function Attachment({
  filing,
  slug,
  language,
  version,
  signs = false,
}: {
  filing: FilingDetail;
  slug: string;
  language: Language;
  /** The one that the address asks for, where it does. */
  version: number | undefined;
  /** Whether this person signs it now: then that is the button that counts. */
  signs?: boolean;
}) {
  const t = useTranslations("approvals");
  const { attachment, id } = filing;
  const here = `/o/${slug}/accordering/${id}`;
  const of = version === undefined ? "" : `&versie=${version}`;
  const opens = `${here}/bijlage${of.replace("&", "?")}`;
  const size = formatBytes(attachment.bytes, language);
  return (
    <section
      aria-label={t("attachment")}
      className="overflow-hidden rounded-lg border border-line bg-(--desk) max-md:order-2"
    >
      {signs && <SignButtons filing={filing} slug={slug} at="top" />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-surface px-3 py-2 text-sm">
        <FileText aria-hidden className="size-5 flex-none" />
        <span className="min-w-0 flex-1">
          <strong className="block wrap-anywhere">{attachment.name}</strong>
          <span className="text-ink-2">
            {attachment.pages === null ? size : `${t("pages", { count: attachment.pages })} · ${size}`}
          </span>
        </span>
        <ButtonLink variant={filing.signing ? "secondary" : "approve"} size="small" href={opens}>
          <Maximize2 aria-hidden />
          {t("openAttachment")}
        </ButtonLink>
      </div>
      {attachment.mime === "text/html" ? (
        <iframe
          // No tokens at all: nothing in it runs, and it reaches nothing.
          sandbox=""
          src={`${here}/pdf?voorbeeld${of}`}
          title={t("previewOf", { name: attachment.name })}
          className="block h-[36rem] w-full bg-white"
        />
      ) : (
        <a
          href={opens}
          aria-label={t("previewOf", { name: attachment.name })}
          className="block p-4 focus-visible:-outline-offset-4 md:px-8 md:py-6"
        >
          <PdfPreview url={`${here}/pdf?voorbeeld${of}`} />
        </a>
      )}
    </section>
  );
}
