import nodemailer from "nodemailer";
import { Resend } from "resend";
import { now } from "./clock";
import { environment } from "./environment";
import { keepLocally } from "./local-outbox";
import { ofNetworkError, refusedOrUnavailable, type SendResult, sendTimeout } from "./sending";

export type Mail = {
  firmId: string;
  from: { name: string; address: string };
  to: string;
  subject: string;
  text: string;
  html: string;
  idempotencyKey: string;
};
export type MailPort = { send(mail: Mail): Promise<SendResult> };

let chosen: MailPort | undefined;

/** Resend where its key is set, else SMTP; in the demo without either the local outbox. */
export function mail(): MailPort {
  const { RESEND_API_KEY: key, SMTP_URL: smtp } = environment();
  chosen ??= key ? viaResend(key) : smtp ? viaSmtp(smtp) : locally;
  return chosen;
}

/** The SDK reads RESEND_BASE_URL by itself. */
export function viaResend(key: string): MailPort {
  const client = new Resend(key);
  return guarded(async (mail) => {
    const { from, to, subject, text, html } = mail;
    const sender = `${quoted(from.name)} <${from.address}>`;
    const answer = await within(
      client.emails.send({ from: sender, to, subject, text, html }, { idempotencyKey: mail.idempotencyKey }),
    );
    if (answer.data) return { outcome: "sent", providerId: answer.data.id };
    const { name, statusCode } = answer.error;
    // The SDK reports a connection that failed as an application error without a status.
    if (!statusCode) return { outcome: "unavailable", reason: `resend ${name}` };
    return refusedOrUnavailable(statusCode, `resend ${name}`);
  });
}

export function viaSmtp(url: string): MailPort {
  const transport = nodemailer.createTransport(url, {});
  return guarded(async ({ from, to, subject, text, html, idempotencyKey }) => {
    try {
      const sent = await within(
        transport.sendMail({
          from,
          to,
          subject,
          text,
          html,
          headers: { "x-idempotency-key": idempotencyKey },
        }),
      );
      return { outcome: "sent", providerId: sent.messageId };
    } catch (error) {
      const { responseCode, command } = error as { responseCode?: number; command?: string };
      if (responseCode)
        return { outcome: responseCode >= 500 ? "refused" : "unavailable", reason: `smtp ${responseCode}` };
      return command === "CONN"
        ? { outcome: "unavailable", reason: "smtp connection" }
        : ofNetworkError(error);
    }
  });
}

const locally: MailPort = {
  async send({ firmId, from, to, subject, text }) {
    await keepLocally({
      firmId,
      channel: "mail",
      to,
      from: `${from.name} <${from.address}>`,
      subject,
      text,
      at: now(),
    });
    return { outcome: "sent", providerId: "local" };
  },
};

/** No header can be smuggled in: a line end in a name, address or subject is refused before anything is sent. */
function guarded(send: MailPort["send"]): MailPort {
  return {
    async send(mail) {
      const headers = [mail.from.name, mail.from.address, mail.to, mail.subject, mail.idempotencyKey];
      if (headers.some((text) => /\p{Cc}/u.test(text)))
        return { outcome: "refused", reason: "control characters in a header" };
      try {
        return await send(mail);
      } catch (error) {
        return ofNetworkError(error);
      }
    },
  };
}

async function within<T>(sending: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" })),
      sendTimeout,
    );
  });
  return Promise.race([sending, late]).finally(() => clearTimeout(timer));
}

function quoted(name: string): string {
  return `"${name.replace(/["\\]/g, "")}"`;
}
