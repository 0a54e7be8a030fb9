import { Check, X } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { decisionWords } from "@/app/(client)/decision-words";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Submit } from "@/components/ui/submit";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { askForApprovalCode } from "./actions";

/** Goedkeuren and Afkeuren. On a phone they stay in reach at the bottom of the screen, in the place of the menu. */
export async function DecideButtons({
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
  const t = await getTranslations("approvals");
  return (
    <ActionForm
      action={askForApprovalCode}
      words={await decisionWords("approved")}
      className="no-print mt-5 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:mt-0 max-md:border-line max-md:border-t max-md:bg-surface max-md:px-[1.125rem] max-md:pt-3 max-md:pb-[calc(.75rem+env(safe-area-inset-bottom))] max-md:shadow-e3"
    >
      <input type="hidden" name="organisatie" value={slug} />
      <input type="hidden" name="filing" value={filing.id} />
      <div className={mayApprove ? "grid grid-cols-[1.35fr_1fr] gap-2.5" : "grid"}>
        {mayApprove && (
          <Submit variant="approve" wide busy={t("requesting")} data-opens-dialog>
            <Check aria-hidden />
            {t("approve")}
          </Submit>
        )}
        <ButtonLink variant="danger" wide href={`/o/${slug}/accordering/${filing.id}/afkeuren`}>
          <X aria-hidden />
          {t("reject")}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}
