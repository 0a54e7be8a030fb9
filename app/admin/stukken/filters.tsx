import { useTranslations } from "next-intl";
import { Button, ButtonLink } from "@/components/ui/button";
import { inputLook } from "@/components/ui/field";
import { allStreams, streams } from "@/lib/approvals/streams";
import { now } from "@/lib/ports/clock";
import { type Language, today } from "@/lib/shared/dates";
import { type StaffFilters, type StaffStatus, staffStatuses } from "@/lib/staff/filters";

export type ListQuery = Partial<Record<"status" | "jaar" | "type" | "zoek", string | string[]>>;

/** The address of the list under these filters, and perhaps further on in it. */
export function listAddress({ status, jaar, type, zoek }: ListQuery, na?: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ status, jaar, type, zoek, na })) {
    if (typeof value === "string" && value !== "") query.set(name, value);
  }
  const text = query.toString();
  return text ? `/admin/stukken?${text}` : "/admin/stukken";
}

/** "Status", "Jaar", "Type" and a search, in the URL; all on "[Alle]" shows everything. */
export function Filters({
  query,
  status,
  filters,
  narrowed,
  language,
}: {
  query: ListQuery;
  status: StaffStatus | null;
  filters: StaffFilters;
  narrowed: boolean;
  language: Language;
}) {
  const t = useTranslations("staff");
  const year = Number(today(now()).slice(0, 4));
  const years = Array.from({ length: 8 }, (_, back) => year + 1 - back);
  const select = (
    name: "status" | "jaar" | "type",
    label: string,
    value: string,
    options: [string, string][],
  ) => (
    <label className="flex flex-col gap-1 text-sm">
      <span className="font-[620]">{label}</span>
      <select name={name} defaultValue={value} key={value} className={inputLook}>
        <option value="">{t("all")}</option>
        {options.map(([key, word]) => (
          <option key={key} value={key}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <search>
      <form action="/admin/stukken" className="my-4 grid items-end gap-3 sm:grid-cols-2 lg:flex lg:flex-wrap">
        {select(
          "status",
          t("status"),
          status ?? "",
          staffStatuses.map((key) => [key, t(`statuses.${key}`)]),
        )}
        {select(
          "jaar",
          t("yearFilter"),
          filters.year ? String(filters.year) : "",
          [...new Set([...years, ...(filters.year ? [filters.year] : [])])].map((one) => [
            String(one),
            String(one),
          ]),
        )}
        {select(
          "type",
          t("type"),
          filters.stream ?? "",
          allStreams.map((key) => [key, streams[key].name[language]]),
        )}
        <label className="flex flex-col gap-1 text-sm lg:w-64">
          <span className="font-[620]">{t("searchFor")}</span>
          <input
            type="search"
            name="zoek"
            defaultValue={typeof query.zoek === "string" ? query.zoek.slice(0, 200) : ""}
            className={inputLook}
          />
        </label>
        <div className="flex gap-2">
          <Button type="submit" variant="secondary">
            {t("applyFilter")}
          </Button>
          {narrowed && (
            <ButtonLink variant="ghost" href="/admin/stukken">
              {t("clearFilter")}
            </ButtonLink>
          )}
        </div>
      </form>
    </search>
  );
}
