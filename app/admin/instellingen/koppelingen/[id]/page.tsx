import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Card, CardBody } from "@/components/ui/card";
import { Note } from "@/components/ui/note";
import { staffPage } from "@/lib/access/page";
import { endpointById } from "@/lib/backoffice/endpoints";
import { now } from "@/lib/ports/clock";
import { formatMoment, type Language } from "@/lib/shared/dates";
import { isId } from "@/lib/shared/ids";
import { EndpointState } from "../endpoint-state";
import { Buttons } from "./buttons";
import { Messages } from "./messages";

const list = "/admin/instellingen/koppelingen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("webhooks") };
}

/** One program: whether it works, what was sent to it, and what an administrator can do about it. */
export default async function ConnectionPage({ params }: { params: Promise<{ id: string }> }) {
  const { read } = await staffPage("settings.manage");
  const { id } = await params;
  const endpoint = (isId(id) ? await read((ctx) => endpointById(ctx, id)) : null) ?? notFound();
  const t = await getTranslations("settings");
  const sending = await getTranslations("sending");
  const language = (await getLocale()) as Language;
  const { disabledAt, disabledReason, failingSince, fault, previousUntil } = endpoint;
  const facts = [
    [
      t("address"),
      <span key="url" className="break-all">
        {endpoint.url}
      </span>,
    ],
    [t("state"), <EndpointState key="state" endpoint={endpoint} />],
    [t("lastArrived"), endpoint.lastSuccessAt ? formatMoment(endpoint.lastSuccessAt, language) : t("never")],
    [
      t("events"),
      endpoint.events.map((one) => t(`event.${one.replace(".", "-") as "filing-approved"}`)).join(", "),
    ],
  ] as const;
  return (
    <>
      <p className="mb-1 text-sm">
        <a className="link" href={list}>
          {t("webhooks")}
        </a>
      </p>
      <h1 tabIndex={-1} className="mb-4">
        {endpoint.name}
      </h1>
      {(failingSince || disabledAt) && (
        <Note kind={disabledReason === "office" ? "info" : "warning"} className="mb-4">
          <p>
            {disabledAt
              ? t(`why.${disabledReason ?? "office"}`, { moment: formatMoment(disabledAt, language) })
              : failingSince && t("why.trouble", { moment: formatMoment(failingSince, language) })}
          </p>
          {fault && failingSince && <p className="mt-1">{sending(`fault.${fault}`)}</p>}
        </Note>
      )}
      <div className="space-y-4">
        <Card>
          <CardBody>
            <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[12rem_minmax(0,1fr)]">
              {facts.map(([name, value]) => (
                <div key={name} className="contents">
                  <dt className="text-ink-2">{name}</dt>
                  <dd className="min-w-0 max-sm:mb-2">{value}</dd>
                </div>
              ))}
            </dl>
            {previousUntil && previousUntil > now() && (
              <p className="mt-3 text-sm">
                {t("oldSecret", { moment: formatMoment(previousUntil, language) })}
              </p>
            )}
            <Buttons id={endpoint.id} name={endpoint.name} off={disabledAt !== null} />
          </CardBody>
        </Card>
        <Messages messages={endpoint.messages} language={language} />
      </div>
    </>
  );
}
