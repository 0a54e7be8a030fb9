import { getTranslations } from "next-intl/server";
import type { DateWords } from "./date-fields";

/** What the answer to step two may say. */
export const confirmRefusals = [
  ...["day", "year", "amount", "period-backwards", "approve-after-file", "payment-reference", "bank"],
  ...["choose-organisation", "choose-stream", "choose-pdf", "choose-xbrl", "choose-approvers"],
  ...["upload-used", "confirm-first", "other-stream", "other-period", "no-period", "approver-unknown"],
  ...["nothing-to-wait-for", "not-now", "at-most-40", "at-most-60", "at-most-80", "at-most-1000"],
  ...["already-approved", "already-delivered", "already-completed", "already-rejected", "already-withdrawn"],
  ...["already-acceptedByRecipient", "already-refusedByRecipient", "already-outcomeUnknown"],
  ...["already-expired", "already-filedWithoutApproval"],
];

export async function dateWords(): Promise<DateWords> {
  const t = await getTranslations("staff");
  return {
    year: t("year"),
    from: t("from"),
    until: t("until"),
    day: t("day"),
    number: t("number"),
    documentDate: t("documentDate"),
    objectBy: t("objectBy"),
    objectByHint: t("objectByHint"),
    payBy: t("payBy"),
    approveBy: t("approveBy"),
    approveByHint: t("approveByHint"),
    fileBy: t("fileBy"),
    fileByHint: t("fileByHint"),
    filePayHint: t("filePayHint"),
    expiresOn: t("expiresOn"),
    expiresOnHint: t("expiresOnHint"),
  };
}

/** Every question that may come up, in words. Those about figures stand beside their names. */
export async function questionWords(): Promise<Record<string, string>> {
  const t = await getTranslations("staff");
  const figures = await getTranslations("figures");
  const own = ["period-in-future", "period-old", "deadline-passed", "duplicate-period", "no-number-on-file"];
  return {
    ...(figures.raw("warnings") as Record<string, string>),
    ...Object.fromEntries(own.map((key) => [key, t(`q.${key}`)])),
    "shared-number": t("sharedNumber"),
  };
}
