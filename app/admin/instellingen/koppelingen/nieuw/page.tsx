import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardBody } from "@/components/ui/card";
import { Choice, Choices } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { staffPage } from "@/lib/access/page";
import { programEvents } from "@/lib/backoffice/rules";
import { webhookPorts } from "@/lib/ports/webhook/target";
import { add } from "../actions";
import { SecretOnce } from "../secret-once";

const list = "/admin/instellingen/koppelingen";
/** What nearly every package wants to know. */
const usual = ["filing.approved", "filing.rejected", "filing.replaced", "filing.withdrawn"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("add") };
}

/** A new program: what it is called, where it listens, and for what. */
export default async function NewConnectionPage() {
  await staffPage("settings.manage");
  const t = await getTranslations("settings");
  const words = await formWords(
    ...["name", "name-too-long", "events", "too-many-endpoints", "url-invalid", "url-not-https"],
    ...["url-credentials", "url-port", "url-private", "url-fragment"],
  );
  return (
    <>
      <p className="mb-1 text-sm">
        <a className="link" href={list}>
          {t("webhooks")}
        </a>
      </p>
      <h1 tabIndex={-1} className="mb-4">
        {t("add")}
      </h1>
      <Card className="max-w-2xl">
        <CardBody>
          <ActionForm action={add} words={words}>
            <SecretOnce
              list={list}
              words={{
                title: t("secretTitle"),
                text: t("secretText"),
                copy: t("copy"),
                copied: t("copied"),
                onward: t("onward"),
              }}
            >
              <div className="space-y-5">
                <Field name="naam" label={t("name")} hint={t("nameHint")} maxLength={60} required />
                <Field
                  name="url"
                  type="url"
                  label={t("url")}
                  hint={t("urlHint", { ports: webhookPorts.join(", ") })}
                  maxLength={500}
                  inputMode="url"
                  autoCapitalize="none"
                  spellCheck={false}
                  required
                />
                <Choices name="gebeurtenis" label={t("events")} hint={t("eventsHint")}>
                  {programEvents.map((event) => (
                    <Choice
                      key={event}
                      type="checkbox"
                      name="gebeurtenis"
                      value={event}
                      defaultChecked={usual.includes(event)}
                    >
                      {t(`event.${event.replace(".", "-") as "filing-approved"}`)}
                      <span className="code block text-ink-2 text-sm">{event}</span>
                    </Choice>
                  ))}
                </Choices>
                <Submit busy={t("busy")}>{t("add")}</Submit>
              </div>
            </SecretOnce>
          </ActionForm>
        </CardBody>
      </Card>
    </>
  );
}
