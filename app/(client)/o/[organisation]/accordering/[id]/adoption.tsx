import { useLocale, useTranslations } from "next-intl";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import type { Adoption as FileAdoption } from "@/lib/approvals/adoption";
import type { Answers } from "@/lib/approvals/answers";
import { formatDay, type Language, type PlainDate } from "@/lib/shared/dates";

/**
 * What is asked with publicatiestukken: when the accounts were adopted, or that they were not, and for whom the copy is
 * (F53). What the file says about it, and the KvK so publishes, is told first.
 */
export function Adoption({
  file,
  firm,
  adoptedOn,
  given,
}: {
  file: FileAdoption | null;
  firm: string;
  /** As everybody has signed the accounts, or minutes say so. */
  adoptedOn: PlainDate | null;
  /** What was answered before the code was asked for. */
  given: Answers | undefined;
}) {
  const t = useTranslations("approvals");
  const language = useLocale() as Language;
  return (
    <>
      <input type="hidden" name="vragen" value="ja" />
      {file && (
        <Note kind={file.adopted ? "info" : "warning"}>
          {file.on
            ? t("fileAdoptedOn", { day: formatDay(file.on, language), firm })
            : t(file.adopted ? "fileAdopted" : "fileNotAdopted", { firm })}
        </Note>
      )}
      <ChoiceCards
        name="vastgesteld"
        label={t("adopted")}
        beside
        {...(given?.adopted ? { initial: given.adopted === "yes" ? "ja" : "nee" } : {})}
        options={[
          { value: "ja", label: t("adoptedYes") },
          { value: "nee", label: t("adoptedNo"), text: t("adoptedNoText") },
        ]}
      />
      <div className="hidden group-has-[#vastgesteld-ja:checked]:block">
        <Field
          name="vastgesteldOp"
          type="date"
          label={t("adoptedOn")}
          hint={t("adoptedOnHint")}
          defaultValue={given?.adoptedOn ?? file?.on ?? adoptedOn ?? undefined}
        />
      </div>
      <Field
        name="afschriftNaar"
        type="email"
        label={t("copyTo")}
        hint={t("copyToHint", { firm })}
        defaultValue={given?.copyAddress}
        autoComplete="email"
        inputMode="email"
      />
    </>
  );
}
