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

/** The SDK reads RESEND_BASE_URL by itself, when this is called. */
export function viaResend(key: string): MailPort {
  const client = new Resend(key);
  return guarded(async (mail) => {
    const { from, to, subject, text, html } = mail;
    const sender = `${quoted(from.name)} <${from.address}>`;
    const answer = await client.emails.send(
      { from: sender, to: [to], subject, text, html },
      { idempotencyKey: mail.idempotencyKey, signal: AbortSignal.timeout(sendTimeout) },
    );
    if (answer.data?.id) return { outcome: "sent", providerId: answer.data.id };
    // Without a status the SDK does not say whether the connection failed before or after the mail was handed over.
    const { name, statusCode } = answer.error ?? { name: "answered without an id", statusCode: null };
    if (!statusCode) return { outcome: "unknown", reason: `resend ${name}` };
    return refusedOrUnavailable(statusCode, `resend ${name}`, answer.headers?.["retry-after"]);
  });
}

export function viaSmtp(url: string): MailPort {
  const transport = nodemailer.createTransport(patient(url));
  return guarded(async ({ from, to, subject, text, html, idempotencyKey }) => {
    try {
      const sent = await within(
        transport.sendMail({
          from,
          // An address of its own, and no list to be taken apart.
          to: { name: "", address: to },
          subject,
          text,
          html,
          headers: { "x-idempotency-key": idempotencyKey },
        }),
      );
      return { outcome: "sent", providerId: sent.messageId };
    } catch (error) {
      return ofSmtpError(error);
    }
  });
}

/** nodemailer would wait for minutes, and keep a connection for a mail that was given up. */
function patient(url: string): string {
  const limits = ["connectionTimeout", "greetingTimeout", "socketTimeout", "dnsTimeout"];
  return `${url}${url.includes("?") ? "&" : "?"}${limits.map((name) => `${name}=${sendTimeout}`).join("&")}`;
}

/**
 * A server that refuses this recipient or this message refuses it for good. One that refuses us, our password
 * or our sender waits for better settings, and no mail may be lost over those.
 */
function ofSmtpError(error: unknown): SendResult {
  const { code, responseCode, command, syscall } = error as Record<string, string | number | undefined>;
  const reason = `smtp ${responseCode ?? code ?? "error"}`;
  if (typeof responseCode === "number" && responseCode >= 400) {
    const ofThisMail = command === "RCPT TO" || command === "DATA";
    // 530 to 539 are about signing in (RFC 4954), whenever they are said.
    const ofUs = responseCode >= 530 && responseCode < 540;
    return { outcome: responseCode >= 500 && ofThisMail && !ofUs ? "refused" : "unavailable", reason };
  }
  if (code === "EENVELOPE" || code === "EMESSAGE") return { outcome: "refused", reason };
  // nodemailer says CONN of any connection that breaks: only what never came about has certainly delivered nothing.
  if (syscall === "connect" || code === "EDNS" || code === "EAUTH") return { outcome: "unavailable", reason };
  return ofNetworkError(error);
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

// One address: no list, no comment, no name before it.
const plainAddress = /^[^\s@,;:<>()[\]"\\\p{C}]+@[^\s@,;:<>()[\]"\\\p{C}]+$/u;

/** No header and no second recipient can be smuggled in: such a mail is refused before anything is sent. */
function guarded(send: MailPort["send"]): MailPort {
  return {
    async send(mail) {
      const headers = [mail.from.name, mail.from.address, mail.to, mail.subject, mail.idempotencyKey];
      if (headers.some((text) => /\p{Cc}/u.test(text)))
        return { outcome: "refused", reason: "control characters in a header" };
      if (![mail.to, mail.from.address].every((address) => plainAddress.test(address)))
        return { outcome: "refused", reason: "not one plain address" };
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
