import { useTranslations } from "next-intl";
import { Choice } from "@/components/ui/choice";
import { SelectField } from "@/components/ui/field";
import { DeputyFields, type DeputyWords } from "./deputy-fields";
import type { SignerRowData } from "./signer-rows";

const steps = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** One who may sign: whether, when, and in whose place. What belongs to it is shown once it is ticked, without script too. */
export function SignerRow({
  row,
  organisation,
  words,
}: {
  row: SignerRowData;
  organisation: string;
  words: DeputyWords;
}) {
  const t = useTranslations("staff");
  const { accountId, party, value, name, capacities, chosen, step, deputyFor, self } = row;
  return (
    <div
      className="group/signer rounded border border-line bg-surface px-3 py-1.5"
      data-party={party}
      data-self={self || undefined}
    >
      <Choice type="checkbox" name="ondertekenaar" value={value} defaultChecked={chosen}>
        {name} <span className="text-ink-2">· {capacities.join(" + ")}</span>
        {capacities.length > 1 && (
          <span className="block text-ink-2 text-sm">{t("sign.times", { count: capacities.length })}</span>
        )}
      </Choice>
      <div className="hidden space-y-3 pt-1 pb-2 pl-8 group-has-[[name=ondertekenaar]:checked]/signer:block">
        <SelectField
          name={`stap-${accountId}`}
          label={t("sign.step")}
          aria-label={t("sign.stepOf", { name })}
          defaultValue={String(step)}
          className="max-w-[16rem]"
        >
          {steps.map((one) => (
            <option key={one} value={one}>
              {t("sign.stepNumber", { step: one })}
            </option>
          ))}
        </SelectField>
        {party === "client" && (
          <DeputyFields
            accountId={accountId}
            organisation={organisation}
            deputyFor={deputyFor}
            words={words}
          />
        )}
      </div>
    </div>
  );
}
