/**
 * What a provider made of a message. refused: for good. unavailable: try again.
 * unknown: it was handed over, and no answer came.
 */
export type SendResult =
  | { outcome: "sent"; providerId: string }
  | { outcome: "refused"; reason: string }
  | { outcome: "unavailable"; reason: string }
  | { outcome: "unknown"; reason: string };

export const sendTimeout = 10_000;

// About our key, our address at the provider or our pace, and not about the message: it can wait for better times.
const aboutUs = [401, 403, 404, 405, 408, 409, 429];

/** What an HTTP status of a provider means for the message. */
export function refusedOrUnavailable(status: number | undefined, reason: string): SendResult {
  const forGood = status !== undefined && status >= 400 && status < 500 && !aboutUs.includes(status);
  return forGood ? { outcome: "refused", reason } : { outcome: "unavailable", reason };
}

/** A connection that broke after the request was written may have delivered; before that it has not. */
export function ofNetworkError(error: unknown): SendResult {
  const code = String((error as { code?: unknown })?.code ?? "");
  const before = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"].includes(code);
  return { outcome: before ? "unavailable" : "unknown", reason: code || "network" };
}
