import { ArrowLeft } from "lucide-react";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Card, CardBody } from "@/components/ui/card";
import { Status } from "@/components/ui/status";
import { filingTitle } from "@/lib/approvals/title";
import { formatDay, type Language, today } from "@/lib/shared/dates";
import { withdrawnOf } from "./filing-of";

/** What an old link to a withdrawn document leads to: that it is gone, why, and whom to ask (D5). */
export async function Withdrawn({ slug, id }: { slug: string; id: string }) {
  const { page, filing } = (await withdrawnOf(slug, id)) ?? notFound();
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const { contact } = page.organisation;
  return (
    <>
      <p className="mb-4 text-sm">
        <a className="link inline-flex min-h-7 items-center gap-1.5" href={`/o/${slug}/accordering`}>
          <ArrowLeft aria-hidden className="size-5" />
          {t("back")}
        </a>
      </p>
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
        <h1 tabIndex={-1}>{filingTitle(filing, language)}</h1>
        <Status kind="over">{t("states.withdrawn")}</Status>
      </div>
      <Card className="max-w-2xl">
        <CardBody>
          <h2 className="text-lg">
            {t("withdrawnOn", { firm: page.firm.name, day: formatDay(today(filing.at), language) })}
          </h2>
          {filing.reason && (
            <blockquote className="mt-3 whitespace-pre-line border-line border-l-4 pl-3">
              {filing.reason}
            </blockquote>
          )}
          <p className="mt-3">{t("withdrawnText")}</p>
          <p className="mt-3 text-sm">
            {t("question")}{" "}
            <a className="link" href={`/o/${slug}/contact${contact ? `?aan=${contact.id}` : ""}`}>
              {contact
                ? t("askName", { name: contact.name.split(" ")[0] ?? contact.name })
                : t("askSomebody")}
            </a>
          </p>
        </CardBody>
      </Card>
    </>
  );
}
