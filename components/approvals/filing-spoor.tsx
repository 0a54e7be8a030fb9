import { useTranslations } from "next-intl";
import { Spoor, type Step } from "@/components/ui/spoor";
import { type Placed, timelineOf } from "@/lib/approvals/timeline";
import { formatDay, formatMoment, type Language, today } from "@/lib/shared/dates";

/** "Waar is dit stuk?": where a filing is and whose turn it is. Across on the welcome page, else down. */
export function FilingSpoor({
  filing,
  firm,
  language,
  across = false,
  onHero = false,
}: {
  filing: Placed & { signing?: unknown };
  firm: string;
  language: Language;
  across?: boolean;
  onHero?: boolean;
}) {
  const t = useTranslations("approvals");
  const signing = useTranslations("signing");
  // What is signed has the same steps, and other words for some of them.
  const nameOf = (name: string, said: Record<string, string>) =>
    filing.signing && signing.has(`steps.${name}`)
      ? signing(`steps.${name}`, said)
      : t(`steps.${name}`, said);
  const steps: Step[] = timelineOf(filing).map(({ mark, name, detail, at, by, reference }) => {
    const said = { firm, name: by ?? "" };
    const moment = at && (across ? formatDay(today(at), language, "dayMonth") : formatMoment(at, language));
    const facts = [
      moment,
      // An approval of somebody has the name in front already.
      name === "approvalOf" || (across && name === "published") ? undefined : by,
      reference && t("stepReference", { reference }),
    ];
    const under = [facts.filter(Boolean).join(", "), detail && t(`stepDetails.${detail}`, said)];
    return {
      state: mark,
      name: nameOf(across && t.has(`steps.${name}Short`) ? `${name}Short` : name, said),
      detail: under.filter(Boolean).join(" · "),
    };
  });
  return (
    <Spoor
      steps={steps}
      across={across}
      onHero={onHero}
      stateNames={{
        done: t("stepDone"),
        now: t("stepNow"),
        todo: t("stepTodo"),
        failed: t("stepFailed"),
      }}
    />
  );
}
