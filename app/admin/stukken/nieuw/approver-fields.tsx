import { getTranslations } from "next-intl/server";
import { capacityOf } from "@/app/admin/stukken/capacity";
import { Choice, Choices } from "@/components/ui/choice";
import { Note } from "@/components/ui/note";
import type { StaffApprover } from "@/lib/staff/filing";
import type { Prepared } from "@/lib/staff/prepare";

/** Whose approval is needed: that of anybody with the right, or that of each of those who are ticked. */
export async function ApproverFields({
  people,
  usual,
  before,
}: {
  people: Prepared["approvers"];
  usual: "anyone" | "everyone" | "nobody";
  before: StaffApprover[] | null;
}) {
  const t = await getTranslations("staff");
  const capacities = await Promise.all(
    people.map(async ({ capacities }) => (await Promise.all(capacities.map(capacityOf))).join(" + ")),
  );
  if (people.length === 0) return <Note kind="warning">{t("noApprovers")}</Note>;
  const named = before?.flatMap(({ accountId }) => accountId ?? []) ?? [];
  const each = before ? named.length > 0 : usual === "everyone";
  const shared = people.filter(({ sharesNumber }) => sharesNumber);
  return (
    <div className="group space-y-3">
      <Choices name="akkoord" label={t("approvers")}>
        <Choice type="radio" name="akkoord" value="een" defaultChecked={!each}>
          {t("anyApprover")}{" "}
          <span className="block text-ink-2 text-sm">{people.map(({ name }) => name).join(", ")}</span>
        </Choice>
        <Choice type="radio" name="akkoord" value="allen" defaultChecked={each}>
          {t("eachApprover")}
        </Choice>
      </Choices>
      {/* Hidden without script too: the browser knows which of the two is chosen. */}
      <div className="hidden pl-8 group-has-[[value=allen]:checked]:block">
        <Choices name="akkoordVan" label={t("whichApprovers")}>
          {people.map((person, index) => (
            <Choice
              key={person.accountId}
              type="checkbox"
              name="akkoordVan"
              value={person.accountId}
              defaultChecked={before && named.length > 0 ? named.includes(person.accountId) : true}
            >
              {person.name} <span className="text-ink-2">· {capacities[index]}</span>
              {person.sharesNumber && <span className="block text-sm text-warning">{t("sharesNumber")}</span>}
            </Choice>
          ))}
        </Choices>
        {shared.length > 0 && (
          <div className="mt-2 rounded bg-warning-tint px-4 py-2">
            <Choice type="checkbox" name="bevestigd" value="shared-number">
              {t("q.shared-number", { names: shared.map(({ name }) => name).join(", ") })}
            </Choice>
          </div>
        )}
      </div>
    </div>
  );
}
