import type { useTranslations } from "next-intl";
import type { FilingDecision, FilingDetail } from "@/lib/approvals/shapes";

type Words = {
  t: ReturnType<typeof useTranslations<"approvals">>;
  signing: ReturnType<typeof useTranslations<"signing">>;
};

/** "Goedgekeurd door" or "Ondertekend door", and the name, with how it was confirmed. */
export function decidedBy(
  filing: FilingDetail,
  { decision, by: name, onBehalfOf, method, assistedBy }: FilingDecision,
  { t, signing }: Words,
): { label: string; who: string } {
  const said = { name, onBehalfOf: onBehalfOf ?? "" };
  const approved = decision === "approved";
  if (!filing.signing) {
    const label = t(approved ? "approvedBy" : "rejectedByLabel");
    return { label, who: t(onBehalfOf ? "withSmsFor" : "withSms", said) };
  }
  const label = signing(approved ? "signedBy" : "refusedBy");
  const key = method === "totp" ? "withApp" : method === "sms" ? "withCode" : "withSession";
  const who = signing(onBehalfOf && key !== "withApp" ? `${key}For` : key, said);
  return { label, who: assistedBy ? signing("helped", { who, name: assistedBy }) : who };
}
