import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, ButtonLink } from "@/components/ui/button";
import type { FilingDetail } from "@/lib/approvals/shapes";

/**
 * Goedkeuren and Afkeuren. On a phone they stay in reach at the bottom of the screen, in the place of the menu. Both
 * say which version was looked at, and lead to a question: nothing happens yet, and no text message is sent.
 */
export function DecideButtons({
  filing,
  slug,
  mayApprove,
}: {
  filing: FilingDetail;
  slug: string;
  firm: string;
  /** Not what was approved for later already: that is sent from its own list. */
  mayApprove: boolean;
}) {
  const t = useTranslations("approvals");
  const here = `/o/${slug}/accordering/${filing.id}`;
  return (
    <form
      method="get"
      action={here}
      className="no-print mt-5 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:mt-0 max-md:border-line max-md:border-t max-md:bg-surface max-md:px-[1.125rem] max-md:pt-3 max-md:pb-[calc(.75rem+env(safe-area-inset-bottom))] max-md:shadow-e3"
    >
      <input type="hidden" name="goedkeuren" value={filing.version} />
      <div className={mayApprove ? "grid grid-cols-[1.35fr_1fr] gap-2.5" : "grid"}>
        {mayApprove && (
          <Button type="submit" variant="approve" wide data-opens-dialog>
            <Check aria-hidden />
            {t("approve")}
          </Button>
        )}
        <ButtonLink variant="danger" wide href={`${here}/afkeuren?versie=${filing.version}`}>
          <X aria-hidden />
          {t("reject")}
        </ButtonLink>
      </div>
    </form>
  );
}
