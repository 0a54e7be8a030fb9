import type { Firm } from "@/lib/access/firm";
import type { Session } from "@/lib/access/session";

export type Known = { firm: Firm; session: Session };

/** What the portal would have looked up for the person who is measured; the bench writes it down beforehand. */
export const known = read();

function read(): Known {
  const { session, ...rest } = JSON.parse(process.env.FLOOR_KNOWN ?? '{"session":{}}') as Known;
  return {
    ...rest,
    session: { ...session, idleEndsAt: new Date(session.idleEndsAt), endsAt: new Date(session.endsAt) },
  };
}
