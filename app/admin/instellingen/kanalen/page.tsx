import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { staffPage } from "@/lib/access/page";
import { channelsOf, type SetUp } from "@/lib/delivery/channels";
import { certificateFacts } from "@/lib/delivery/key-pair";
import { CertificateState } from "./certificate-state";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("channels"))("title") };
}

const here = "/admin/instellingen/kanalen";

/** How the firm reaches the KvK and each of the banks, and until when. */
export default async function ChannelsPage() {
  const { read } = await staffPage("settings.manage");
  const channels = await read(channelsOf);
  const t = await getTranslations("channels");
  const kvk = channels.find(({ stream }) => stream === "filingAccounts");
  const banks = channels.filter(({ stream }) => stream === "creditReport");
  return (
    <>
      <p className="mb-1 text-sm">
        <a className="link" href="/admin/instellingen">
          {(await getTranslations("settings"))("title")}
        </a>
      </p>
      <h1 tabIndex={-1}>{t("title")}</h1>
      <p className="mt-1 mb-4 max-w-prose text-ink-2">{t("intro")}</p>
      <Card>
        <ul>
          <Line href={`${here}/${kvk?.id ?? "kvk"}`} name={t("kvk")} channel={kvk} />
          {banks.map((bank) => (
            <Line
              key={bank.id}
              href={`${here}/${bank.id}`}
              name={t("bankNamed", { bank: bank.recipient })}
              channel={bank}
            />
          ))}
        </ul>
      </Card>
      <p className="mt-4">
        <ButtonLink variant="secondary" href={`${here}/nieuw`}>
          {t("addBank")}
        </ButtonLink>
      </p>
    </>
  );
}

function Line({ href, name, channel }: { href: string; name: string; channel: SetUp | undefined }) {
  const t = useTranslations("channels");
  const isLocal = channel?.settings.deliverUrl === "";
  return (
    <li className="space-y-1 border-line border-b px-card py-3 last:border-b-0">
      <a className="link font-[620]" href={href}>
        {name}
      </a>
      <p className="break-words text-ink-2 text-sm">
        {!channel
          ? t("notSetUp")
          : [
              t(channel.enabled ? "on" : "off"),
              isLocal ? t("places.demo") : new URL(channel.settings.deliverUrl).host,
              channel.settings.messageType,
            ].join(" · ")}
      </p>
      {channel && !isLocal && <CertificateState facts={certificateFacts(channel.certificate)} />}
    </li>
  );
}
