import { useTranslations } from "next-intl";
import { Status } from "@/components/ui/status";
import type { Endpoint } from "@/lib/backoffice/endpoints";

/** Whether a program is told of things, and whether that arrives. */
export function EndpointState({
  endpoint,
}: {
  endpoint: Pick<Endpoint, "disabledAt" | "disabledReason" | "failingSince">;
}) {
  const t = useTranslations("settings");
  const { disabledAt, disabledReason, failingSince } = endpoint;
  if (disabledAt)
    return disabledReason === "office" || disabledReason === null ? (
      <Status kind="over">{t("states.office")}</Status>
    ) : (
      <Status kind="bad">{t(`states.${disabledReason}`)}</Status>
    );
  if (failingSince) return <Status kind="wait">{t("states.trouble")}</Status>;
  return <Status kind="done">{t("states.on")}</Status>;
}
