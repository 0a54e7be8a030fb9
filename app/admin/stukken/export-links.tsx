import { getFormatter, getTranslations } from "next-intl/server";
import { mostExported } from "@/lib/staff/export";
import { type ListQuery, listAddress } from "./filters";

/** "Exporteren": the list as it is filtered, in a file for another program. */
export async function ExportLinks({ query }: { query: ListQuery }) {
  const t = await getTranslations("staff");
  const count = (await getFormatter()).number(mostExported);
  const list = listAddress(query).replace("/admin/stukken", "/admin/stukken/export");
  const json = `${list}${list.includes("?") ? "&" : "?"}soort=json`;
  return (
    <section aria-labelledby="exporteren" className="mt-6 text-sm">
      <h2 id="exporteren" className="text-base">
        {t("export")}
      </h2>
      <p className="text-ink-2">{t("exportHint", { count })}</p>
      <p className="mt-1 flex gap-4">
        <a className="link inline-flex min-h-8 items-center" href={list} download>
          {t("exportCsv")}
        </a>
        <a className="link inline-flex min-h-8 items-center" href={json} download>
          {t("exportJson")}
        </a>
      </p>
    </section>
  );
}
