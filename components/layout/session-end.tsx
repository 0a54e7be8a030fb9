import { useTranslations } from "next-intl";
import type { FormAnswer } from "@/lib/access/action";
import { idleSeconds, type Session } from "@/lib/access/session";
import { now } from "@/lib/ports/clock";
import { SessionWarning } from "./session-warning";

/** The end of this session, for the leaf that warns of it. */
export function SessionEnd({
  session,
  stay,
}: {
  session: Session;
  stay: (previous: FormAnswer, form: FormData) => Promise<FormAnswer>;
}) {
  const t = useTranslations("shell");
  const from = now().getTime();
  return (
    <SessionWarning
      who={session.accountId}
      idle={Math.round((session.idleEndsAt.getTime() - from) / 1000)}
      most={Math.round((session.endsAt.getTime() - from) / 1000)}
      idleSeconds={idleSeconds}
      stay={stay}
      words={{
        title: t("sessionTitle"),
        text: t("sessionText", { minutes: 2 }),
        stay: t("sessionStay"),
        soon: t.raw("sessionSoon"),
      }}
    />
  );
}
