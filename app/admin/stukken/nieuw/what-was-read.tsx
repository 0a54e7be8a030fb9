import { useLocale, useTranslations } from "next-intl";
import { FigureList, FiguresAmount } from "@/app/admin/stukken/figure-list";
import { Card, CardBody } from "@/components/ui/card";
import type { Stream } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import type { Prepared } from "@/lib/staff/prepare";

/** Whose document it is, what was read from its file, and which files it has. */
export function WhatWasRead({
  organisation,
  prepared,
  stream,
  before,
}: {
  organisation: { id: string; name: string };
  prepared: Prepared;
  stream: Stream;
  before: StaffFilingDetail | null;
}) {
  const t = useTranslations("staff");
  const language = useLocale() as Language;
  const { attachment, data, annexes, reading } = prepared;
  const period = reading?.period ?? before?.period;
  const label = reading?.unity ? "fiscale eenheid" : (before?.label ?? null);
  const back = new URLSearchParams({ organisatie: organisation.id });
  if (before) back.set("vervangt", before.id);
  return (
    <Card aria-labelledby="read">
      <CardBody>
        <h2 id="read">{t(reading ? "read" : "nothingRead")}</h2>
        <p className="mt-3 text-ink-2">{organisation.name}</p>
        <p className="font-[640] text-lg">
          {period ? filingTitle({ stream, period, label }, language) : streams[stream].name[language]}
        </p>
        {reading ? (
          <>
            <FiguresAmount amount={reading.figures.amount} language={language} />
            <FigureList figures={reading.figures} language={language} />
          </>
        ) : (
          <p className="mt-2 text-ink-2">{t(streams[stream].typed.length > 0 ? "typeThem" : "noFigures")}</p>
        )}
        <h3 className="mt-4 text-base">{t("files")}</h3>
        <ul className="mt-1 text-ink-2">
          <li className="break-all">
            {attachment.name}
            {attachment.pages !== null && ` · ${t("pages", { count: attachment.pages })}`}
          </li>
          {[...(data ? [data] : []), ...annexes].map(({ id, name }) => (
            <li key={id} className="break-all">
              {name}
            </li>
          ))}
        </ul>
        <p className="mt-3">
          <a className="link" href={`/admin/stukken/nieuw?${back}`}>
            {t("back")}
          </a>
        </p>
      </CardBody>
    </Card>
  );
}
