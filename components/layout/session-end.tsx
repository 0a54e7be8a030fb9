import { getTranslations } from "next-intl/server";
import type { Session } from "@/lib/access/session";
import { now } from "@/lib/ports/clock";
import { SessionWarning } from "./session-warning";

export type ShellActions = { staySignedIn: () => Promise<number | null> };

/** The end of this session, for the leaf that warns of it. */
export async function SessionEnd({ session, actions }: { session: Session; actions: ShellActions }) {
  const t = await getTranslations("shell");
  const ends = Math.min(session.idleEndsAt.getTime(), session.endsAt.getTime());
  return (
    <SessionWarning
      seconds={Math.max(0, Math.round((ends - now().getTime()) / 1000))}
      canStay={session.idleEndsAt < session.endsAt}
      stay={actions.staySignedIn}
      words={{
        title: t("sessionTitle"),
        text: t("sessionText", { minutes: 2 }),
        stay: t("sessionStay"),
        soon: t.raw("sessionSoon"),
      }}
    />
  );
}
