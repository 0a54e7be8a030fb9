import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardBody } from "@/components/ui/card";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { Field, SelectField, TextArea } from "@/components/ui/field";
import { FileField } from "@/components/ui/file-field";
import { Submit } from "@/components/ui/submit";
import { isDemo } from "@/lib/access/demo";
import { formWords } from "@/lib/access/form-words";
import type { SetUp } from "@/lib/delivery/channels";
import { certificateFacts } from "@/lib/delivery/key-pair";
import { places } from "@/lib/ports/filing-channel/places";
import { saveChannelSettings } from "../actions";
import { CertificateState } from "../certificate-state";

const faults = [
  ...["fill-in", "too-many-characters", "choose-place", "choose-algorithm", "address", "address-not-https"],
  ...["address-unknown-host", "recipient-whole", "fingerprint", "fingerprint-missing", "seconds", "status"],
  ...["mime-type", "bank", "bank-known", "file-too-large", "channel-settings", "certificate-missing"],
  ...["certificate-unreadable", "certificate-expired", "certificate-not-yet", "key-missing"],
  ...["key-unreadable", "key-passphrase", "key-not-rsa", "key-other-certificate"],
];

/** The settings of one channel. A key that is there is never shown: another one can be put in its place. */
export async function ChannelForm({
  channel,
  target,
  isBank,
}: {
  channel: SetUp | null;
  target: string;
  isBank: boolean;
}) {
  const t = await getTranslations("channels");
  const staff = await getTranslations("staff");
  const fileWords = { browse: staff("browse"), noFile: staff("noFile") };
  const settings = channel?.settings;
  const place = placeOf(settings?.deliverUrl, isBank);
  return (
    <ActionForm
      action={saveChannelSettings}
      words={await formWords(...faults)}
      className="group max-w-3xl space-y-4"
    >
      <input type="hidden" name="kanaal" value={target} />
      <Part title={t("where")}>
        {target === "nieuw" && <Field name="bank" label={t("bank")} hint={t("bankHint")} maxLength={60} />}
        <ChoiceCards
          name="omgeving"
          label={t("place")}
          initial={place}
          options={[
            { value: "productie", label: t("places.productie"), text: places.productie.deliverUrl },
            { value: "preproductie", label: t("places.preproductie"), text: places.preproductie.deliverUrl },
            { value: "anders", label: t("places.anders"), text: t("places.andersText") },
            ...(isDemo() ? [{ value: "demo", label: t("places.demo"), text: t("places.demoText") }] : []),
          ]}
        />
        {/* Hidden without script too: the browser knows which place is chosen. */}
        <div className="hidden space-y-5 group-has-[[value=anders]:checked]:block">
          <Field
            name="aanleveradres"
            type="url"
            label={t("deliverUrl")}
            hint={isBank ? t("bankTestHint") : undefined}
            defaultValue={place === "anders" ? settings?.deliverUrl : ""}
          />
          <Field
            name="statusadres"
            type="url"
            label={t("statusUrl")}
            defaultValue={place === "anders" ? settings?.statusUrl : ""}
          />
        </div>
      </Part>
      <Part title={t("what")}>
        <Field
          name="berichtsoort"
          label={t("messageType")}
          hint={t("messageTypeHint")}
          defaultValue={settings?.messageType}
          list="berichtsoorten"
          className="code"
        />
        <datalist id="berichtsoorten">
          <option value="Jaarrekening_AV" />
        </datalist>
        <Field
          name="identiteitstype"
          label={t("identityType")}
          hint={t("identityTypeHint")}
          defaultValue={settings?.identityType ?? "kvk"}
          className="code"
        />
        <Field
          name="rol"
          label={t("role")}
          hint={t("roleHint")}
          defaultValue={settings?.role ?? "Intermediair"}
          className="code"
        />
        <Field
          name="autorisatieadres"
          label={t("authorisation")}
          hint={t("authorisationHint")}
          defaultValue={settings?.authorisationAddress ?? "http://geenausp.nl"}
          className="code"
        />
        <Field
          name="ontvangerNummer"
          label={t("recipientNumber")}
          hint={t("recipientHint")}
          defaultValue={settings?.recipient?.number}
          className="code"
        />
        <Field
          name="ontvangerType"
          label={t("recipientType")}
          defaultValue={settings?.recipient?.type}
          className="code"
        />
        <Field
          name="ontvangerRol"
          label={t("recipientRole")}
          defaultValue={settings?.recipient?.role}
          className="code"
        />
        <Field
          name="eindstatus"
          label={t("terminal")}
          hint={t("terminalHint")}
          inputMode="numeric"
          defaultValue={settings?.terminalCode ?? "500"}
          className="max-w-32"
        />
        <Field
          name="bestandssoort"
          label={t("packageType")}
          hint={t("packageTypeHint")}
          defaultValue={settings?.packageType}
          className="code"
        />
      </Part>
      <Part title={t("certificate")}>
        {channel && <CertificateState facts={certificateFacts(channel.certificate)} />}
        <FileField
          name="certificaat"
          words={fileWords}
          accept=".pem,.crt,.cer"
          label={t("certificateFile")}
          hint={t("certificateHint")}
        />
        <FileField
          name="sleutel"
          words={fileWords}
          accept=".pem,.key"
          label={t("keyFile")}
          hint={t(channel?.hasKey ? "keyKept" : "keyHint")}
        />
        <Field
          name="wachtwoordzin"
          type="password"
          label={t("passphrase")}
          hint={t("passphraseHint")}
          autoComplete="off"
        />
      </Part>
      <Part title={t("technique")}>
        <SelectField
          name="algoritme"
          label={t("algorithm")}
          hint={t("algorithmHint")}
          defaultValue={settings?.digestAlgorithm ?? "sha1"}
        >
          <option value="sha1">rsa-sha1, sha1</option>
          <option value="sha256">rsa-sha256, sha256</option>
        </SelectField>
        <Field
          name="geldigheid"
          label={t("lifetime")}
          hint={t("lifetimeHint")}
          inputMode="numeric"
          defaultValue={String(settings?.timestampTtlSeconds ?? 300)}
          className="max-w-32"
        />
        <Field
          name="wachttijd"
          label={t("timeout")}
          hint={t("timeoutHint")}
          inputMode="numeric"
          defaultValue={String((settings?.timeoutMs ?? 30_000) / 1000)}
          className="max-w-32"
        />
        <TextArea
          name="vingerafdrukken"
          label={t("fingerprints")}
          hint={t(settings?.trusted.authorities ? "fingerprintsBesides" : "fingerprintsHint")}
          defaultValue={settings?.trusted.fingerprints?.join("\n")}
          className="code"
        />
        <TextArea
          name="uitgever"
          label={t("serverCa")}
          hint={t("serverCaHint")}
          defaultValue={settings?.serverCa}
          className="code"
        />
      </Part>
      <Submit busy={t("busy")}>{t("save")}</Submit>
    </ActionForm>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <CardBody className="space-y-5">
        <h2 className="text-lg">{title}</h2>
        {children}
      </CardBody>
    </Card>
  );
}

function placeOf(deliverUrl: string | undefined, isBank: boolean): string {
  if (deliverUrl === undefined) return isBank ? "anders" : "productie";
  if (deliverUrl === "") return "demo";
  return Object.entries(places).find(([, place]) => place.deliverUrl === deliverUrl)?.[0] ?? "anders";
}
