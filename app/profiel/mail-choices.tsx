import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { Choice, Choices } from "@/components/ui/choice";
import { Saved } from "@/components/ui/saved";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { choices, type Preferences } from "@/lib/notifications/choices";
import { saveMailChoices } from "./actions";

const words = { now: "meteen", daily: "dagelijks", never: "niet" } as const;
const fields = {
  client: [
    ["approval", "goedkeuren"],
    ["reading", "lezen"],
    ["reminder", "herinneringen"],
  ],
  staff: [
    ["approved", "goedgekeurd"],
    ["rejected", "afgekeurd"],
    ["refused", "geweigerd"],
  ],
} as const;

/** "E-mails": which ones this person gets and when, and which ones always. */
export async function MailChoices({ kind, chosen }: { kind: "client" | "staff"; chosen: Preferences }) {
  const t = await getTranslations("profile");
  const offered: Partial<Record<string, readonly (keyof typeof words)[]>> = choices[kind];
  return (
    <ActionForm action={saveMailChoices} words={await formWords()}>
      {fields[kind].map(([about, name]) => (
        <Choices
          key={name}
          name={name}
          label={t(`mails.${about}`)}
          hint={about === "approval" || about === "reminder" ? t(`mails.${about}Hint`) : null}
        >
          {offered[about]?.map((pace) => (
            <Choice
              key={pace}
              type="radio"
              name={name}
              value={words[pace]}
              defaultChecked={pace === chosen[about]}
            >
              {about === "reminder" && pace !== "daily"
                ? t(`mails.reminders.${pace}`)
                : t(`mails.paces.${pace}`)}
            </Choice>
          ))}
        </Choices>
      ))}
      <p className="text-ink-2">{t("mails.always")}</p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <Submit busy={t("saving")}>{t("mails.save")}</Submit>
        <Saved>{t("mails.saved")}</Saved>
      </div>
    </ActionForm>
  );
}
