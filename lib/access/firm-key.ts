import { eq } from "drizzle-orm";
import { firmKeys } from "@/db/schema/tenancy";
import type { Scoped } from "@/db/scope";
import { keyring } from "@/lib/ports/keyring";
import { seal, unseal, unwrapKey, wrapKey } from "@/lib/shared/seal";

const opened = new Map<string, Buffer>();

/** The firm's own key: it seals secrets and wraps the keys of files. Made on first use of a new firm. */
async function firmKey(ctx: Scoped): Promise<Buffer> {
  const { firmId } = ctx.actor;
  const known = opened.get(firmId);
  if (known) return known;
  const [row] = await ctx.db.select().from(firmKeys).where(eq(firmKeys.firmId, firmId));
  if (!row) throw new Error("This firm has no key yet");
  const key = unwrapKey(keyring(), { keyId: row.keyId, wrapped: row.wrapped }, `firm:${firmId}`);
  opened.set(firmId, key);
  return key;
}

export async function makeFirmKey(ctx: Scoped, key: Buffer): Promise<void> {
  const { firmId } = ctx.actor;
  await ctx.db.insert(firmKeys).values({ firmId, ...wrapKey(keyring(), key, `firm:${firmId}`) });
}

/** Seals a secret for one place (`table:row id`); it cannot be read in another. */
export async function sealFor(ctx: Scoped, place: string, secret: string | Buffer): Promise<Buffer> {
  return seal(await firmKey(ctx), Buffer.from(secret), place);
}

export async function unsealFrom(ctx: Scoped, place: string, sealed: Buffer): Promise<Buffer> {
  return unseal(await firmKey(ctx), sealed, place);
}
