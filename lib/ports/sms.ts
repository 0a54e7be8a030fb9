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
    httpClient: requests(base),
  });
  return {
    async send({ from, to, text }) {
      try {
        const { sid } = await client.messages.create({ from, to, body: text });
        if (!sid) return { outcome: "unknown", reason: "twilio answered without a sid" };
        return { outcome: "sent", providerId: sid };
      } catch (error) {
        const { status, code, retryAfter } = error as {
          status?: number;
          code?: number | string;
          retryAfter?: string;
        };
        return typeof status === "number"
          ? refusedOrUnavailable(status, `twilio ${code ?? status}`, retryAfter)
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

/** The SDK's own errors say nothing of the headers, and so not when we may come again. */
function requests(base: string | undefined): twilio.RequestClient {
  const client = new twilio.RequestClient({ timeout: sendTimeout });
  const request = client.request.bind(client);
  client.request = async (options) => {
    const { pathname, search } = new URL(options.uri);
    const uri = base ? `${base.replace(/\/+$/, "")}${pathname}${search}` : options.uri;
    const answer = await request({ ...options, uri });
    if (answer.statusCode !== 429) return answer;
    const { headers, body } = answer as unknown as {
      headers?: Record<string, string>;
      body?: { code?: number };
    };
    const code = body?.code;
    throw Object.assign(new Error("Too many requests"), {
      status: 429,
      code,
      retryAfter: headers?.["retry-after"],
    });
  };
  return client;
}
