import type { EverywherePage } from "@/lib/access/page";
import { type DecisionChallenge, decisionChallenge } from "@/lib/approvals/code";
import { isId } from "@/lib/shared/ids";

/** The running decision that an address names, of this session; null once it is over, and for anything else. */
export async function challengeOf(
  { session, read }: Pick<EverywherePage, "read" | "session">,
  id: string,
): Promise<DecisionChallenge | null> {
  return isId(id) ? read((ctx) => decisionChallenge(ctx, session, id)) : null;
}
