import { useTranslations } from "next-intl";
import { Card, CardBody } from "@/components/ui/card";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { formatMoment, type Language } from "@/lib/shared/dates";

/** Whose approval is needed, and how far each of them is; only where there is more than one (B21). */
export function Decisions({ filing, language }: { filing: FilingDetail; language: Language }) {
  const t = useTranslations("approvals");
  const { approvers, decisions } = filing;
  if (approvers.length < 2) return null;
  return (
    <Card className="max-md:order-4" aria-labelledby="approvers">
      <CardBody>
        <h2 id="approvers" className="mb-1.5 text-lg">
          {t("approvers")}
        </h2>
        <ul>
          {approvers.map(({ seat, name, capacity, onBehalfOf, turn, reason }) => {
            const made = decisions.find((one) => one.by === name && one.onBehalfOf === onBehalfOf);
            const role = t.has(`capacities.${capacity}`) ? t(`capacities.${capacity}`) : null;
            return (
              <li key={seat} className="border-line border-t py-2.5 first:border-t-0">
                <strong>{name ?? t("anybody")}</strong>
                <span className="text-ink-2">
                  {onBehalfOf ? `, ${t("onBehalfOf", { name: onBehalfOf })}` : role && `, ${role}`}
                </span>
                <span className="block text-sm">
                  {t(`turns.${turn}`, { day: made ? formatMoment(made.at, language) : "" })}
                </span>
                {turn === "dropped" && reason && (
                  <span className="block text-ink-2 text-sm">{t("droppedBecause", { reason })}</span>
                )}
              </li>
            );
          })}
        </ul>
      </CardBody>
    </Card>
  );
}
