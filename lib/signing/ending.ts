import { and, eq, isNull } from "drizzle-orm";
import { accounts } from "@/db/schema/identity";
import type { Scoped } from "@/db/scope";
import { administratorsOf } from "@/lib/identity/administrators";
import { mailOfEnding } from "@/lib/notifications/ending";
import { now } from "@/lib/ports/clock";
import { certificateStage, type Stage } from "@/lib/shared/certificate-stage";
import type { Language } from "@/lib/shared/dates";
import { certificatesOf } from "./certificates";
import { factsOf } from "./facts";

/** A signing certificate that ends within 60 days or has ended. */
export type EndingSigningCertificate = {
  id: string;
  /** Whose it is; null for the firm's. */
  accountId: string | null;
  /** Whom it names. */
  name: string;
  notAfter: Date;
  stage: Stage;
};

/**
 * Certificates that somebody has to replace, the first to end first: an administrator hears of all, a colleague of his
 * own. Of whoever has left none are named.
 */
export async function endingSigningCertificates(ctx: Scoped): Promise<EndingSigningCertificate[]> {
  const { actor } = ctx;
  const staff = new Set((await activeStaff(ctx)).map(({ id }) => id));
  const found = (await certificatesOf(ctx)).flatMap(({ id, accountId, certificate, notAfter }) => {
    const stage = certificateStage(notAfter, now());
    const isTheirs = actor.reach === "firm" || ("accountId" in actor && actor.accountId === accountId);
    const isHere = accountId === null || staff.has(accountId);
    if (stage === null || !isTheirs || !isHere) return [];
    return [{ id, accountId, name: factsOf(certificate).name, notAfter, stage }];
  });
  return found.sort((a, b) => a.notAfter.getTime() - b.notAfter.getTime());
}

/**
 * Once a day: a mail 60, 30 and 7 days before a signing certificate ends, and when it has, to each administrator and to
 * whose it is.
 */
export async function warnOfSigningCertificates(ctx: Scoped): Promise<void> {
  const ending = await endingSigningCertificates(ctx);
  if (ending.length === 0) return;
  const administrators = await administratorsOf(ctx);
  const staff = await activeStaff(ctx);
  await mailOfEnding(
    ctx,
    ending.map(({ id, accountId, name, notAfter, stage }) => ({
      which: id,
      title: name,
      notAfter,
      stage,
      templates: { ends: "signing-certificate-ends", ended: "signing-certificate-ended" },
      to: [
        ...administrators.map((one) => ({
          accountId: one.id,
          language: one.language,
          path: settingsOf(accountId),
        })),
        ...staff
          .filter((one) => one.id === accountId && !administrators.some((other) => other.id === one.id))
          .map((one) => ({ accountId: one.id, language: one.language, path: ownSettings })),
      ],
    })),
  );
}

/** Where somebody puts another in place of one's own. */
export const ownSettings = "/profiel/ondertekenen";

/** Where an administrator puts another in its place. */
export function settingsOf(accountId: string | null): string {
  return `/admin/instellingen/ondertekenen/${accountId ?? "kantoor"}`;
}

function activeStaff(ctx: Scoped): Promise<{ id: string; language: Language }[]> {
  return ctx.db
    .select({ id: accounts.id, language: accounts.language })
    .from(accounts)
    .where(
      and(eq(accounts.firmId, ctx.actor.firmId), eq(accounts.kind, "staff"), isNull(accounts.disabledAt)),
    );
}
