import { getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardBody } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FileField } from "@/components/ui/file-field";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import type { Kept } from "@/lib/signing/certificates";
import { CertificateFacts } from "./certificate-facts";

type Action = ComponentProps<typeof ActionForm>["action"];

const certificateFaults = [
  ...["expired", "not-yet-valid", "not-for-signing", "self-signed", "weak-key", "weak-certificate"],
].map((kind) => `signing-${kind}`);
const fileFaults = [
  ...["signing-file", "signing-file-too-large", "signing-unreadable", "signing-wrong-password"],
  ...["signing-no-key", "signing-several-keys", "signing-no-certificate", "signing-other-key"],
  ...["fill-in", "too-many-characters"],
];
const serviceFaults = [
  ...["url-invalid", "url-not-https", "url-credentials", "url-port", "url-private", "url-fragment"],
  ...["url-query", "signing-token", "signing-service-unreachable", "signing-service-unreadable"],
  ...["signing-service-token", "signing-service-refused", "signing-service-key-off"],
  "signing-service-does-not-sign",
  ...["fill-in", "too-many-characters"],
];

/** What is signed with now, and the two ways to put another in its place. */
export async function CertificateForms({
  kept,
  whose,
  actions,
}: {
  kept: Kept | null;
  /** "kantoor", or the account of a colleague; null where it can be nobody's but one's own. */
  whose: string | null;
  actions: { upload: Action; connect: Action; remove: Action };
}) {
  const t = await getTranslations("signing-settings");
  const staff = await getTranslations("staff");
  const target = whose !== null && <input type="hidden" name="voor" value={whose} />;
  return (
    <div className="grid max-w-3xl gap-6">
      {kept && <Now kept={kept} remove={actions.remove} />}
      <Card aria-labelledby="from-file">
        <CardBody>
          <h2 id="from-file" className="mb-1 text-lg">
            {t("fromFile")}
          </h2>
          <p className="mb-4 max-w-prose text-ink-2">
            {t("fromFileText")} {kept && t("replaces")}
          </p>
          <ActionForm action={actions.upload} words={await formWords(...fileFaults, ...certificateFaults)}>
            {target}
            <FileField
              name="bestand"
              words={{ browse: staff("browse"), noFile: staff("noFile") }}
              accept=".p12,.pfx,application/x-pkcs12"
              label={t("file")}
              hint={t("fileHint")}
            />
            <Field
              name="wachtwoord"
              type="password"
              label={t("password")}
              hint={t("passwordHint")}
              autoComplete="off"
              maxLength={200}
            />
            <Submit busy={t("opening")}>{t("saveFile")}</Submit>
          </ActionForm>
        </CardBody>
      </Card>
      <Card aria-labelledby="from-service">
        <CardBody>
          <h2 id="from-service" className="mb-1 text-lg">
            {t("fromService")}
          </h2>
          <p className="mb-4 max-w-prose text-ink-2">
            {t("fromServiceText")} {kept && t("replaces")}
          </p>
          <ActionForm
            action={actions.connect}
            words={await formWords(...serviceFaults, ...certificateFaults)}
          >
            {target}
            <Field
              name="adres"
              type="url"
              label={t("address")}
              hint={t("addressHint")}
              defaultValue={kept?.service?.url}
              maxLength={500}
            />
            <Field
              name="credential"
              label={t("credential")}
              defaultValue={kept?.service?.credential}
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              className="code"
            />
            <Field
              name="toegangstoken"
              type="password"
              label={t("token")}
              hint={t("tokenHint")}
              autoComplete="off"
            />
            <Field
              name="pincode"
              type="password"
              label={t("pin")}
              hint={t("pinHint")}
              autoComplete="off"
              className="max-w-48"
            />
            <Submit variant="secondary" busy={t("asking")}>
              {t("saveService")}
            </Submit>
          </ActionForm>
        </CardBody>
      </Card>
    </div>
  );
}

async function Now({ kept, remove }: { kept: Kept; remove: Action }) {
  const t = await getTranslations("signing-settings");
  return (
    <Card aria-labelledby="now">
      <CardBody>
        <h2 id="now" className="mb-3 text-lg">
          {t("now")}
        </h2>
        <CertificateFacts kept={kept} />
        <details className="mt-4">
          <summary className="link cursor-pointer">{t("remove")}</summary>
          <p className="my-2 max-w-prose">{t(kept.accountId ? "removeOwn" : "removeFirm")}</p>
          <ActionForm action={remove} words={await formWords()}>
            <input type="hidden" name="certificaat" value={kept.id} />
            <Submit variant="danger" size="small" busy={t("busy")}>
              {t("removeNow")}
            </Submit>
          </ActionForm>
        </details>
      </CardBody>
    </Card>
  );
}
