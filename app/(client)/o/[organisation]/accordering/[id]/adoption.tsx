import { getTranslations } from "next-intl/server";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";

/** What goes to the KvK with publicatiestukken: when the accounts were adopted, or that they were not, and for whom the copy is (F53). */
export async function Adoption() {
  const t = await getTranslations("approvals");
  return (
    <>
      <input type="hidden" name="vragen" value="ja" />
      <ChoiceCards
        name="vastgesteld"
        label={t("adopted")}
        beside
        options={[
          { value: "ja", label: t("adoptedYes") },
          { value: "nee", label: t("adoptedNo"), text: t("adoptedNoText") },
        ]}
      />
      <div className="hidden group-has-[#vastgesteld-ja:checked]:block">
        <Field name="vastgesteldOp" type="date" label={t("adoptedOn")} hint={t("adoptedOnHint")} />
      </div>
      <Field
        name="afschriftNaar"
        type="email"
        label={t("copyTo")}
        hint={t("copyToHint")}
        autoComplete="email"
        inputMode="email"
      />
    </>
  );
}
