import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";

/** Below a list that has the newest on top: on to what is older, and back to the top, with the filters as they are. */
export function Pages({
  here,
  query = {},
  after,
  next,
}: {
  here: string;
  /** What the address says already. */
  query?: Record<string, string | string[] | undefined>;
  after: boolean;
  next: string | null;
}) {
  const t = useTranslations("approvals");
  const kept = Object.entries(query).filter(
    (entry): entry is [string, string] =>
      entry[0] !== "na" && typeof entry[1] === "string" && entry[1] !== "",
  );
  const address = (more: [string, string][]) => {
    const all = new URLSearchParams([...kept, ...more]).toString();
    return all ? `${here}?${all}` : here;
  };
  return (
    <nav aria-label={t("documents")} className="mt-5 flex items-center justify-between gap-4">
      {after ? (
        <a className="link" href={address([])}>
          {t("newest")}
        </a>
      ) : (
        <span />
      )}
      {next && (
        <ButtonLink variant="secondary" size="small" href={address([["na", next]])}>
          {t("older")}
          <ArrowRight aria-hidden />
        </ButtonLink>
      )}
    </nav>
  );
}
