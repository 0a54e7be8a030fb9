import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { endedBefore, type OfficeAction } from "@/lib/staff/actions";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import { Section } from "./section";

/** Each as the address of the question that is asked first. */
export const doings = {
  file: "ingediend",
  release: "vrijgeven",
  fileWithoutApproval: "zonder-akkoord",
  withdraw: "intrekken",
} as const satisfies Partial<Record<OfficeAction, string>>;

type Props = { filing: StaffFilingDetail; actions: OfficeAction[]; mayManage: boolean };

/** What can be done with it now. The first is what one most likely came for; withdrawing comes last. */
export function ToDo({ filing, actions, mayManage }: Props) {
  const t = useTranslations("staff");
  const { id, organisation } = filing;
  const hrefOf = (action: OfficeAction) =>
    action === "replace"
      ? `/admin/stukken/nieuw?organisatie=${organisation.id}&vervangt=${id}`
      : `/admin/stukken/${id}?doe=${doings[action]}`;
  const first = actions.find(
    (action) => action === "file" || (action === "replace" && filing.state === "rejected"),
  );
  const ended = endedBefore(filing);
  return (
    <Section id="to-do" title={t("toDo")}>
      {ended && (
        <Note kind="warning" className="mb-4">
          {t(`inVain.${ended}`)}
        </Note>
      )}
      {actions.length === 0 ? (
        <p className="text-ink-2">{t(mayManage ? "nothingToDo" : "mayNotManage")}</p>
      ) : (
        <ul className="grid gap-2">
          {actions.map((action) => (
            <li key={action}>
              <ButtonLink
                wide
                size="small"
                variant={action === first ? "primary" : action === "withdraw" ? "danger" : "secondary"}
                href={hrefOf(action)}
              >
                {t(`do.${action}.name`)}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
