import { getTranslations } from "next-intl/server";
import { Status } from "@/components/ui/status";
import type { FilingApproval } from "@/lib/approvals/shapes";
import { formatMoment, type Language } from "@/lib/shared/dates";

/** Who approved it, when and how: what was written down. */
export async function Proof({ approval, language }: { approval: FilingApproval; language: Language }) {
  const t = await getTranslations("approvals");
  const lines = [
    { name: t("reference"), value: <span className="code">{approval.reference}</span> },
    { name: t("approvedBy"), value: t("withSms", { name: approval.by }) },
    { name: t("dateTime"), value: formatMoment(approval.at, language) },
    {
      name: t("status"),
      value: (
        <>
          <Status kind="done">{t("completed")}</Status>{" "}
          <span className="text-ink-2">· {t("yourPartDone")}</span>
        </>
      ),
    },
  ];
  return (
    <dl>
      {lines.map(({ name, value }) => (
        <div
          key={name}
          className="gap-6 border-line border-t py-3 first:border-t-0 md:grid md:grid-cols-[minmax(8rem,12rem)_1fr]"
        >
          <dt className="text-ink-2">{name}</dt>
          <dd className="font-[540]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
