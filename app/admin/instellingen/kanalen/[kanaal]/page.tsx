import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardBody } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Saved } from "@/components/ui/saved";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { staffPage } from "@/lib/access/page";
import { channelsOf } from "@/lib/delivery/channels";
import { switchChannelOnOff, tryConnection } from "../actions";
import { ChannelForm } from "./channel-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("channels"))("title") };
}

type Props = {
  params: Promise<{ kanaal: string }>;
  searchParams: Promise<{ gedaan?: string | string[] }>;
};

/** One way to a recipient: its settings, its certificate, whether it is on, and whether it works. */
export default async function ChannelPage({ params, searchParams }: Props) {
  const { read } = await staffPage("settings.manage");
  const { kanaal } = await params;
  const { gedaan } = await searchParams;
  const channels = await read(channelsOf);
  const channel = channels.find(({ id }) => id === kanaal) ?? null;
  // The KvK has one channel; once it is there it goes by its id.
  const isNew = kanaal === "nieuw" || (kanaal === "kvk" && !channels.some((one) => one.recipient === ""));
  if (!channel && !isNew) notFound();
  const t = await getTranslations("channels");
  const isBank = channel ? channel.stream === "creditReport" : kanaal === "nieuw";
  return (
    <>
      <p>
        <a className="link" href="/admin/instellingen/kanalen">
          {t("back")}
        </a>
      </p>
      <h1 tabIndex={-1} className="mt-2 mb-4">
        {!isBank ? t("kvk") : channel ? t("bankNamed", { bank: channel.recipient }) : t("addBank")}
      </h1>
      {gedaan === "opgeslagen" && (
        <Note kind="ok" role="status" className="mb-4">
          {t("saved")}
        </Note>
      )}
      {channel && !channel.enabled && (
        <Note kind="warning" className="mb-4">
          {t("offText")}
        </Note>
      )}
      <ChannelForm channel={channel} target={channel?.id ?? kanaal} isBank={isBank} />
      {channel && (
        <div className="mt-6 grid max-w-3xl gap-4">
          <Trying id={channel.id} />
          <Switching id={channel.id} enabled={channel.enabled} />
        </div>
      )}
    </>
  );
}

async function Trying({ id }: { id: string }) {
  const t = await getTranslations("channels");
  const words = await formWords(
    ...["kvk-number", "channel-settings", "try-refused", "try-timeout", "try-odd-answer", "try-expired"],
    ...["try-address-unknown", "try-no-connection", "try-connect-timeout", "try-tls-failed"],
    ...["try-certificate-refused", "try-invalid"],
  );
  return (
    <Card>
      <CardBody>
        <h2 className="mb-1 text-lg">{t("try")}</h2>
        <p className="mb-3 max-w-prose text-ink-2">{t("tryText")}</p>
        <ActionForm action={tryConnection} words={words}>
          <input type="hidden" name="kanaal" value={id} />
          <Field
            name="nummer"
            label={t("tryNumber")}
            hint={t("tryNumberHint")}
            inputMode="numeric"
            autoComplete="off"
            className="max-w-48"
          />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
            <Submit variant="secondary" busy={t("trying")}>
              {t("try")}
            </Submit>
            <Saved>{t("tryOk")}</Saved>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

async function Switching({ id, enabled }: { id: string; enabled: boolean }) {
  const t = await getTranslations("channels");
  return (
    <Card>
      <CardBody>
        <h2 className="mb-1 text-lg">{t(enabled ? "switchOff" : "switchOn")}</h2>
        <p className="mb-3 max-w-prose text-ink-2">{t(enabled ? "switchOffText" : "switchOnText")}</p>
        <ActionForm action={switchChannelOnOff} words={await formWords()}>
          <input type="hidden" name="kanaal" value={id} />
          <input type="hidden" name="stand" value={enabled ? "uit" : "aan"} />
          <Submit variant={enabled ? "danger" : "secondary"} busy={t("busy")}>
            {t(enabled ? "switchOff" : "switchOn")}
          </Submit>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
