import { getTranslations } from "next-intl/server";
import { Tabs } from "@/components/ui/tabs";

/** The two views of Accordering (F44). */
export async function ApprovalTabs({
  slug,
  view,
  openTasks,
}: {
  slug: string;
  view: "open" | "all";
  openTasks: number;
}) {
  const t = await getTranslations("approvals");
  const home = `/o/${slug}/accordering`;
  return (
    <>
      <h1 tabIndex={-1}>{t("title")}</h1>
      <div className="my-6 md:my-7">
        <Tabs
          label={t("title")}
          tabs={[
            {
              href: home,
              name: t("openTasks"),
              short: t("openTasksShort"),
              current: view === "open",
              count: String(openTasks),
            },
            {
              href: `${home}/overzicht`,
              name: t("overview"),
              short: t("overviewShort"),
              current: view === "all",
            },
          ]}
        />
      </div>
    </>
  );
}
