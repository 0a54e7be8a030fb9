import type { Answers } from "./answers";
import type { SealedHand } from "./signing/hand";

/**
 * What a person is about to decide, as it is kept with the code that was sent for it. `versions`: which version of each
 * document the person was shown; a code for any other is never sent. `batch`: it was sent from "Klaar om te verzenden",
 * and all of it must stand ready there. `answers`: what was answered before the code was asked for; it is shown again, and
 * the code is for these alone. `hand`: how the signature looks, where it is signed; the code is for that too, and for
 * everything of the set that is signed with it. `assistedBy`: of the firm, at whose office and on whose device it is done.
 */
export type Draft = { versions: Record<string, number>; assistedBy?: { id: string; name: string } } & (
  | { decision: "approve"; filings: string[]; batch?: true; answers?: Answers; hand?: SealedHand }
  | { decision: "reject"; filings: [string]; category: string; reason: string; batch?: never }
);
