import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Submit } from "@/components/ui/submit";
import { mostInBatch } from "@/lib/approvals/rules";
import type { CurrentFiling } from "@/lib/approvals/shapes";
import { filingTitle } from "@/lib/approvals/title";
import type { Language, PlainDate } from "@/lib/shared/dates";
import { formatDay } from "@/lib/shared/dates";
import { RowOfFiling } from "./filing-row";
import type { Act, FormWords } from "./forms";
import { SendChosen } from "./send-chosen";

/**
 * "Klaar om te verzenden" (F48): what this person wants to approve, all of it ticked, to be sent with one code. It has
 * not been approved before that code.
 */
export function ReadyList({
  rows,
  scope,
  firm,
  language,
  day,
  actions,
  words,
  across,
}: {
  rows: CurrentFiling[];
  /** The organisation that the forms name, or what stands for all of them. */
  scope: string;
  firm: string;
  language: Language;
  day: PlainDate;
  actions: { ask: Act; putBack: Act };
  words: FormWords;
  across?: boolean;
}) {
  const t = useTranslations("approvals");
  const form = "verzenden";
  const counts = Object.fromEntries(
    Array.from({ length: rows.length + 1 }, (_, count) => [count, t("sendCount", { count })]),
  );
  const meta = (row: CurrentFiling) =>
    [
      across ? row.organisation.name : null,
      row.approveBy ? t("approveBy", { day: formatDay(row.approveBy, language, "dayMonth") }) : null,
    ]
      .filter(Boolean)
      .join(" · ");
  return (
    <Card
      aria-labelledby="klaar"
      className="flex flex-col border-info md:grid md:grid-cols-[minmax(0,1fr)_auto] md:items-start"
    >
      <div className="px-card pt-card pb-1">
        <h2 id="klaar">{t("ready")}</h2>
        <p className="mt-1 text-ink-2 text-sm">
          {t("readyText", { count: rows.length })}
          {rows.length > mostInBatch && <> {t("readyMost", { count: mostInBatch })}</>}
        </p>
      </div>
      <ul className="md:col-span-2 md:row-start-2">
        {rows.map((row, index) => (
          <RowOfFiling
            key={row.id}
            filing={row}
            slug={row.organisation.slug}
            firm={firm}
            language={language}
            day={day}
            meta={meta(row)}
            before={
              <span className="relative z-1 grid size-11 place-items-center">
                <input
                  type="checkbox"
                  form={form}
                  name="filing"
                  value={`${row.id}:${row.version}`}
                  defaultChecked={index < mostInBatch}
                  aria-label={t("sendOne", { title: titleOf(row, language, across) })}
                  className="size-6 accent-(--brand)"
                />
              </span>
            }
            after={
              <PutBack
                row={row}
                scope={scope}
                title={titleOf(row, language, across)}
                act={actions.putBack}
                words={words}
              />
            }
          />
        ))}
      </ul>
      <ActionForm
        id={form}
        action={actions.ask}
        words={words}
        className="p-card md:col-start-2 md:row-start-1 md:max-w-[24rem]"
      >
        <input type="hidden" name="organisatie" value={scope} />
        <SendChosen
          form={form}
          all={Math.min(rows.length, mostInBatch)}
          words={counts}
          busy={t("requesting")}
        />
      </ActionForm>
    </Card>
  );
}

/** Back to the open tasks: nothing was sent, and it will not be with the next batch. */
function PutBack({
  row,
  scope,
  title,
  act,
  words,
}: {
  row: CurrentFiling;
  scope: string;
  title: string;
  act: Act;
  words: FormWords;
}) {
  const t = useTranslations("approvals");
  return (
    <ActionForm action={act} words={words} className="relative z-1 mt-1">
      <input type="hidden" name="organisatie" value={scope} />
      <input type="hidden" name="terug" value={row.id} />
      <Submit
        variant="ghost"
        size="small"
        busy={t("puttingBack")}
        aria-label={t("putBackOne", { title })}
        className="-mx-3.5"
      >
        <Undo2 aria-hidden />
        {t("putBack")}
      </Submit>
    </ActionForm>
  );
}

function titleOf(row: CurrentFiling, language: Language, across = false): string {
  const title = filingTitle(row, language);
  return across ? `${title}, ${row.organisation.name}` : title;
}
