"use client";

import { type FormEvent, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { FieldFrame, inputLook } from "@/components/ui/field";
import { UploadField } from "./upload-field";
import { useUpload } from "./use-upload";

type Words = {
  reasons: Record<string, string>;
  organisation: string;
  chooseOrganisation: string;
  pdf: string;
  pdfHint: string;
  xbrl: string;
  xbrlHint: string;
  browse: string;
  noFile: string;
  uploading: string;
  uploaded: string;
  retry: string;
  stop: string;
  next: string;
  waiting: string;
};

/** Step one. Each file is judged as soon as it is chosen; what is wrong with one leaves the other alone. */
export function PrepareForm({
  organisations,
  chosen,
  words,
}: {
  organisations: { id: string; name: string }[];
  chosen: string;
  words: Words;
}) {
  const [organisation, setOrganisation] = useState(chosen);
  const [asked, setAsked] = useState(false);
  const [going, setGoing] = useState(false);
  const pdf = useUpload("pdf");
  const xbrl = useUpload("xbrl");

  const choose = (id: string) => {
    setOrganisation(id);
    // A file belongs to the organisation it was sent for: it is sent and judged again.
    pdf.send(id);
    xbrl.send(id);
  };

  const faultOf = ({ upload }: typeof pdf, missing: string) => {
    if (upload.state === "refused") return words.reasons[upload.reason] ?? words.reasons.unknown ?? null;
    return asked && upload.state === "none" ? (words.reasons[missing] ?? null) : null;
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    setGoing(true);
  };

  // Whoever asks to go on while a file is still on its way goes on as soon as it has arrived.
  const states = [pdf.upload.state, xbrl.upload.state];
  const waiting = going && states.includes("sending");
  useEffect(() => {
    if (!going || waiting) return;
    setGoing(false);
    if (pdf.upload.state !== "done" || xbrl.upload.state !== "done" || !organisation) return;
    const query = new URLSearchParams({
      organisatie: organisation,
      pdf: pdf.upload.id,
      xbrl: xbrl.upload.id,
    });
    window.location.assign(`/admin/stukken/nieuw?${query}`);
  }, [going, waiting, organisation, pdf.upload, xbrl.upload]);

  const organisationFault = asked && !organisation ? (words.reasons["choose-organisation"] ?? null) : null;
  return (
    <Card>
      <CardBody>
        <form noValidate onSubmit={submit} className="max-w-[36rem] space-y-5">
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
          <UploadField
            name="pdf"
            label={words.pdf}
            hint={words.pdfHint}
            accept="application/pdf,.pdf"
            upload={pdf.upload}
            fault={faultOf(pdf, "choose-pdf")}
            words={words}
            onFile={(file) => (organisation ? pdf.send(organisation, file) : wait(pdf, file, setAsked))}
            onRetry={() => pdf.send(organisation)}
            onStop={pdf.stop}
          />
          <UploadField
            name="xbrl"
            label={words.xbrl}
            hint={words.xbrlHint}
            accept="application/xml,text/xml,.xbrl,.xml"
            upload={xbrl.upload}
            fault={faultOf(xbrl, "choose-xbrl")}
            words={words}
            onFile={(file) => (organisation ? xbrl.send(organisation, file) : wait(xbrl, file, setAsked))}
            onRetry={() => xbrl.send(organisation)}
            onStop={xbrl.stop}
          />
          <Button type="submit" aria-busy={waiting || undefined}>
            {waiting ? words.waiting : words.next}
          </Button>
        </form>
      </CardBody>
    </Card>
  );
}

/** A file chosen before an organisation is kept, and sent as soon as there is one. */
function wait(field: ReturnType<typeof useUpload>, file: File | null, ask: (asked: boolean) => void): void {
  field.send("", file);
  ask(true);
}
