import { now } from "./clock";

/**
 * What a provider made of a message. refused: for good. unavailable: try again, after so many seconds if it said so.
 * unknown: it was handed over, and no answer came.
 */
export type SendResult =
  | { outcome: "sent"; providerId: string }
  | { outcome: "refused"; reason: string }
  | { outcome: "unavailable"; reason: string; afterSeconds?: number }
  | { outcome: "unknown"; reason: string };

export const sendTimeout = 10_000;

// About our key, our address at the provider or our pace, and not about the message: it can wait for better times.
const aboutUs = [401, 403, 404, 405, 408, 409, 429];

/**
 * What an HTTP status of a provider means for the message.
 * @param retryAfter the header of that name (RFC 9110, 10.2.3): seconds, or a date
 */
export function refusedOrUnavailable(
  status: number | undefined,
  reason: string,
  retryAfter?: string | null,
): SendResult {
  const forGood = status !== undefined && status >= 400 && status < 500 && !aboutUs.includes(status);
  if (forGood) return { outcome: "refused", reason };
  const afterSeconds = secondsUntil(retryAfter);
  return { outcome: "unavailable", reason, ...(afterSeconds === null ? {} : { afterSeconds }) };
}

function secondsUntil(retryAfter: string | null | undefined): number | null {
  if (!retryAfter) return null;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now().getTime()) / 1000));
}

/** A connection that broke after the request was written may have delivered; before that it has not. */
export function ofNetworkError(error: unknown): SendResult {
  const code = String((error as { code?: unknown })?.code ?? "");
  const before = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"].includes(code);
  return { outcome: before ? "unavailable" : "unknown", reason: code || "network" };
}
