import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardBody } from "@/components/ui/card";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { Saved } from "@/components/ui/saved";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { chooseCode } from "./actions";

/** "Code per sms bij ondertekenen", with what either choice means. */
export async function CodeChoice({ asks }: { asks: boolean }) {
  const t = await getTranslations("signing-settings");
  return (
    <Card aria-labelledby="code">
      <CardBody>
        <h2 id="code" className="mb-1 text-lg">
          {t("code")}
        </h2>
        <p className="mb-4 max-w-prose text-ink-2">{t("codeText")}</p>
        <ActionForm action={chooseCode} words={await formWords("choose-confirmation")}>
          <ChoiceCards
            key={String(asks)}
            name="bevestiging"
            label={t("codeChoice")}
            initial={asks ? "sms" : "geen"}
            options={[
              { value: "sms", label: t("codeOn"), text: t("codeOnText") },
              { value: "geen", label: t("codeOff"), text: t("codeOffText") },
            ]}
          />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
            <Submit busy={t("busy")}>{t("codeSave")}</Submit>
            <Saved>{t("codeSaved")}</Saved>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
