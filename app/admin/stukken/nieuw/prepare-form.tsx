"use client";

import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { ErrorSummary, named, type SummaryLine } from "@/components/ui/error-summary";
import { FieldFrame, inputLook } from "@/components/ui/field";
import { refusalOf } from "@/lib/approvals/kinds";
import { AnnexFields } from "./annex-fields";
import { type StreamChoice, StreamField, streamOf } from "./stream-field";
import { UploadField, type UploadWords } from "./upload-field";
import { type UploadState, useUpload } from "./use-upload";

export type PrepareWords = UploadWords & {
  reasons: Record<string, string>;
  xbrlHints: Record<StreamChoice["data"] | "unknown", string>;
} & Record<
    | ("organisation" | "chooseOrganisation" | "attachment" | "attachmentHint" | "xbrl" | "summary")
    | ("stream" | "streamHint" | "chooseStream" | "streamRead" | "annex" | "annexHint" | "next" | "waiting"),
    string
  >;

type Props = {
  organisations: { id: string; name: string }[];
  streams: StreamChoice[];
  /** The organisation that is chosen already, if any. */
  chosen: string;
  /** Of which document this becomes a new version: its organisation and stream are fixed. */
  replaces: { id: string; stream: string } | null;
  /** The document with which it is going to be signed in one go, if staff came from there. */
  together: string | null;
  words: PrepareWords;
};

