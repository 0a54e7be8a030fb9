import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import type { OwnSession } from "@/lib/identity/sessions";
import { formatMoment, type Language } from "@/lib/shared/dates";
import { endOwnSession } from "./actions";
import { deviceOf } from "./device";

/** Where this person is signed in; each but the present one can be ended here (security statement 15). */
export async function SessionList({ sessions, language }: { sessions: OwnSession[]; language: Language }) {
  const t = await getTranslations("profile");
  const words = await formWords();
  const nameOf = (userAgent: string) => {
    const device = deviceOf(userAgent);
    return device ? t("deviceOn", device) : t("unknownDevice");
  };
  return (
    <ul>
      {sessions.map(({ id, current, createdAt, ip, userAgent }) => (
        <li
          key={id}
          className="flex flex-wrap items-center justify-between gap-3 border-line border-t py-3 first:border-t-0"
        >
          <div>
            <b>{nameOf(userAgent)}</b> {current && <span className="text-ink-2">· {t("here")}</span>}
            <p className="text-ink-2 text-sm">
              {t("since", { moment: formatMoment(createdAt, language) })} · {t("address", { ip })}
            </p>
          </div>
          {!current && (
            <ActionForm action={endOwnSession} words={words}>
              <input type="hidden" name="sessie" value={id} />
              <Submit
                variant="secondary"
                size="small"
                busy={t("ending")}
                aria-label={t("endOf", { device: nameOf(userAgent) })}
              >
                {t("end")}
              </Submit>
            </ActionForm>
          )}
        </li>
      ))}
    </ul>
  );
}
