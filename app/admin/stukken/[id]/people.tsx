import { getTranslations } from "next-intl/server";
import { capacityOf } from "@/app/admin/stukken/capacity";
import { formatMoment, type Language } from "@/lib/shared/dates";
import { mayDrop } from "@/lib/staff/actions";
import type { StaffApprover, StaffFilingDetail } from "@/lib/staff/filing";
import { Section } from "./section";

type Props = { filing: StaffFilingDetail; mayManage: boolean; language: Language };

/** Whose approval is needed, and how far each of them is. */
export async function People({ filing, mayManage, language }: Props) {
  const { approvers, id, state } = filing;
  if (approvers.length === 0) return null;
  const t = await getTranslations("staff");
  return (
    <Section id="people" title={t("whoApproves")}>
      <ul className="space-y-3">
        {approvers.map((approver) => (
          <li key={approver.seat}>
            <OnePerson approver={approver} language={language} />
            {mayManage && mayDrop(approvers, approver.turn, state) && (
              <a
                className="link text-sm"
                href={`/admin/stukken/${id}?doe=vervalt&plaats=${approver.seat}`}
                aria-label={t("dropFor", { name: approver.name ?? t("anybody") })}
              >
                {t("drop")}
              </a>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

async function OnePerson({ approver, language }: { approver: StaffApprover; language: Language }) {
  const t = await getTranslations("staff");
  const { name, turn, by, at, reason } = approver;
  const capacity = await capacityOf(approver);
  return (
    <>
      <p>
        <span className="font-[600]">{name ?? t("anyApprover")}</span>
        {capacity && <span className="text-ink-2"> · {capacity}</span>}
      </p>
      <p className="text-ink-2 text-sm">
        {t(`steps.${turn}`)}
        {by && name === null && ` · ${by}`}
        {at && ` · ${formatMoment(at, language)}`}
      </p>
      {reason && <p className="text-sm">{reason}</p>}
    </>
  );
}
