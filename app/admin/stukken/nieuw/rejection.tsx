import { getTranslations } from "next-intl/server";
import { Note } from "@/components/ui/note";
import type { StaffFilingDetail } from "@/lib/staff/filing";

/** Why the client rejected the version that is replaced: what a new one has to put right. */
export async function Rejection({ before }: { before: StaffFilingDetail }) {
  const rejections = before.decisions.filter(
    ({ decision, version }) => decision === "rejected" && version === before.version,
  );
  if (rejections.length === 0) return null;
  const t = await getTranslations("staff");
  const words = await getTranslations("approvals");
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
