import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { Note } from "@/components/ui/note";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import { retryFinish } from "./actions";

/** Everybody has signed, and the file for the long term and the proof are not there yet: why, and what to do. */
export async function Finishing({ filing, mayManage }: { filing: StaffFilingDetail; mayManage: boolean }) {
  const t = await getTranslations("staff");
  const { finishing, id } = filing;
  if (!finishing) return null;
  const { state, fault } = finishing;
  return (
    <Note kind={state === "stopped" ? "warning" : "info"} className="mt-4">
      <p className="font-[620]">{t(`sign.finishing.${state}`)}</p>
      {fault && (
        <p className="mt-1 text-sm">
          {t.has(`sign.faults.${fault}`) ? t(`sign.faults.${fault}`) : t("sign.faults.unknown")}
        </p>
      )}
      {state === "stopped" && mayManage && (
        <ActionForm action={retryFinish} words={await formWords("not-now")} className="mt-3 space-y-2">
          <input type="hidden" name="filing" value={id} />
          <Submit variant="secondary" size="small" busy={t("busy")} aria-label={t("sign.retryFinish")}>
            {t("sign.retry")}
          </Submit>
        </ActionForm>
      )}
    </Note>
  );
}
