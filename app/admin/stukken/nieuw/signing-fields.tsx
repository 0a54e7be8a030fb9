import { getLocale, getTranslations } from "next-intl/server";
import { capacityOf } from "@/app/admin/stukken/capacity";
import { Choice, Choices, Tick } from "@/components/ui/choice";
import { SelectField } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import type { SigningChoice } from "@/lib/staff/signing-choice";
import { AttachmentFault } from "./attachment-fault";
import { PlaceFields } from "./place-fields";
import { Presets } from "./presets";
import { SignerRow } from "./signer-row";
import { signerRows } from "./signer-rows";
import { deputyWords, placeWords } from "./signing-words";

type Props = {
  organisationId: string;
  attachment: { id: string; name: string };
  choice: SigningChoice;
  /** Who puts it ready: the accountant that is proposed. */
  self: string;
  /** The document with which it is signed in one go, if staff came from there. */
  together: string | null;
  /** Whether signing it can adopt it: annual accounts. */
  adopts: boolean;
};

/** "Ondertekening": who signs, in which order and where; in one go with which other document. */
export async function SigningFields({ organisationId, attachment, choice, self, together, adopts }: Props) {
  const t = await getTranslations("staff");
  const language = (await getLocale()) as Language;
  const { pdf, open } = choice;
  const rows = await signerRows(choice, self, capacityOf);
  const words = await deputyWords();
  const clients = rows.filter(({ party }) => party === "client");
  const accountants = rows.filter(({ party }) => party === "accountant");
  return (
    <div className="space-y-5 rounded-lg border border-line bg-sunken p-4">
      <AttachmentFault name={attachment.name} label={t("attachment")} />
      {!choice.canSign && <Note kind="warning">{t("sign.noCertificate")}</Note>}
      {!pdf.ok ? (
        <Note kind="danger">{t(`sign.pdf.${pdf.reason}`)}</Note>
      ) : (
        pdf.signed > 0 && <Note>{t("sign.signedBefore", { count: pdf.signed })}</Note>
      )}
      {clients.length === 0 && <Note kind="warning">{t("sign.noClients")}</Note>}
      <Choices name="ondertekenaar" label={t("sign.who")} hint={`${t("sign.whoHint")} ${t("sign.stepHint")}`}>
        <Presets
          label={t("sign.order")}
          words={{
            accountantFirst: t("sign.accountantFirst"),
            clientFirst: t("sign.clientFirst"),
            together: t("sign.allTogether"),
            done: t.raw("sign.orderDone"),
          }}
        />
        {[
          { title: t("sign.clients"), people: clients },
          { title: t("sign.accountants"), people: accountants },
        ].map(
          ({ title, people }) =>
            people.length > 0 && (
              <div key={title} className="mt-3">
                <p className="mb-1 text-ink-2 text-sm">{title}</p>
                <div className="space-y-2">
                  {people.map((row) => (
                    <SignerRow key={row.accountId} row={row} organisation={organisationId} words={words} />
                  ))}
                </div>
              </div>
            ),
        )}
      </Choices>
      <Choices name="plaats" label={t("sign.where")}>
        <Choice
          type="radio"
          name="plaats"
          value="blad"
          defaultChecked={!pdf.ok || pdf.signed === 0}
          disabled={pdf.ok && pdf.signed > 0}
        >
          {t("sign.onPage")}
          {pdf.ok && pdf.signed > 0 && (
            <span className="block text-ink-2 text-sm">{t("sign.onPageNot")}</span>
          )}
        </Choice>
        {pdf.ok && pdf.fields.length > 0 && (
          <Choice type="radio" name="plaats" value="velden">
            {t("sign.inFields", { count: pdf.fields.length })}
          </Choice>
        )}
        {pdf.ok && (
          <Choice type="radio" name="plaats" value="klik" defaultChecked={pdf.signed > 0}>
            {t("sign.atPlaces")}
          </Choice>
        )}
      </Choices>
      <noscript>
        <p className="text-ink-2 text-sm">{t("sign.needsScript")}</p>
      </noscript>
      {pdf.ok && (
        <PlaceFields
          url={`/admin/stukken/nieuw/bijlage/${organisationId}/${attachment.id}`}
          pdf={pdf}
          words={await placeWords()}
          spots={rows.flatMap(({ accountId, value, name, capacities }) =>
            capacities.map((capacity, n) => ({
              ...{ accountId, value, n, who: name },
              label: capacities.length > 1 ? `${name}, ${capacity}` : name,
            })),
          )}
        />
      )}
      {adopts && (
        <Tick name="steltVast" value="ja">
          {t("sign.adopts")}
          <span className="block text-ink-2 text-sm">{t("sign.adoptsText")}</span>
        </Tick>
      )}
      {open.length > 0 && (
        <SelectField
          name="samenMet"
          label={t("sign.together")}
          hint={t("sign.togetherHint")}
          defaultValue={open.some(({ id }) => id === together) ? (together ?? "") : ""}
        >
          <option value="">{t("sign.alone")}</option>
          {open.map((one) => (
            <option key={one.id} value={one.id}>
              {filingTitle(one, language)}
            </option>
          ))}
        </SelectField>
      )}
    </div>
  );
}
