import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { retrySignature } from "./actions";

/** "Opnieuw proberen", of a signature that stopped on its way into the file. */
export async function PutAgain({ filing, seat, name }: { filing: string; seat: number; name: string }) {
  const t = await getTranslations("staff");
  return (
    <ActionForm action={retrySignature} words={await formWords("not-now")} className="mt-2 space-y-2">
      <input type="hidden" name="filing" value={filing} />
      <input type="hidden" name="plaats" value={String(seat)} />
      <Submit variant="secondary" size="small" busy={t("busy")} aria-label={t("sign.retryFor", { name })}>
        {t("sign.retry")}
      </Submit>
    </ActionForm>
  );
}
