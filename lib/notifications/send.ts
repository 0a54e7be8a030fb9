import { and, eq, isNull } from "drizzle-orm";
import { accounts, staffMembers } from "@/db/schema/identity";
import { firms } from "@/db/schema/tenancy";
import { inScope } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { originOf } from "@/lib/access/firm";
import { telephoneHash, textNumberOf } from "@/lib/identity/text-number";
import type { Job } from "@/lib/outbox/drain";
import type { JobOutcome } from "@/lib/outbox/rules";
import { mail } from "@/lib/ports/mail";
import { sms } from "@/lib/ports/sms";
import { onOneLine } from "@/lib/shared/typed";
import { renderMail } from "./render";
import type { MailFacts, MailTemplate } from "./template";
import { codeText, mailWords, signInAbout } from "./words";

/** What a job of the kind "mail" carries. A client who has a question calls the `contact`, a member of staff. */
export type MailPayload = {
  template: MailTemplate;
  path?: string;
  facts?: Omit<MailFacts, "firm">;
  contact?: string | null;
};

/** Nobody chooses about these. */
const always: readonly MailTemplate[] = [
  ...(["password-link", "password-changed"] as const),
  ...(["certificate-ends", "certificate-ended", "certificate-refused"] as const),
  ...(["signing-certificate-ends", "signing-certificate-ended"] as const),
  ...(["program-failing", "program-gone", "program-missed"] as const),
];

/** Sends one text message with a code. What may not have arrived is tried again while the code lives. */
export async function sendSms(actor: System, job: Job): Promise<JobOutcome> {
  const { firm, account } = await parties(actor, job);
  const to = firm && account && textNumberOf(account, firm);
  if (!to || !job.secret) return { outcome: "failed", reason: "nobody to send to" };
  const host = new URL(originOf(firm)).hostname;
  const { about, telephone } = job.payload as { about?: { title?: string }; telephone?: string | null };
  // The code is of no use with any other telephone than the one for which it was made.
  if (telephoneHash(actor.firmId, to)?.toString("hex") !== telephone)
    return { outcome: "failed", reason: "the number has changed" };
  const subject = onOneLine(about?.title ?? signInAbout(account.language, firm.name));
  return outcomeOf(
    await sms().send({
      firmId: actor.firmId,
      from: firm.smsSender,
      to,
      text: codeText(account.language, job.secret, subject, host),
    }),
  );
}

/** Sends one mail from "<Kantoor> portal", in the language of whoever receives it. */
export async function sendMail(actor: System, job: Job): Promise<JobOutcome> {
  const { firm, account } = await parties(actor, job);
  if (!firm || !account) return { outcome: "failed", reason: "nobody to send to" };
  const { template, path, facts, contact } = job.payload as MailPayload;
  const words = mailWords[template][account.language]({ firm: firm.name, ...facts });
  const origin = originOf(firm);
  const target = template === "password-link" ? `/wachtwoord/${job.secret ?? ""}` : (path ?? "/");
  const content = renderMail({
    firm,
    language: account.language,
    firstName: account.firstName,
    heading: words.heading,
    paragraphs: words.paragraphs,
    lists: words.lists ?? [],
    button: words.button ? { label: words.button, url: `${origin}${target}` } : null,
    site: new URL(origin).host,
    contact: contact ? await contactOf(actor, contact, firm.phone) : null,
    choose: always.includes(template) ? null : `${origin}/profiel#e-mails`,
  });
  return outcomeOf(
    await mail().send({
      firmId: actor.firmId,
      from: { name: `${firm.name} portal`, address: firm.mailAddress },
      to: account.email,
      subject: onOneLine(words.subject),
      ...content,
      idempotencyKey: `${actor.firmId}:${job.idempotencyKey}`,
    }),
  );
}

function outcomeOf(result: Awaited<ReturnType<ReturnType<typeof sms>["send"]>>): JobOutcome {
  switch (result.outcome) {
    case "sent":
      return { outcome: "done", providerId: result.providerId };
    case "refused":
      return { outcome: "failed", reason: result.reason };
    // A mail or text message twice does no harm; one that never comes does.
    default:
      return { ...result, outcome: "retry" };
  }
}

async function parties(actor: System, job: Job) {
  return inScope(actor, async ({ db }) => {
    const [firm] = await db.select().from(firms).where(eq(firms.id, actor.firmId));
    const [account] = job.accountId
      ? await db
          .select()
          .from(accounts)
          .where(
            and(
              eq(accounts.firmId, actor.firmId),
              eq(accounts.id, job.accountId),
              isNull(accounts.disabledAt),
            ),
          )
      : [];
    return { firm, account };
  });
}

async function contactOf(actor: System, accountId: string, firmPhone: string) {
  const [row] = await inScope(actor, ({ db }) =>
    db
      .select({ name: staffMembers.name, phone: staffMembers.phone })
      .from(staffMembers)
      .where(and(eq(staffMembers.firmId, actor.firmId), eq(staffMembers.accountId, accountId))),
  );
  return row ? { name: row.name, phone: row.phone ?? firmPhone } : null;
}
