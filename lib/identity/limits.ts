import { forgetThrottle, throttle } from "@/db/gate";
import { now } from "@/lib/ports/clock";
import { derivedSecret } from "@/lib/ports/keyring";
import { hmac } from "@/lib/shared/hash";
import { networkOf } from "@/lib/shared/network";

const quarter = 15 * 60;
const hour = 3600;
const day = 86_400;

/** How often something may happen in a window of so many seconds. */
export const limits = {
  passwordsPerAccount: { most: 10, seconds: quarter },
  passwordsPerAddress: { most: 100, seconds: quarter },
  linksPerAccount: { most: 3, seconds: hour },
  linksPerAddress: { most: 20, seconds: hour },
  smsPerAccount: { most: 15, seconds: hour },
  /** Beside those: one code sends up to fifty documents, and must not fail for the codes that went before it. */
  batchSmsPerAccount: { most: 5, seconds: hour },
  smsPerAddress: { most: 60, seconds: hour },
  smsPerFirm: { most: 5000, seconds: day },
  checksPerAddress: { most: 30, seconds: quarter },
} as const;

/** Counts one more and says whether it is still within the limit. */
export async function within(limit: keyof typeof limits, ...who: string[]): Promise<boolean> {
  const { most, seconds } = limits[limit];
  return (await throttle(keyOf(limit, who), now(), seconds)) <= most;
}

export function forget(limit: keyof typeof limits, ...who: string[]): Promise<void> {
  return forgetThrottle(keyOf(limit, who));
}

function keyOf(limit: string, who: string[]): Buffer {
  const counted = limit.endsWith("PerAddress") ? who.map(networkOf) : who;
  return hmac(derivedSecret("throttle"), JSON.stringify([limit, ...counted]));
}
