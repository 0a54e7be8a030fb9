import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { markJobAsSent, sendJobAgain } from "./actions";

/** What a person can do: try again, or, when nobody knows whether it arrived, first find out and then decide. */
export async function Resend({
  id,
  status,
  what,
}: {
  id: string;
  status: "failed" | "unknown";
  what: string;
}) {
  const t = await getTranslations("sending");
  const words = await formWords();
  const again = (label: string) => (
    <ActionForm action={sendJobAgain} words={words}>
      <input type="hidden" name="taak" value={id} />
      <input type="hidden" name="stand" value={status} />
      <Submit variant="secondary" size="small" busy={t("busy")} aria-label={`${label}: ${what}`}>
        {label}
      </Submit>
    </ActionForm>
  );
  if (status === "failed") return <div className="mt-2">{again(t("retry"))}</div>;
  return (
    <details className="mt-2 text-left">
      <summary className="link cursor-pointer">{t("decide")}</summary>
      <p className="my-2 max-w-prose text-sm">{t("warning")}</p>
      <div className="flex flex-wrap gap-2">
        <ActionForm action={markJobAsSent} words={words}>
          <input type="hidden" name="taak" value={id} />
          <Submit variant="secondary" size="small" busy={t("busy")} aria-label={`${t("markSent")}: ${what}`}>
            {t("markSent")}
          </Submit>
        </ActionForm>
        {again(t("sendAgain"))}
      </div>
    </details>
  );
}
