"use client";

import { useEffect, useRef, useState } from "react";
import { Field } from "@/components/ui/field";
import { type Dates, type DeadlinePolicy, datesOf, objectBy } from "@/lib/approvals/deadlines";
import type { Stream } from "@/lib/approvals/shapes";
import { type StreamTraits, streams } from "@/lib/approvals/streams";
import { type FilingPeriod, type PlainDate, parseDay } from "@/lib/shared/dates";
import { useFileBy } from "./file-by";

export type DateWords = Record<
  | (
      | "year"
      | "otherYear"
      | "otherYearHint"
      | "yearFrom"
      | "yearUntil"
      | "from"
      | "until"
      | "day"
      | "documentDate"
      | "number"
      | "objectBy"
      | "objectByHint"
      | "payBy"
      | "instalments"
    )
  | ("approveBy" | "approveByHint" | "fileBy" | "fileByHint" | "filePayHint" | "expiresOn" | "expiresOnHint"),
  string
>;

type Start = {
  /** What it is about; fixed where a file or the version before says it, else a first guess or nothing. */
  period: FilingPeriod | null;
  fixed: boolean;
  dates: Dates;
  expiresOn: PlainDate | null;
  details: Record<string, string>;
};

/**
 * The period, where no file says it, and the dates that follow from it. They follow it while it is typed, until
 * somebody changes one of them; without script they are filled in by hand.
 */
export function DateFields({
  stream,
  start,
  policy,
  day,
  words,
}: {
  stream: Stream;
  start: Start;
  policy: DeadlinePolicy;
  /** Today. */
  day: PlainDate;
  words: DateWords;
}) {
  const traits = streams[stream];
  const [period, setPeriod] = useState(start.period);
  const [own, setOwn] = useState(false);
  const held = useRef(start.dates);
  if (!own && !start.fixed && period) held.current = datesOf(stream, period, day, policy);
  const { approveBy, fileBy } = held.current;
  const { setDays } = useFileBy();
  const before = useRef({ approveBy, fileBy });
  useEffect(() => {
    if (before.current.approveBy !== approveBy) setDays({ approveBy: approveBy ?? "" });
    if (before.current.fileBy !== fileBy) setDays({ fileBy: fileBy ?? "" });
    before.current = { approveBy, fileBy };
  }, [approveBy, fileBy, setDays]);
  const touched = () => setOwn(true);
  return (
    <>
      {start.fixed ? (
        <FixedPeriod length={traits.period} period={start.period} />
      ) : (
        <PeriodFields traits={traits} start={start} words={words} onPeriod={setPeriod} />
      )}
      <LetterFields traits={traits} start={start} words={words} onPeriod={setPeriod} />
      {traits.approvers !== "nobody" && (
        <>
          <Field
            name="goedkeurenUiterlijk"
            type="date"
            label={words.approveBy}
            hint={words.approveByHint}
            key={`approve ${approveBy}`}
            defaultValue={approveBy ?? ""}
            onInput={({ currentTarget: { value } }) => {
              touched();
              setDays({ approveBy: value });
            }}
          />
          <Field
            name="indienenUiterlijk"
            type="date"
            label={words.fileBy}
            hint={traits.paid === "on-return" ? words.filePayHint : words.fileByHint}
            key={`file ${fileBy}`}
            defaultValue={fileBy ?? ""}
            onInput={({ currentTarget: { value } }) => {
              touched();
              setDays({ fileBy: value });
            }}
          />
          <Field
            name="verlooptOp"
            type="date"
            label={words.expiresOn}
            hint={words.expiresOnHint}
            defaultValue={start.expiresOn ?? ""}
          />
        </>
      )}
    </>
  );
}

type Part = {
  traits: StreamTraits;
  start: Start;
  words: DateWords;
  onPeriod: (period: FilingPeriod | null) => void;
};

/** Said by the version before, which a new one cannot change. */
function FixedPeriod({ length, period }: { length: StreamTraits["period"]; period: FilingPeriod | null }) {
  if (!period || length === "day") return null;
  return (
    <>
      <input
        type="hidden"
        name="tijdvakVan"
        value={length === "year" ? period.end.slice(0, 4) : period.start}
      />
      <input type="hidden" name="tijdvakTot" value={period.end} />
    </>
  );
}

