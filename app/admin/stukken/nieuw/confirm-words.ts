import { getTranslations } from "next-intl/server";
import type { FieldNames } from "@/components/ui/action-form";
import type { Stream } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";
import type { SigningChoice } from "@/lib/staff/signing-choice";
import type { DateWords } from "./date-fields";
import { signingRefusals } from "./signing-words";

/** What the answer to step two may say. */
export const confirmRefusals = [
  ...["day", "year", "amount", "period-backwards", "approve-after-file", "payment-reference", "bank"],
  ...["choose-organisation", "choose-stream", "choose-pdf", "choose-xbrl", "choose-approvers"],
  ...["upload-used", "confirm-first", "other-stream", "other-period", "no-period", "approver-unknown"],
  ...["bank-file-for-kvk", "bank-file-for-accounts", "accounts-for-bank", "publication-for-bank"],
  ...["nothing-to-wait-for", "already-filed", "not-now", "instalments"],
  ...["at-most-40", "at-most-60", "at-most-80", "at-most-1000"],
  ...["already-approved", "already-delivered", "already-completed", "already-rejected", "already-withdrawn"],
  ...[
    "already-acceptedByRecipient",
    "already-refusedByRecipient",
    "already-outcomeUnknown",
    "already-notDelivered",
  ],
  ...["already-expired", "already-filedWithoutApproval"],
  ...signingRefusals,
];

export async function dateWords(): Promise<DateWords> {
  const t = await getTranslations("staff");
  return {
    year: t("year"),
    otherYear: t("otherYear"),
    otherYearHint: t("otherYearHint"),
    yearFrom: t("yearFrom"),
    yearUntil: t("yearUntil"),
    from: t("from"),
    until: t("until"),
    day: t("day"),
    number: t("number"),
    documentDate: t("documentDate"),
    objectBy: t("objectBy"),
    objectByHint: t("objectByHint"),
    payBy: t("payBy"),
    instalments: t("instalments"),
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
  const own = [
    ...["period-in-future", "period-old", "deadline-passed", "duplicate-period", "no-number-on-file"],
    ...["whole-accounts", "publication-alone", "form-unsaid"],
    ...["approval-day-passed", "bank-without-channel", "signatures-unjudged", "no-certificate", "pdf-mended"],
    "added-to-since",
  ];
  return {
    ...(figures.raw("warnings") as Record<string, string>),
    ...Object.fromEntries(own.map((key) => [key, t(`q.${key}`)])),
    "shared-number": t("sharedNumber"),
  };
}

/** What the summary of mistakes calls each field, in the order of the form. */
export async function fieldNames(stream: Stream, choice: SigningChoice | null): Promise<FieldNames> {
  const t = await getTranslations("staff");
  const figures = await getTranslations("figures");
  const { period, typed } = streams[stream];
  const from = { period: "from", year: "year", day: "day" } as const;
  const names: FieldNames = [
    ["bank", t("bank")],
    ["omschrijving", t("label")],
    ...typed.map(({ labelKey }): FieldNames[number] => [`bedrag-${labelKey}`, figures(`labels.${labelKey}`)]),
    ["tijdvakVan", t(from[period])],
    ["tijdvakTot", t("until")],
    ["boekjaarVan", t("yearFrom")],
    ["boekjaarTot", t("yearUntil")],
    ["nummer", t("number")],
    ["datum", t("documentDate")],
    ["bezwaarUiterlijk", t("objectBy")],
    ["betalenUiterlijk", t("payBy")],
    ["goedkeurenUiterlijk", t("approveBy")],
    ["indienenUiterlijk", t("fileBy")],
    ["verlooptOp", t("expiresOn")],
    ["betalingskenmerk", t("reference")],
    ["bijlage", t("attachment")],
    ["ondertekenaar", t("sign.who")],
    ...signerFields(choice),
    ["plaats", t("sign.where")],
    ...(choice ? spotFields(choice) : []),
    ["samenMet", t("sign.together")],
    ["akkoordVan", t("approvers")],
    ["wachtOp", t("waitsFor")],
    ["toelichting", t("note")],
  ];
  // A name of a field, without the remark that it may stay empty.
  return names.map(([name, label]) => [name, label.replace(/ \([^)]*\)$/, "").replace(/\?$/, "")]);
}

/** What is asked of each who signs goes by their names. */
function signerFields(choice: SigningChoice | null): FieldNames {
  return (choice ? [...choice.clients, ...choice.accountants] : []).flatMap(
    ({ accountId, name }): FieldNames =>
      ["stap", "namens", "machtiging"].map((field) => [`${field}-${accountId}`, name]),
  );
}

function spotFields({ clients, accountants }: SigningChoice): FieldNames {
  const people = [...clients, ...accountants.map((one) => ({ ...one, capacities: [null] }))];
  return people.flatMap(
    ({ accountId, name, capacities }): FieldNames =>
      capacities.map((_, n) => [`plek-${accountId}-${n}`, name]),
  );
}
