import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/tabs";
import type { OrganisationChoice } from "@/lib/access/organisations";

/** The views of Accordering (F44, F48). */
export function ApprovalTabs({
  organisation,
  view,
}: {
  organisation: OrganisationChoice;
  view: "open" | "ready" | "all";
}) {
  const t = useTranslations("approvals");
  const home = `/o/${organisation.slug}/accordering`;
  const { openTasks, ready } = organisation;
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
              href: `${home}/verzenden`,
              name: t("ready"),
              short: t("readyShort"),
              current: view === "ready",
              count: String(ready),
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
