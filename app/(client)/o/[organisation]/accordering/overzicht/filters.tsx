import { ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import { AddressForm } from "@/components/ui/address-form";
import { Button, ButtonLink } from "@/components/ui/button";
import { type Filters as Chosen, type FilterQuery, isNarrowed, statusChoices } from "@/lib/approvals/filters";
import { allStreams, streams } from "@/lib/approvals/streams";
import type { Language } from "@/lib/shared/dates";

const control =
  "block w-full min-h-control rounded border-[1.5px] border-control bg-surface px-3.5 py-2 text-[max(16px,var(--t-base))] text-ink";

/** What the filters come to: how many there are, or that there are none. */
export const foundId = "gevonden";

/**
 * "Status", "Jaar" and "Type", each with "[Alle]" (F62), and a search. A form that is asked by its address alone; its
 * answer begins at what was found, which on a phone stands below all of this.
 */
export function Filters({
  query,
  chosen,
  here,
  years,
  seen,
  firm,
  language,
}: {
  query: FilterQuery;
  chosen: Chosen;
  here: string;
  /** The years to choose from, the latest first. */
  years: number[];
  /** The streams that this person may see here. */
  seen: string[];
  firm: string;
  language: Language;
}) {
  const t = useTranslations("approvals");
  const status = chosen.states && typeof query.status === "string" ? query.status : "";
  const selects = [
    {
      name: "status",
      value: status,
      label: t("status"),
      options: statusChoices.map((key) => [key, t(`statusFilters.${key}`, { firm })]),
    },
    {
      name: "jaar",
      value: String(chosen.year ?? ""),
      label: t("year"),
      options: years.map((year) => [String(year), String(year)]),
    },
    {
      name: "type",
      value: chosen.stream ?? "",
      label: t("type"),
      options: allStreams
        .filter((stream) => seen.includes(stream))
        .map((stream) => [stream, streams[stream].name[language]]),
    },
  ];
  return (
    <AddressForm
      action={`${here}#${foundId}`}
      aria-label={t("filterLabel")}
      className="grid grid-cols-2 items-end gap-x-3.5 gap-y-3 md:gap-4 md:grid-cols-[minmax(0,1.3fr)_minmax(0,0.6fr)_minmax(0,1.35fr)_minmax(0,0.95fr)_auto_auto]"
    >
      {selects.map(({ name, value, label, options }) => (
        <div key={name} className="min-w-0">
          <label htmlFor={name} className="mb-1.5 block font-[620]">
            {label}
          </label>
          <select id={name} name={name} key={value} defaultValue={value} className={control}>
            <option value="">{t("all")}</option>
            {options.map(([key, said]) => (
              <option key={key} value={key}>
                {said}
              </option>
            ))}
          </select>
        </div>
      ))}
      <div className="min-w-0">
        <label htmlFor="zoek" className="mb-1.5 block font-[620]">
          {t("search")}
        </label>
        <input
          id="zoek"
          name="zoek"
          type="search"
          key={chosen.words.join(" ")}
          defaultValue={chosen.words.join(" ")}
          className={control}
        />
      </div>
      <Button type="submit" className="max-md:col-span-2">
        <ListFilter aria-hidden />
        {t("applyFilter")}
      </Button>
      {isNarrowed(chosen) && (
        <ButtonLink variant="ghost" href={here} className="max-md:col-span-2">
          {t("clearFilter")}
        </ButtonLink>
      )}
    </AddressForm>
  );
}
