import { randomBytes } from "node:crypto";
import type { webhookEndpoints } from "@/db/schema/webhooks";
import type { Scoped } from "@/db/scope";
import { sealFor, unsealFrom } from "@/lib/access/firm-key";

type Row = typeof webhookEndpoints.$inferSelect;

/** A new secret in the notation of Standard Webhooks: whsec_ and 32 bytes in base64. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/** Seals a secret for its own row. */
export function sealSecret(ctx: Scoped, id: string, secret: string): Promise<Buffer> {
  return sealFor(ctx, placeOf(id), secret);
}

/** What messages of this moment are signed with: the secret, and the one before it until that ends. */
export async function secretsOf(ctx: Scoped, row: Row, at: Date): Promise<string[]> {
  const sealed = [row.secret];
  if (row.previousSecret && row.previousUntil && row.previousUntil > at) sealed.push(row.previousSecret);
  return Promise.all(sealed.map(async (one) => (await unsealFrom(ctx, placeOf(row.id), one)).toString()));
}

function placeOf(id: string): string {
  return `webhook_endpoints.secret:${id}`;
}
