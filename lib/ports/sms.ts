import twilio from "twilio";
import { now } from "./clock";
import { environment } from "./environment";
import { keepLocally } from "./local-outbox";
import { ofNetworkError, refusedOrUnavailable, type SendResult, sendTimeout } from "./sending";

/** `from` is an alphanumeric sender of at most 11 characters, `to` is E.164. */
export type Sms = { firmId: string; from: string; to: string; text: string };
export type SmsPort = { send(sms: Sms): Promise<SendResult> };

let chosen: SmsPort | undefined;

/** Twilio where its keys are set; in the demo without them the local outbox. */
export function sms(): SmsPort {
  const env = environment();
  const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token, TWILIO_API_BASE: base } = env;
  chosen ??= sid && token ? viaTwilio(sid, token, base) : locally;
  return chosen;
}

/** @param base another server that speaks Twilio's API (a stand-in) */
export function viaTwilio(sid: string, token: string, base?: string): SmsPort {
  const client = twilio(sid, token, {
    timeout: sendTimeout,
    autoRetry: false,
    ...(base ? { httpClient: rebased(base) } : {}),
  });
  return {
    async send({ from, to, text }) {
      try {
        const { sid } = await client.messages.create({ from, to, body: text });
        if (!sid) return { outcome: "unknown", reason: "twilio answered without a sid" };
        return { outcome: "sent", providerId: sid };
      } catch (error) {
        const { status, code } = error as { status?: number; code?: number | string };
        return typeof status === "number"
          ? refusedOrUnavailable(status, `twilio ${code ?? status}`)
          : ofNetworkError(error);
      }
    },
  };
}

const locally: SmsPort = {
  async send({ firmId, from, to, text }) {
    await keepLocally({ firmId, channel: "sms", to, from, subject: "", text, at: now() });
    return { outcome: "sent", providerId: "local" };
  },
};

function rebased(base: string): twilio.RequestClient {
  const client = new twilio.RequestClient({ timeout: sendTimeout });
  const request = client.request.bind(client);
  client.request = (options) => {
    const { pathname, search } = new URL(options.uri);
    return request({ ...options, uri: `${base.replace(/\/+$/, "")}${pathname}${search}` });
  };
  return client;
}
