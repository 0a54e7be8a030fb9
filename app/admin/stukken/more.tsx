import { ArrowRight } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { type ListQuery, listAddress } from "./filters";

/** Below the list: on to what is older, and back to the top, under the same filters. */
export async function More({
  query,
  after,
  next,
}: {
  query: ListQuery;
  after: boolean;
  next: string | null;
}) {
  const t = await getTranslations("approvals");
  return (
    <nav aria-label={t("documents")} className="mt-5 flex items-center justify-between gap-4">
      {after ? (
        <a className="link" href={listAddress(query)}>
          {t("newest")}
        </a>
      ) : (
        <span />
      )}
      {next && (
        <ButtonLink variant="secondary" size="small" href={listAddress(query, next)}>
          {t("older")}
          <ArrowRight aria-hidden />
        </ButtonLink>
      )}
    </nav>
  );
}
