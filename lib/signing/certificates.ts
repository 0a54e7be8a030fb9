import { and, asc, desc, eq, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { accounts, staffMembers } from "@/db/schema/identity";
import { outbox } from "@/db/schema/outbox";
import { signingCertificates } from "@/db/schema/signing";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { sealFor, unsealFrom } from "@/lib/access/firm-key";
import { record } from "@/lib/audit/record";
import { wakeWorkers } from "@/lib/outbox/enqueue";
import type { Signer } from "@/lib/pades/shapes";
import { now } from "@/lib/ports/clock";
import { signerFromPem } from "@/lib/ports/signing-key/own-key";
import { newId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { factsOf } from "./facts";
import { readSecret, serviceSigner } from "./service";
import type { Opened } from "./shapes";

/** A certificate that is signed with, as its settings show it: never its key. */
export type Kept = Pick<
  typeof signingCertificates.$inferSelect,
  "id" | "accountId" | "certificate" | "service" | "notAfter" | "addedAt"
>;

const columns = {
  id: signingCertificates.id,
  accountId: signingCertificates.accountId,
  certificate: signingCertificates.certificate,
  service: signingCertificates.service,
  notAfter: signingCertificates.notAfter,
  addedAt: signingCertificates.addedAt,
};
const place = (id: string) => `signing_certificates.key:${id}`;

/**
 * With what a person of the firm signs: an own certificate while it is valid, else the firm's; null when there is neither.
 * A key that lies with a service is asked for nothing yet: it is when it signs, which is no work for a transaction.
 * @param accountId null: the firm itself
 */
export async function signerFor(ctx: Scoped, accountId: string | null): Promise<Signer | null> {
  const whose = accountId ? or(ofFirm, eq(signingCertificates.accountId, accountId)) : ofFirm;
  const rows = await ctx.db
    .select()
    .from(signingCertificates)
    .where(current(ctx, whose))
    .orderBy(desc(signingCertificates.addedAt));
  const at = now();
  const row =
    rows.find((one) => one.accountId !== null && one.notAfter > at) ?? rows.find((one) => one.notAfter > at);
  if (!row) return null;
  const key = (await unsealFrom(ctx, place(row.id), row.key)).toString();
  if (row.service) return serviceSigner(row.service, row.certificate, readSecret(key));
  const own = signerFromPem({ certificate: row.certificate, key, passphrase: "" }, at);
  return own.ok ? own.signer : null;
}

/** Those that are signed with now, also when they have ended; of each person and of the firm no more than one. */
export async function certificatesOf(ctx: Scoped): Promise<Kept[]> {
  return ctx.db
    .select(columns)
    .from(signingCertificates)
    .where(current(ctx))
    .orderBy(asc(signingCertificates.addedAt));
}

/** Whether anything can be signed today. */
export type CanSign = {
  /** With the firm's certificate: clients' signatures, and those of accountants without one of their own. */
  firm: boolean;
  /** The accounts that have a valid certificate of their own. */
  people: string[];
};

export async function canSign(ctx: Scoped): Promise<CanSign> {
  const at = now();
  const valid = (await certificatesOf(ctx)).filter(({ notAfter }) => notAfter > at);
  return {
    firm: valid.some(({ accountId }) => accountId === null),
    people: valid.flatMap(({ accountId }) => accountId ?? []),
  };
}

/** The staff who may sign for the firm, by name, without whoever has left. */
export function signersOf(ctx: Scoped<Staff>): Promise<{ accountId: string; name: string }[]> {
  return ctx.db
    .select({ accountId: accounts.id, name: accounts.name })
    .from(accounts)
    .innerJoin(
      staffMembers,
      and(eq(staffMembers.firmId, accounts.firmId), eq(staffMembers.accountId, accounts.id)),
    )
    .where(
      and(
        eq(accounts.firmId, ctx.actor.firmId),
        isNull(accounts.disabledAt),
        or(eq(staffMembers.role, "administrator"), eq(staffMembers.role, "relationshipManager")),
      ),
    )
    .orderBy(asc(accounts.name));
}

/**
 * Keeps a certificate and its key, which is sealed at once; the one that was is removed, and its key with it. Goes into
 * the chain by what everybody may know of a certificate.
 */
export async function keepCertificate(
  ctx: Scoped,
  wish: Opened & { accountId: string | null; addedBy: string },
): Promise<string> {
  const { firmId } = ctx.actor;
  const id = newId();
  const { key, accountId, service, ...rest } = wish;
  // Two administrators at once: one certificate is the current one.
  await ctx.db.execute(
    sql`select pg_advisory_xact_lock(hashtext(${`signing_certificates:${firmId}:${accountId ?? ""}`}))`,
  );
  const replaced = await take(ctx, accountId ? eq(signingCertificates.accountId, accountId) : ofFirm);
  await ctx.db.insert(signingCertificates).values({
    ...rest,
    firmId,
    id,
    accountId,
    service: service ?? null,
    key: await sealFor(ctx, place(id), key),
    addedAt: now(),
  });
  await record(ctx, {
    action: replaced.length > 0 ? "signingCertificate.replaced" : "signingCertificate.added",
    subject: `signingCertificate:${id}`,
    data: { ...told({ accountId, certificate: wish.certificate }), ...(service ? { service } : {}) },
  });
  await signNow(ctx);
  return id;
}

/** What waited to be signed, perhaps hours for its next try, need not wait for a certificate any more. */
async function signNow(ctx: Scoped): Promise<void> {
  const at = now();
  const waits = and(
    eq(outbox.firmId, ctx.actor.firmId),
    inArray(outbox.kind, ["signing.put", "signing.finish"]),
    eq(outbox.status, "waiting"),
    gt(outbox.runAfter, at),
  );
  const due = await ctx.db.update(outbox).set({ runAfter: at }).where(waits).returning({ id: outbox.id });
  if (due.length > 0) await wakeWorkers(ctx);
}

/**
 * Takes a certificate away; from then on nothing is signed with it. Its key is erased.
 * @param of only if it is of this account
 */
export async function removeCertificate(
  ctx: Scoped<Staff>,
  id: string,
  of?: string,
): Promise<Result<object, "not-found">> {
  const { actor } = ctx;
  const owner = of ?? (actor.reach === "firm" ? undefined : actor.accountId);
  const theirs = owner ? eq(signingCertificates.accountId, owner) : undefined;
  const [removed] = await take(ctx, and(eq(signingCertificates.id, id), theirs));
  if (!removed) return refuse("not-found");
  await record(ctx, {
    action: "signingCertificate.removed",
    subject: `signingCertificate:${id}`,
    data: told(removed),
  });
  return { ok: true };
}

const ofFirm = isNull(signingCertificates.accountId);

function current(ctx: Scoped, more?: SQL) {
  const { firmId } = ctx.actor;
  return and(eq(signingCertificates.firmId, firmId), isNull(signingCertificates.removedAt), more);
}

function take(ctx: Scoped, which: SQL | undefined) {
  return ctx.db
    .update(signingCertificates)
    .set({ removedAt: now(), key: Buffer.alloc(0) })
    .where(current(ctx, which))
    .returning({ accountId: signingCertificates.accountId, certificate: signingCertificates.certificate });
}

function told({ accountId, certificate }: { accountId: string | null; certificate: string }) {
  const { name, organisation, issuer, serial, notAfter, fingerprint } = factsOf(certificate);
  return {
    of: accountId ?? "firm",
    certificate: { name, organisation, issuer, serial, fingerprint, until: notAfter.toISOString() },
  };
}
