import { and, desc, eq, isNull, or } from "drizzle-orm";
import { signingCertificates } from "@/db/schema/signing";
import type { Scoped } from "@/db/scope";
import { sealFor, unsealFrom } from "@/lib/access/firm-key";
import type { Signer } from "@/lib/pades/shapes";
import { now } from "@/lib/ports/clock";
import { signerFromPem } from "@/lib/ports/signing-key/own-key";
import { newId } from "@/lib/shared/ids";

const place = (id: string) => `signing_certificates.key:${id}`;

/** With what a person of the firm signs: an own certificate, else the firm's. */
export async function signerFor(ctx: Scoped, accountId: string | null): Promise<Signer | null> {
  const { firmId } = ctx.actor;
  const whose = accountId
    ? or(isNull(signingCertificates.accountId), eq(signingCertificates.accountId, accountId))
    : isNull(signingCertificates.accountId);
  const rows = await ctx.db
    .select()
    .from(signingCertificates)
    .where(and(eq(signingCertificates.firmId, firmId), isNull(signingCertificates.removedAt), whose))
    .orderBy(desc(signingCertificates.addedAt));
  const at = now();
  const row =
    rows.find((one) => one.accountId !== null && one.notAfter > at) ?? rows.find((one) => one.notAfter > at);
  if (!row) return null;
  const key = (await unsealFrom(ctx, place(row.id), row.key)).toString();
  const own = signerFromPem({ certificate: row.certificate, key, passphrase: "" }, at);
  return own.ok ? own.signer : null;
}

/** Keeps a certificate and its key, which is sealed at once. */
export async function keepCertificate(
  ctx: Scoped,
  wish: { accountId: string | null; certificate: string; key: string; notAfter: Date; addedBy: string },
): Promise<string> {
  const id = newId();
  const { key, ...rest } = wish;
  await ctx.db.insert(signingCertificates).values({
    firmId: ctx.actor.firmId,
    id,
    ...rest,
    key: await sealFor(ctx, place(id), key),
    addedAt: now(),
  });
  return id;
}
