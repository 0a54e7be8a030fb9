/** A second factor, in pure rules. Source: manual 2.1–2.2, security statements 8 and 9. */
export const codeLivesSeconds = 10 * 60;
export const challengeLivesSeconds = 30 * 60;
export const mostTries = 5;
export const mostSends = 5;
export const resendAfterSeconds = 60;
/** After five wrong codes one waits a quarter of an hour. */
export const lockedForSeconds = 15 * 60;
/** Wrong codes of one account over all its attempts: whoever gives each attempt up in time is stopped, too. */
export const mostTriesOfAccount = 20;
export const triesRememberedSeconds = 60 * 60;

export type ChallengeState = {
  tries: number;
  sends: number;
  lastSentAt: Date | null;
  expiresAt: Date;
  finishedAt: Date | null;
};

export type Closed = "used" | "expired" | "too-many-tries";

/** Why no code can be tried any more, or null. */
export function closed(challenge: ChallengeState, at: Date): Closed | null {
  if (challenge.finishedAt) return "used";
  if (challenge.tries >= mostTries) return "too-many-tries";
  if (challenge.expiresAt <= at) return "expired";
  return null;
}

/** Why no other code can be sent now, or null. */
export function cannotSend(challenge: ChallengeState, at: Date): Closed | "wait" | "too-many-codes" | null {
  const reason = closed(challenge, at);
  if (reason) return reason;
  if (challenge.sends >= mostSends) return "too-many-codes";
  if (challenge.lastSentAt && at.getTime() - challenge.lastSentAt.getTime() < resendAfterSeconds * 1000)
    return "wait";
  return null;
}

/** Digits only: people type spaces, and paste "482 913". */
export function normaliseCode(typed: string): string {
  return typed.normalize("NFKC").replace(/\D/g, "");
}

/** Lower case, and no wide or composed characters: normalised first, checked afterwards. */
export function normaliseEmail(typed: string): string {
  return typed.normalize("NFKC").trim().toLowerCase();
}
