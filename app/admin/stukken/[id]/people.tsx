import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { capacityOf } from "@/app/admin/stukken/capacity";
import { formatMoment, type Language } from "@/lib/shared/dates";
import { formatPhone } from "@/lib/shared/phone";
import { mayDrop } from "@/lib/staff/actions";
import type { StaffApprover, StaffFilingDetail } from "@/lib/staff/filing";
import { Section } from "./section";

type Props = { filing: StaffFilingDetail; mayManage: boolean; language: Language };

/** Whose approval is needed, and how far each of them is. */
export function People({ filing, mayManage, language }: Props) {
  const t = useTranslations("staff");
  const { approvers, id, state } = filing;
  if (approvers.length === 0) return null;
  return (
    <Section id="people" title={t("whoApproves")}>
      <ul className="space-y-3">
        {approvers.map((approver) => (
          <li key={approver.seat}>
            <OnePerson approver={approver} language={language} />
            <Numbers people={toCall(approver, filing)} named={approver.name === null} />
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

/** Who could still give this approval. */
export function toCall(
  { turn, accountId }: Pick<StaffApprover, "turn" | "accountId">,
  { callable }: StaffFilingDetail,
) {
  if (turn !== "asked" && turn !== "readyToSend") return [];
  return accountId ? callable.filter((person) => person.accountId === accountId) : callable;
}

/** On which telephone each of them can be called; `named` where one does not see yet who they are. */
export function Numbers({ people, named }: { people: StaffFilingDetail["callable"]; named: boolean }) {
  const t = useTranslations("staff");
  if (people.length === 0) return null;
  return (
    <ul className="mt-1 text-sm">
      {people.map(({ accountId, name, mobile }) => (
        <li key={accountId}>
          {named && `${name}: `}
          {mobile ? (
            <a
              className="link num inline-flex min-h-6 items-center"
              href={`tel:${mobile}`}
              aria-label={t("callPerson", { name, number: formatPhone(mobile) })}
            >
              {formatPhone(mobile)}
            </a>
          ) : (
            <span className="text-warning">{t("noNumber")}</span>
          )}
        </li>
      ))}
    </ul>
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
