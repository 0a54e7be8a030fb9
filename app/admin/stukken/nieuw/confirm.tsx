import { getLocale, getTranslations } from "next-intl/server";
import { directionKey, wholeEuros } from "@/components/approvals/amount";
import { RubricTable } from "@/components/approvals/rubric-table";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardBody } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import type { Prepared } from "@/lib/staff/queries";
import { publish } from "./actions";
import { Questions } from "./questions";

/** Step two: what was read, what stands out, the dates, and only then the client hears of it. */
export async function Confirm({
  organisation,
  prepared,
}: {
  organisation: { id: string; name: string };
  prepared: Prepared;
}) {
  const t = await getTranslations("staff");
  const approvals = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const { pdf, xbrl, reading } = prepared;
  const words = await formWords(
    "day",
    "payment-reference",
    "approve-after-file",
    "upload-used",
    "confirm-first",
    "choose-organisation",
    "choose-pdf",
    "choose-xbrl",
  );
  return (
    <div className="grid items-start gap-5 md:grid-cols-2">
      <Card aria-labelledby="read">
        <CardBody>
          <h2 id="read">{t("read")}</h2>
          <p className="mt-3 text-ink-2">{organisation.name}</p>
          <p className="font-[640] text-lg">
            {filingTitle({ stream: "vat", period: reading.period }, language)}
          </p>
          <p className="mt-1">
            <span className="num font-[680] text-fig">{wholeEuros(reading.figures.amount, language)}</span>{" "}
            {approvals(directionKey(reading.figures.amount))}
          </p>
          <RubricTable figures={reading.figures} language={language} />
          <h3 className="mt-4 text-base">{t("files")}</h3>
          <ul className="mt-1 text-ink-2">
            <li className="break-all">
              {pdf.name} · {t("pages", { count: pdf.pages })}
            </li>
            <li className="break-all">{xbrl.name}</li>
          </ul>
          <p className="mt-3">
            <a className="link" href={`/admin/stukken/nieuw?organisatie=${organisation.id}`}>
              {t("back")}
            </a>
          </p>
        </CardBody>
      </Card>
      <Card>
        <CardBody>
          <ActionForm action={publish} words={words}>
            <input type="hidden" name="organisatie" value={organisation.id} />
            <input type="hidden" name="pdf" value={pdf.id} />
            <input type="hidden" name="xbrl" value={xbrl.id} />
            <Questions
              questions={reading.questions}
              title={t("questions")}
              text={t("questionsText")}
              wordOf={(key) => t(`q.${key}`)}
            />
            <Field
              name="goedkeurenUiterlijk"
              type="date"
              label={t("approveBy")}
              hint={t("approveByHint")}
              defaultValue={reading.approveBy}
            />
            <Field
              name="indienenUiterlijk"
              type="date"
              label={t("fileBy")}
              hint={t("fileByHint")}
              defaultValue={reading.fileBy}
            />
            <Field
              name="betalingskenmerk"
              label={t("reference")}
              hint={t("referenceHint")}
              inputMode="numeric"
              autoComplete="off"
              className="code"
            />
            <Submit busy={t("publishing")}>{t("publishNow")}</Submit>
          </ActionForm>
        </CardBody>
      </Card>
    </div>
  );
}
