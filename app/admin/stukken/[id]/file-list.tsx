import { Download, FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { formatBytes } from "@/lib/shared/bytes";
import type { Language } from "@/lib/shared/dates";
import type { StaffFile, StaffFilingDetail } from "@/lib/staff/filing";
import { Section } from "./section";

/** The attachment as the client sees it, and the files that go elsewhere. */
export function FileList({ filing, language }: { filing: StaffFilingDetail; language: Language }) {
  const t = useTranslations("staff");
  const { id, attachment, data, annexes, signing } = filing;
  // What is signed is read as it is by now.
  const newest = signing?.revisions[0];
  const others: [string, StaffFile][] = [
    ...(data ? [[t("dataFile"), data] as [string, StaffFile]] : []),
    ...annexes.map((annex): [string, StaffFile] => [t("annex"), annex]),
  ];
  return (
    <Section id="files" title={t("files")}>
      <p className="break-words">{attachment.name}</p>
      <p className="mb-2 text-ink-2 text-sm">
        {attachment.pages !== null && `${t("pages", { count: attachment.pages })} · `}
        {formatBytes(newest?.bytes ?? attachment.bytes, language)}
      </p>
      <ButtonLink
        variant="secondary"
        size="small"
        href={`/admin/stukken/${id}/bijlage/${newest?.fileId ?? attachment.id}`}
      >
        <FileText aria-hidden />
        {t("openAttachment")}
      </ButtonLink>
      {others.length > 0 && (
        <ul className="mt-3 space-y-2">
          {others.map(([kind, file]) => (
            <li key={file.id}>
              <span className="block text-ink-2 text-sm">{kind}</span>
              <a className="link break-all" href={`/admin/stukken/${id}/bestand/${file.id}?bewaren`}>
                <Download aria-hidden className="mr-1 inline size-4" />
                {file.name}
              </a>{" "}
              <span className="text-ink-2 text-sm">{formatBytes(file.bytes, language)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
