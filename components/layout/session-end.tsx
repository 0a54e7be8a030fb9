import { useTranslations } from "next-intl";
import type { FormAnswer } from "@/lib/access/action";
import { absoluteSeconds, idleSeconds, type Session } from "@/lib/access/session";
import { now } from "@/lib/ports/clock";
import { SessionWarning } from "./session-warning";

const warnSeconds = 2 * 60;

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
  const minutes = warnSeconds / 60;
  return (
    <SessionWarning
      who={session.accountId}
      idle={Math.round((session.idleEndsAt.getTime() - from) / 1000)}
      most={Math.round((session.endsAt.getTime() - from) / 1000)}
      idleSeconds={idleSeconds}
      warnSeconds={warnSeconds}
      stay={stay}
      idleWords={{
        title: t("sessionTitle"),
        text: t("sessionText", { minutes }),
        button: t("sessionStay"),
      }}
      mostWords={{
        title: t("sessionOverTitle", { minutes }),
        text: t("sessionOverText", { minutes, hours: absoluteSeconds / 3600 }),
        button: t("close"),
      }}
      soon={t.raw("sessionSoon")}
    />
  );
}
