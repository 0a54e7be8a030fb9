import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Tick } from "@/components/ui/choice";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { identityDocuments } from "@/lib/staff/at-office";
import { identify } from "./actions";

/** Before the device is the client's: a colleague says to have seen who it is, and by what. */
export async function Identify({
  filing,
  seat,
  name,
  title,
  detail,
}: {
  filing: string;
  seat: string;
  name: string;
  title: string;
  detail: string;
}) {
  const t = await getTranslations("staff");
  return (
    <main id="inhoud" className="mx-auto max-w-[40rem] px-5 py-8">
      <p className="mb-1 text-sm">
        <a className="link" href={detail}>
          {title}
        </a>
      </p>
      <h1 tabIndex={-1}>{t("sign.atOffice")}</h1>
      <p className="mt-2 mb-5 text-ink-2">{t("sign.atOfficeText", { name })}</p>
      <Card>
        <CardBody>
          <ActionForm
            action={identify}
            words={await formWords("identity-document", "identity-seen", "not-now")}
          >
            <input type="hidden" name="filing" value={filing} />
            <input type="hidden" name="plaats" value={seat} />
            <ChoiceCards
              name="soort"
              label={t("sign.identity")}
              options={identityDocuments.map((value) => ({
                value,
                label: t(`sign.identityDocuments.${value}`),
              }))}
            />
            <Tick name="gezien" value="ja">
              {t("sign.identitySeen", { name })}
            </Tick>
            <p className="text-ink-2 text-sm">{t("sign.handOverNote", { name })}</p>
            <div className="flex flex-wrap gap-3">
              <Submit busy={t("busy")} wide="phone">
                {t("sign.handOver", { name })}
              </Submit>
              <ButtonLink variant="secondary" wide="phone" href={detail}>
                {t("cancel")}
              </ButtonLink>
            </div>
          </ActionForm>
        </CardBody>
      </Card>
    </main>
  );
}
