import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardBody } from "@/components/ui/card";
import { Choice, Choices } from "@/components/ui/choice";
import { Field, SelectField, TextArea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import type { Stream } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";
import { filingTitle } from "@/lib/approvals/title";
import { now } from "@/lib/ports/clock";
import { type Language, today } from "@/lib/shared/dates";
import { endedBefore } from "@/lib/staff/actions";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import type { Prepared } from "@/lib/staff/prepare";
import type { SigningChoice } from "@/lib/staff/signing-choice";
import { accountsFirst } from "./accounts-first";
import { publish } from "./actions";
import { ApproverFields } from "./approver-fields";
import { confirmRefusals, dateWords, fieldNames, questionWords } from "./confirm-words";
import { DateFields } from "./date-fields";
import { FileByHolder } from "./file-by";
import { Questions } from "./questions";
import { SigningFields } from "./signing-fields";
import { startOf } from "./start";
import { TypedFields } from "./typed-fields";
import { WhatWasRead } from "./what-was-read";

type Props = {
  organisation: { id: string; name: string };
  prepared: Prepared;
  stream: Stream;
  /** The document of which this becomes a new version: what was said of it is said again unless it changes. */
  before: StaffFilingDetail | null;
  /** Those that the firm can deliver a credit report to. */
  banks: string[];
  /** Of what is signed, or may be. */
  signing: { choice: SigningChoice; self: string; together: string | null } | null;
};

/** Step two: what was read or is typed, what stands out, the dates and the people; only then the client hears of it. */
export async function Confirm({ organisation, prepared, stream, before, banks, signing }: Props) {
  const t = await getTranslations("staff");
  const language = (await getLocale()) as Language;
  const { attachment, data, annexes, reading } = prepared;
  const traits = streams[stream];
  const day = today(now());
  const start = startOf(stream, prepared, before, day);
  const accounts = accountsFirst(prepared.accounts, reading?.period ?? null, before);
  const paid = traits.paid === "on-return" || traits.paid === "as-assessed";
  return (
    <div className="grid items-start gap-5 md:grid-cols-2">
      <WhatWasRead organisation={organisation} prepared={prepared} stream={stream} before={before} />
      <Card aria-labelledby="to-confirm">
        <CardBody>
          <h2 id="to-confirm" className="mb-4">
            {t("yourPart")}
          </h2>
          <ActionForm
            action={publish}
            words={await formWords(...confirmRefusals)}
            names={await fieldNames(stream, signing?.choice ?? null)}
          >
            <FileByHolder
              start={{ approveBy: start.dates.approveBy ?? "", fileBy: start.dates.fileBy ?? "" }}
            >
              <input type="hidden" name="organisatie" value={organisation.id} />
              <input type="hidden" name="soort" value={stream} />
              <input type="hidden" name="bijlage" value={attachment.id} />
              <input type="hidden" name="gegevens" value={data?.id ?? ""} />
              {annexes.map(({ id }) => (
                <input key={id} type="hidden" name="bijlagen" value={id} />
              ))}
              <input type="hidden" name="vervangt" value={before?.id ?? ""} />
              <Questions
                asked={prepared.questions}
                day={day}
                title={t("questions")}
                text={t("questionsText")}
                words={await questionWords()}
              />
              {traits.details.includes("bank") ? (
                <>
                  <Field
                    name="bank"
                    label={t("bank")}
                    hint={banks.length > 0 ? t("bankHint", { banks: banks.join(", ") }) : t("bankHintNone")}
                    list="banken"
                    autoComplete="off"
                    defaultValue={before?.details.bank ?? (banks.length === 1 ? banks[0] : "")}
                  />
                  <datalist id="banken">
                    {banks.map((bank) => (
                      <option key={bank} value={bank} />
                    ))}
                  </datalist>
                </>
              ) : (
                <Field
                  name="omschrijving"
                  label={t("label")}
                  hint={t(reading?.unity ? "labelUnity" : "labelHint")}
                  autoComplete="off"
                  defaultValue={before?.label ?? ""}
                />
              )}
              {(!data || reading?.questions.includes("figures-missing")) && (
                <TypedFields stream={stream} before={before} optional={data !== null} />
              )}
              <DateFields
                stream={stream}
                start={start}
                policy={prepared.policy}
                day={day}
                words={await dateWords()}
              />
              {paid && (
                <Field
                  name="betalingskenmerk"
                  label={t("reference")}
                  hint={t("referenceHint")}
                  inputMode="numeric"
                  autoComplete="off"
                  className="code"
                  defaultValue={before?.paymentReference ?? ""}
                />
              )}
              <div className="group/sign space-y-5">
                {signing && traits.signed === "optional" && (
                  <Choices name="ondertekenen" label={t("sign.question")}>
                    <Choice
                      type="radio"
                      name="ondertekenen"
                      value="ja"
                      defaultChecked={signing.choice.pdf.ok && (!before || signing.choice.earlier !== null)}
                    >
                      {t("sign.yes")}
                    </Choice>
                    <Choice
                      type="radio"
                      name="ondertekenen"
                      value=""
                      defaultChecked={
                        !signing.choice.pdf.ok || (before !== null && signing.choice.earlier === null)
                      }
                    >
                      {t("sign.no")}
                    </Choice>
                  </Choices>
                )}
                {signing && (
                  <div
                    className={
                      traits.signed === "optional"
                        ? "hidden group-has-[[name=ondertekenen][value=ja]:checked]/sign:block"
                        : undefined
                    }
                  >
                    <SigningFields
                      organisationId={organisation.id}
                      attachment={attachment}
                      adopts={stream === "annualAccounts"}
                      {...signing}
                    />
                  </div>
                )}
                {traits.approvers !== "nobody" && traits.signed !== "always" && (
                  <div className="group-has-[[name=ondertekenen][value=ja]:checked]/sign:hidden">
                    <ApproverFields
                      people={prepared.approvers}
                      usual={traits.approvers}
                      before={before?.approvers ?? null}
                    />
                  </div>
                )}
              </div>
              {before && endedBefore(before) && !accounts && (
                <Note kind="warning" className="mb-4">
                  {t("inVain.noneToWaitFor")}
                </Note>
              )}
              {prepared.accounts.length > 0 && (
                <SelectField
                  name="wachtOp"
                  label={t("waitsFor")}
                  hint={t("waitsForHint")}
                  defaultValue={accounts?.id ?? ""}
                >
                  <option value="">{t("waitsForNothing")}</option>
                  {prepared.accounts.map(({ id, period }) => (
                    <option key={id} value={id}>
                      {filingTitle({ stream: "annualAccounts", period }, language)}
                    </option>
                  ))}
                </SelectField>
              )}
              <TextArea
                name="toelichting"
                label={t(before ? "changesNote" : "note")}
                hint={t(before ? "changesNoteHint" : "noteHint")}
              />
              <Submit busy={t("publishing")}>{t(before ? "publishVersion" : "publishNow")}</Submit>
            </FileByHolder>
          </ActionForm>
        </CardBody>
      </Card>
    </div>
  );
}
