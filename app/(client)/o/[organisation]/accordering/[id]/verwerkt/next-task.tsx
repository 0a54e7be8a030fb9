import { ArrowRight } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import type { ClientPage } from "@/lib/access/page";
import { openTasks } from "@/lib/approvals/queries";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";

/** The task with the earliest date that is left here, if there is one. */
export async function NextTask({ page, language }: { page: ClientPage; language: Language }) {
  const { organisation } = page;
  if (organisation.openTasks === 0) return null;
  const [next] = await page.read((ctx) => openTasks(ctx, organisation.id));
  if (!next) return null;
  const t = await getTranslations("approvals");
  return (
    <ButtonLink wide="phone" href={`/o/${organisation.slug}/accordering/${next.id}`}>
      {t("nextTask", { title: filingTitle(next, language) })}
      <ArrowRight aria-hidden />
    </ButtonLink>
  );
}
