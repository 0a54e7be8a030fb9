import { getTranslations } from "next-intl/server";
import { whoActs } from "@/lib/approvals/rules";
import type { FilingState, Stream } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";
import { toBeFiled } from "@/lib/staff/actions";

type Filing = {
  state: FilingState;
  stream: Stream;
  filedAt: Date | null;
  waits: boolean;
  inVain: boolean;
  /** An accountant has to sign before any client is asked. */
  firmSigns?: boolean;
  /** It is signed, and not approved alone. */
  signing?: unknown;
};

/** How a document stands, in the words of staff, and whose turn it is. */
export async function standingOf(
  filing: Filing,
  firm: string,
): Promise<{ state: string; turn: string; acts: "client" | "firm" | "recipient" | "nobody" }> {
  const t = await getTranslations("staff");
  const { goesTo } = streams[filing.stream];
  const recipient = t(goesTo === "bank" ? "theBank" : "theKvk");
  const acts = turnOf(filing);
  return {
    state: t(`states.${stateKey(filing)}`, { recipient }),
    turn: t(`turns.${acts}`, { firm, recipient }),
    acts,
  };
}

export function stateKey(filing: Filing): string {
  const { state, stream, filedAt, waits, inVain, firmSigns } = filing;
  if (state === "open" && waits) return inVain ? "inVain" : "waits";
  if (state === "open" && firmSigns) return "firmSigns";
  if (state === "completed" && filedAt) return "filed";
  if (filing.signing && state === "completed") return "signed";
  if (filing.signing && state === "rejected") return "notSigned";
  // A bank has no Digipoort; the client reads the same words.
  if (state === "acceptedByRecipient" && streams[stream].goesTo === "bank") return "acceptedByBank";
  return toBeFiled(filing) ? "toFile" : state;
}

function turnOf(filing: Filing): "client" | "firm" | "recipient" | "nobody" {
  if (filing.state === "open" && (filing.waits || filing.firmSigns)) return "firm";
  if (filing.state === "completed") return toBeFiled(filing) ? "firm" : "nobody";
  return whoActs(filing.state);
}
