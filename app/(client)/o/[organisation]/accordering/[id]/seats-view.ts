import { alreadyOf } from "@/app/already-of";
import type { SeatsView } from "@/components/signing/seat-words";
import type { ClientPage } from "@/lib/access/page";
import type { FilingDetail } from "@/lib/approvals/shapes";
import type { Signing } from "@/lib/approvals/signing/shapes";
import type { Language } from "@/lib/shared/dates";
import { lookAtSignatures } from "@/lib/signing/look";

/** A document that is signed. */
export type SigningFiling = FilingDetail & { signing: Signing };

export function isSigned(filing: FilingDetail): filing is SigningFiling {
  return filing.signing !== null;
}

/**
 * Who signs a document, and what its file says of those who have: looked at anew for whoever looks. `wrong`: what is
 * signed in it does not hold, or was changed since, and nobody signs it like that.
 */
export async function seatsView(
  { read, session, firm }: ClientPage,
  { signing, attachment }: SigningFiling,
  language: Language,
): Promise<SeatsView & { wrong: boolean }> {
  const look = await lookAtSignatures(read, attachment.id);
  const file = { seats: signing.seats, signatures: look?.signatures ?? [] };
  return {
    ...file,
    me: session.accountId,
    already: await alreadyOf(file, language),
    firm: firm.name,
    language,
    wrong: look?.state === "wrong",
  };
}

/** How far this person's own signature is, once it was given: of several the one that is furthest behind. */
export function ownSignature({ signing }: SigningFiling, me: string): "waiting" | "put" | "stopped" | null {
  const own = signing.seats.filter(({ accountId }) => accountId === me);
  if (own.some(({ turn }) => turn === "asked" || turn === "held")) return null;
  const states = own.flatMap(({ put }) => put?.state ?? []);
  if (states.length === 0) return null;
  if (states.includes("stopped")) return "stopped";
  return states.includes("waiting") ? "waiting" : "put";
}
