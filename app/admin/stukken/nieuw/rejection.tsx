import { useTranslations } from "next-intl";
import { Note } from "@/components/ui/note";
import type { StaffFilingDetail } from "@/lib/staff/filing";

/** Why the client rejected the version that is replaced: what a new one has to put right. */
export function Rejection({ before }: { before: StaffFilingDetail }) {
  const t = useTranslations("staff");
  const words = useTranslations("approvals");
  const rejections = before.decisions.filter(
    ({ decision, version }) => decision === "rejected" && version === before.version,
  );
  if (rejections.length === 0) return null;
  return rejections.map(({ by, at, version, category, reason }) => (
    <Note key={`${by} ${at.getTime()}`} kind="danger" className="mb-4">
      <h2 className="text-base">{t("rejectedBefore", { name: by, version })}</h2>
      {category && words.has(`categories.${category}`) && (
        <p className="font-[620]">{words(`categories.${category}`)}</p>
      )}
      <p className="whitespace-pre-line">{reason}</p>
    </Note>
  ));
}
