import { ArrowRight } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";

/** Below a list that has the newest on top: on to what is older, and back to the top. */
export async function Pages({ here, after, next }: { here: string; after: boolean; next: string | null }) {
  const t = await getTranslations("approvals");
  return (
    <nav aria-label={t("documents")} className="mt-5 flex items-center justify-between gap-4">
      {after ? (
        <a className="link" href={here}>
          {t("newest")}
        </a>
      ) : (
        <span />
      )}
      {next && (
        <ButtonLink variant="secondary" size="small" href={`${here}?na=${next}`}>
          {t("older")}
          <ArrowRight aria-hidden />
        </ButtonLink>
      )}
    </nav>
  );
}
