import { MessageSquareX, PenLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { FilingDetail } from "@/lib/approvals/shapes";

/**
 * "Naar ondertekenen": top left above the document, as the manual says (4.2); on a phone at the bottom of the screen, in
 * reach of a thumb. Whoever does not sign says so with a reason.
 */
export function SignButtons({
  filing: { id, version },
  slug,
  at,
}: {
  filing: FilingDetail;
  slug: string;
  at: "top" | "bottom";
}) {
  const t = useTranslations("signing");
  const here = `/o/${slug}/accordering/${id}`;
  const top = at === "top";
  return (
    <div
      className={cn(
        "no-print gap-2.5",
        top
          ? "flex flex-wrap border-line border-b bg-surface px-3 py-2.5 max-md:hidden"
          : "fixed inset-x-0 bottom-0 z-20 grid grid-cols-[auto_1fr] border-line border-t bg-surface px-[1.125rem] pt-3 pb-[calc(.75rem+env(safe-area-inset-bottom))] shadow-e3 md:hidden",
      )}
    >
      <ButtonLink
        variant="approve"
        href={`${here}/ondertekenen`}
        className={top ? "" : "whitespace-nowrap px-4"}
      >
        <PenLine aria-hidden />
        {t("toSign")}
      </ButtonLink>
      <ButtonLink
        variant={top ? "ghost" : "danger"}
        href={`${here}/afkeuren?versie=${version}`}
        className={top ? "text-danger" : "whitespace-nowrap px-2 [&_svg]:hidden"}
      >
        <MessageSquareX aria-hidden />
        {t(top ? "refuse" : "refuseInstead")}
      </ButtonLink>
    </div>
  );
}
