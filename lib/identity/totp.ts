import { timingSafeEqual } from "node:crypto";
import { generateSync } from "otplib";
import type { Scoped } from "@/db/scope";
import { sealFor, unsealFrom } from "@/lib/access/firm-key";
import { now } from "@/lib/ports/clock";

const stepSeconds = 30;

/** The code of an authenticator app at a moment (RFC 6238: SHA-1, 30 seconds, six digits). */
export function totpCode(secret: string, at: Date): string {
  return generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) });
}

/** The step whose code this is, one step early or late allowed; null when it is none of them. */
export async function totpStep(
  ctx: Scoped,
  accountId: string,
  sealed: Buffer,
  code: string,
): Promise<number | null> {
  const secret = await openTotpSecret(ctx, accountId, sealed);
  const current = Math.floor(now().getTime() / 1000 / stepSeconds);
  const typed = Buffer.from(code.padEnd(6, " ").slice(0, 6));
  for (const step of [current, current - 1, current + 1]) {
    const wanted = Buffer.from(totpCode(secret, new Date(step * stepSeconds * 1000)));
    if (code.length === 6 && timingSafeEqual(typed, wanted)) return step;
  }
  return null;
}

export function sealTotpSecret(ctx: Scoped, accountId: string, secret: string): Promise<Buffer> {
  return sealFor(ctx, `accounts.totp_secret:${accountId}`, secret);
}

export async function openTotpSecret(ctx: Scoped, accountId: string, sealed: Buffer): Promise<string> {
  return (await unsealFrom(ctx, `accounts.totp_secret:${accountId}`, sealed)).toString();
}
