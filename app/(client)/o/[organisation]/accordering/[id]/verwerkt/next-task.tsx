import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import type { NextTask as Next } from "@/lib/approvals/shapes";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";

/** The task with the earliest date that is left here, if there is one. */
export function NextTask({ next, slug, language }: { next: Next | null; slug: string; language: Language }) {
  const t = useTranslations("approvals");
  if (!next) return null;
  return (
    <ButtonLink wide="phone" href={`/o/${slug}/accordering/${next.id}`}>
      {t("nextTask", { title: filingTitle(next, language) })}
      <ArrowRight aria-hidden />
    </ButtonLink>
  );
}
