import type { Answers } from "./answers";

/**
 * What a person is about to decide, as it is kept with the code that was sent for it. `versions`: which version of each
 * document the person was shown; a code for any other is never sent. `batch`: it was sent from "Klaar om te verzenden",
 * and all of it must stand ready there. `answers`: what was answered before the code was asked for; it is shown again, and
 * the code is for these alone.
 */
export type Draft = { versions: Record<string, number> } & (
  | { decision: "approve"; filings: string[]; batch?: true; answers?: Answers }
  | { decision: "reject"; filings: [string]; category: string; reason: string; batch?: never }
);
