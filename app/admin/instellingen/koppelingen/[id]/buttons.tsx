import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { Saved } from "@/components/ui/saved";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { remove, renew, test, turn } from "../actions";
import { SecretOnce } from "../secret-once";

/** What an administrator can do with a program; what cannot be undone lies behind a question. */
export async function Buttons({ id, name, off }: { id: string; name: string; off: boolean }) {
  const t = await getTranslations("settings");
  const words = await formWords("test-failed", "test-waiting");
  const which = <input type="hidden" name="koppeling" value={id} />;
  return (
    <div className="mt-5 space-y-4">
      <ActionForm action={test} words={words}>
        {which}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
          <Submit variant="secondary" size="small" busy={t("sendingTest")}>
            {t("test")}
          </Submit>
          <Saved>{t("testArrived")}</Saved>
        </div>
      </ActionForm>
      <ActionForm action={turn} words={words}>
        {which}
        <input type="hidden" name="stand" value={off ? "aan" : "uit"} />
        <Submit variant="secondary" size="small" busy={t("busy")}>
          {t(off ? "turnOn" : "turnOff")}
        </Submit>
      </ActionForm>
      <details>
        <summary className="link cursor-pointer">{t("renew")}</summary>
        <p className="my-2 max-w-prose text-sm">{t("renewText")}</p>
        <ActionForm action={renew} words={words}>
          <SecretOnce
            list="/admin/instellingen/koppelingen"
            words={{
              title: t("secretTitle"),
              text: t("secretText"),
              copy: t("copy"),
              copied: t("copied"),
              onward: t("onward"),
            }}
          >
            {which}
            <Submit variant="secondary" size="small" busy={t("busy")}>
              {t("renewNow")}
            </Submit>
          </SecretOnce>
        </ActionForm>
      </details>
      <details>
        <summary className="link cursor-pointer">{t("remove")}</summary>
        <p className="my-2 max-w-prose text-sm">{t("removeText", { name })}</p>
        <ActionForm action={remove} words={words}>
          {which}
          <Submit variant="danger" size="small" busy={t("busy")}>
            {t("removeNow")}
          </Submit>
        </ActionForm>
      </details>
    </div>
  );
}