/** Step one. Each file is judged as soon as it is chosen; what is wrong with one leaves the others alone. */
export function PrepareForm({ organisations, streams, chosen, replaces, together, words }: Props) {
  const [organisation, setOrganisation] = useState(chosen);
  const [wish, setWish] = useState(replaces?.stream ?? "");
  const [annexes, setAnnexes] = useState<UploadState[]>([]);
  const [asked, setAsked] = useState(false);
  const [going, setGoing] = useState(false);
  /** How often somebody asked to go on and could not: each time the summary takes the focus. */
  const [held, setHeld] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const attachment = useUpload("attachment");
  const xbrl = useUpload("xbrl");
  const stream = streams.find(({ key }) => key === (replaces?.stream ?? streamOf(xbrl.upload, wish)));

  const read = xbrl.upload.state === "done" ? xbrl.upload.stream : null;
  /** A file that was read well, and is made for something else than was chosen. */
  const misfit = read && stream ? refusalOf(read, stream.key) : null;

  const choose = (id: string) => {
    setOrganisation(id);
    // A file belongs to the organisation it was sent for: it is sent and judged again.
    attachment.send(id);
    xbrl.send(id);
  };
  const takeAnnexes = useCallback((states: UploadState[]) => setAnnexes(states), []);

  const reason = (key: string) => words.reasons[key] ?? words.reasons.unknown ?? null;
  const faultOf = ({ upload }: typeof attachment, missing: string | null) => {
    if (upload.state === "refused") return reason(upload.reason);
    return asked && missing && upload.state === "none" ? reason(missing) : null;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    setGoing(true);
  };

  // Whoever asks to go on while a file is still on its way goes on as soon as it has arrived.
  const all = [attachment.upload, xbrl.upload, ...annexes];
  const waiting = going && all.some(({ state }) => state === "sending");
  const complete =
    organisation !== "" &&
    stream !== undefined &&
    misfit === null &&
    attachment.upload.state === "done" &&
    (xbrl.upload.state === "done" || (xbrl.upload.state === "none" && stream.data !== "required")) &&
    annexes.every(({ state }) => state === "done");
  useEffect(() => {
    if (!going || waiting) return;
    setGoing(false);
    if (!complete) return setHeld((before) => before + 1);
    const query = new URLSearchParams({ organisatie: organisation, soort: stream?.key ?? "" });
    const ids = (name: string, uploads: UploadState[]) => {
      for (const upload of uploads) if (upload.state === "done") query.append(name, upload.id);
    };
    ids("bijlage", [attachment.upload]);
    ids("gegevens", [xbrl.upload]);
    ids("bijlagen", annexes);
    if (replaces) query.set("vervangt", replaces.id);
    if (together) query.set("samenMet", together);
    window.location.assign(`/admin/stukken/nieuw?${query}`);
  }, [
    going,
    waiting,
    complete,
    organisation,
    stream,
    attachment.upload,
    xbrl.upload,
    annexes,
    replaces,
    together,
  ]);

  useEffect(() => {
    if (held > 0) heading.current?.focus();
  }, [held]);

  const organisationFault = asked && !organisation ? reason("choose-organisation") : null;
  const attachmentFault = faultOf(attachment, "choose-pdf");
  const xbrlFault = misfit
    ? reason(misfit)
    : faultOf(xbrl, stream?.data === "required" ? "choose-xbrl" : null);
  const streamFault = asked && !stream && xbrl.upload.state === "none" ? reason("choose-stream") : null;
  const lines: SummaryLine[] = [
    // What is missing says so itself; of a file that is no good one has to know which.
    lineOf("organisatie", organisationFault),
    lineOf("bijlage", attachmentFault, attachment.upload.state === "refused" ? words.attachment : null),
    lineOf("gegevens", xbrlFault, misfit || xbrl.upload.state === "refused" ? words.xbrl : null),
    lineOf("soort", streamFault),
    ...annexes.map((upload, place) =>
      upload.state === "refused" ? lineOf(`bijlagen-${place + 1}`, reason(upload.reason), words.annex) : null,
    ),
  ].filter((line) => line !== null);
  const field = (slot: typeof attachment) => ({
    upload: slot.upload,
    words,
    onFile: (file: File | null) => {
      slot.send(organisation, file);
      // A file that was chosen before an organisation is kept, and sent as soon as there is one.
      if (!organisation) setAsked(true);
    },
    onRetry: () => slot.send(organisation),
    onStop: slot.stop,
  });
  return (
    <Card>
      <CardBody>
        <form noValidate onSubmit={submit} className="max-w-[36rem] space-y-5">
          {held > 0 && lines.length > 0 && (
            <ErrorSummary heading={heading} title={words.summary} lines={lines} />
          )}
          {!replaces && (
            <FieldFrame name="organisatie" label={words.organisation} fault={organisationFault}>
              <select
                id="organisatie"
                value={organisation}
                onChange={(event) => choose(event.target.value)}
                aria-invalid={organisationFault ? true : undefined}
                aria-describedby={organisationFault ? "organisatie-fault" : undefined}
                className={inputLook}
              >
                <option value="">{words.chooseOrganisation}</option>
                {organisations.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </FieldFrame>
          )}
          <UploadField
            name="bijlage"
            label={words.attachment}
            hint={words.attachmentHint}
            accept="application/pdf,.pdf,text/html,.html,.htm"
            fault={attachmentFault}
            {...field(attachment)}
          />
          {!(replaces && stream?.data === "none") && (
            <UploadField
              name="gegevens"
              label={words.xbrl}
              hint={words.xbrlHints[stream?.data ?? "unknown"]}
              accept="application/xml,text/xml,.xbrl,.xml,.xhtml,.zip,.xbri"
              fault={xbrlFault}
              {...field(xbrl)}
              {...(replaces ? {} : { onParent: choose })}
            />
          )}
          {!replaces && (
            <StreamField
              streams={streams}
              upload={xbrl.upload}
              wish={wish}
              onWish={setWish}
              fault={streamFault}
              words={words}
            />
          )}
          {stream?.delivers && (
            <AnnexFields organisation={organisation} words={words} reasonOf={reason} onChange={takeAnnexes} />
          )}
          <Button type="submit" aria-busy={waiting || undefined}>
            {waiting ? words.waiting : words.next}
          </Button>
        </form>
      </CardBody>
    </Card>
  );
}

function lineOf(name: string, fault: string | null, label: string | null = null): SummaryLine | null {
  return fault === null ? null : { name, text: label ? named(label, fault) : fault };
}