function PeriodFields({ traits, start, words, onPeriod }: Part) {
  const typed = useRef({ from: start.period?.start ?? "", until: start.period?.end ?? "" });
  const span = (part: { from?: string; until?: string }) => {
    typed.current = { ...typed.current, ...part };
    const [first, last] = [parseDay(typed.current.from), parseDay(typed.current.until)];
    onPeriod(first && last && first <= last ? { start: first, end: last } : null);
  };
  if (traits.period === "year")
    return <YearFields start={start} words={words} onPeriod={onPeriod} span={span} />;
  // The day of a letter is its date, which is asked for beside its number.
  if (traits.period === "day" && traits.details.includes("documentDate")) return null;
  if (traits.period === "day") {
    return (
      <Field
        name="tijdvakVan"
        type="date"
        label={words.day}
        defaultValue={start.period?.end ?? ""}
        onInput={({ currentTarget: { value } }) => span({ from: value, until: value })}
      />
    );
  }
  return (
    <div className="grid gap-5 md:grid-cols-2 md:gap-3">
      <Field
        name="tijdvakVan"
        type="date"
        label={words.from}
        defaultValue={start.period?.start ?? ""}
        onInput={({ currentTarget: { value } }) => span({ from: value })}
      />
      <Field
        name="tijdvakTot"
        type="date"
        label={words.until}
        defaultValue={start.period?.end ?? ""}
        onInput={({ currentTarget: { value } }) => span({ until: value })}
      />
    </div>
  );
}

/** The year; under it, for whoever keeps another one than the calendar's, from when until when it runs. */
function YearFields({
  start: { period },
  words,
  onPeriod,
  span,
}: Omit<Part, "traits"> & { span: (part: { from?: string; until?: string }) => void }) {
  return (
    <>
      <Field
        name="tijdvakVan"
        label={words.year}
        inputMode="numeric"
        autoComplete="off"
        defaultValue={period?.end.slice(0, 4) ?? ""}
        onInput={({ currentTarget: { value } }) =>
          onPeriod(/^(19|20)\d{2}$/.test(value) ? { start: `${value}-01-01`, end: `${value}-12-31` } : null)
        }
      />
      <details>
        <summary className="cursor-pointer text-link underline underline-offset-4">{words.otherYear}</summary>
        <p className="mt-2 text-ink-2 text-sm">{words.otherYearHint}</p>
        <div className="mt-3 grid gap-5 md:grid-cols-2 md:gap-3">
          <Field
            name="boekjaarVan"
            type="date"
            label={words.yearFrom}
            onInput={({ currentTarget: { value } }) => span({ from: value })}
          />
          <Field
            name="boekjaarTot"
            type="date"
            label={words.yearUntil}
            onInput={({ currentTarget: { value } }) => span({ until: value })}
          />
        </div>
      </details>
    </>
  );
}

/** Number and dates of what comes from the tax authority. */
function LetterFields({ traits: { details, paid }, start, words }: Part) {
  const [date, setDate] = useState(start.details.documentDate ?? "");
  if (!details.includes("documentDate")) return null;
  const known = parseDay(date);
  // Against an assessment one can always object; against a letter only if it says so.
  const suggested = start.details.objectBy ?? (known && paid === "as-assessed" ? objectBy(known) : "");
  return (
    <>
      <Field
        name="nummer"
        label={words.number}
        autoComplete="off"
        defaultValue={start.details.number ?? ""}
      />
      <Field
        name="datum"
        type="date"
        label={words.documentDate}
        defaultValue={date}
        onInput={({ currentTarget: { value } }) => setDate(value)}
      />
      <Field
        name="bezwaarUiterlijk"
        type="date"
        label={words.objectBy}
        hint={words.objectByHint}
        key={`object ${suggested}`}
        defaultValue={suggested}
      />
      {details.includes("payBy") && (
        <Field
          name="betalenUiterlijk"
          type="date"
          label={words.payBy}
          defaultValue={start.details.payBy ?? ""}
        />
      )}
      {details.includes("instalments") && (
        <Field
          name="termijnen"
          label={words.instalments}
          inputMode="numeric"
          autoComplete="off"
          maxLength={2}
          defaultValue={start.details.instalments ?? ""}
        />
      )}
    </>
  );
}
