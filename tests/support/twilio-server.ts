import { randomBytes } from "node:crypto";
import { type Answer, type Asked, type StandIn, standIn } from "./stand-in";

export type TwilioMessage = { sid: string; to: string; from: string; body: string };
export type TwilioServer = StandIn & { accepted: TwilioMessage[] };

const problems = {
  20003: [401, "Authenticate"],
  20404: [404, "The requested resource was not found"],
  20429: [429, "Too Many Requests"],
  20500: [500, "An internal server error has occurred"],
  21211: [400, "Invalid 'To' Phone Number"],
  21212: [400, "Invalid From Number (caller ID)"],
  21602: [400, "Message body is required."],
  21603: [400, "A 'From' phone number is required."],
  21604: [400, "A 'To' phone number is required."],
  21617: [400, "The concatenated message body exceeds the 1600 character limit"],
} as const;

/** Twilio's Messages resource as its reference documents it, for one account. */
export async function twilioServer(account: string, token: string): Promise<TwilioServer> {
  const accepted: TwilioMessage[] = [];
  const answer = (asked: Asked): Answer => {
    const wished = `Basic ${Buffer.from(`${account}:${token}`).toString("base64")}`;
    if (asked.headers.authorization !== wished) return problem(20003);
    if (asked.method !== "POST" || asked.path !== `/2010-04-01/Accounts/${account}/Messages.json`)
      return problem(20404);
    // Whatever else a body may be, its parameters are not read.
    const form = /^application\/x-www-form-urlencoded\b/.test(asked.headers["content-type"] ?? "");
    const fields = new URLSearchParams(form ? asked.body : "");
    const [to, from, body] = ["To", "From", "Body"].map((name) => fields.get(name) ?? "");
    if (!to) return problem(21604);
    if (!from) return problem(21603);
    if (!isNumber(to)) return problem(21211);
    if (!isNumber(from) && !isSender(from)) return problem(21212);
    if (!body) return problem(21602);
    if (body.length > 1600) return problem(21617);
    const message = { sid: `SM${randomBytes(16).toString("hex")}`, to, from, body };
    accepted.push(message);
    return { status: 201, body: resource(account, message) };
  };
  const server = await standIn(answer, { "server error": problem(20500), "too many": problem(20429) });
  return { ...server, accepted };
}

function isNumber(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** An alphanumeric sender: at most 11 letters, digits, spaces and a few signs, of which one is a letter. */
function isSender(text: string): boolean {
  return /^[A-Za-z0-9 &+_-]{1,11}$/.test(text) && /[A-Za-z]/.test(text);
}

function problem(code: keyof typeof problems): Answer {
  const [status, message] = problems[code];
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}

function resource(account: string, { sid, to, from, body }: TwilioMessage): object {
  const uri = `/2010-04-01/Accounts/${account}/Messages/${sid}`;
  const at = new Date().toUTCString().replace("GMT", "+0000");
  return {
    account_sid: account,
    api_version: "2010-04-01",
    body,
    date_created: at,
    date_sent: null,
    date_updated: at,
    direction: "outbound-api",
    error_code: null,
    error_message: null,
    from,
    messaging_service_sid: null,
    num_media: "0",
    num_segments: String(Math.ceil(body.length / 153)),
    price: null,
    price_unit: null,
    sid,
    status: "queued",
    subresource_uris: { media: `${uri}/Media.json` },
    to,
    uri: `${uri}.json`,
  };
}
