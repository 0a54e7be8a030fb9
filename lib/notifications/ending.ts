import type { Scoped } from "@/db/scope";
import { enqueueAll } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import type { Stage } from "@/lib/shared/certificate-stage";
import { daysBetween, formatDay, type Language, today } from "@/lib/shared/dates";
import type { MailTemplate } from "./template";

/** A certificate that is about to end or has ended, and who hears of it. */
export type EndingMail = {
  /** The same for every warning of this certificate. */
  which: string;
  /** What it is called in the mail. */
  title: string;
  notAfter: Date;
  stage: Stage;
  templates: { ends: MailTemplate; ended: MailTemplate };
  /** Each with the page on which another can be put in its place. */
  to: { accountId: string; language: Language; path: string }[];
};

// A job is forgotten a month after it was done; the last warning may not come again after that.
const longestAgo = 20;

/**
 * A mail 60, 30 and 7 days before a certificate ends, and when it has; each of them once for a certificate, however often
 * this is asked. A day on which nobody looked is made up for; of warnings that were both missed only the last is given.
 */
export async function mailOfEnding(ctx: Scoped, endings: EndingMail[]): Promise<void> {
  const told = endings.filter(({ notAfter }) => daysBetween(today(notAfter), today(now())) <= longestAgo);
  await enqueueAll(
    ctx,
    told.flatMap(({ which, title, notAfter, stage, templates, to }) =>
      to.map(({ accountId, language, path }) => ({
        kind: "mail",
        payload: {
          template: stage === 0 ? templates.ended : templates.ends,
          path,
          facts: { title, day: formatDay(today(notAfter), language) },
        },
        accountId,
        idempotencyKey: `certificate:${which}:${notAfter.toISOString()}:${stage}:${accountId}`,
      })),
    ),
  );
}
