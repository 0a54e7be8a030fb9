import { randomUUID } from "node:crypto";
import { type Answer, type Asked, type StandIn, standIn } from "./stand-in";

export type ResendMail = Record<"from" | "subject" | "text" | "html", string> & { id: string; to: string[] };
export type ResendServer = StandIn & { accepted: ResendMail[]; pass(hours: number): void };

const problems = {
  missing_api_key: [401, "Missing API key in the authorization header."],
  invalid_api_key: [403, "API key is invalid."],
  domain: [403, "The domain is not verified. Please, add and verify your domain."],
  not_found: [404, "The requested endpoint does not exist."],
  method_not_allowed: [405, "Method is not allowed for the requested path."],
  invalid_idempotency_key: [400, "The key must be between 1-256 chars."],
  invalid_idempotent_request: [409, "Same idempotency key used with a different request payload."],
  missing_required_field: [422, "The request body is missing one or more required fields."],
  validation_error: [422, "We found an error with one or more fields in the request."],
  rate_limit_exceeded: [429, "Too many requests. Please limit the number of requests per second."],
  internal_server_error: [500, "An unexpected error occurred."],
} as const;

const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/;
const hours = 3_600_000;

/** Resend's POST /emails as its reference documents it, for one key and one verified domain. */
export async function resendServer(key: string, domain: string): Promise<ResendServer> {
  const accepted: ResendMail[] = [];
  const known = new Map<string, { body: string; id: string; at: number }>();
  let clock = 0;

  const answer = (asked: Asked): Answer => {
    const { authorization = "", "content-type": type = "" } = asked.headers;
    if (!authorization.startsWith("Bearer ")) return problem("missing_api_key");
    if (authorization !== `Bearer ${key}`) return problem("invalid_api_key");
    if (asked.path !== "/emails") return problem("not_found");
    if (asked.method !== "POST") return problem("method_not_allowed");
    const idempotency = asked.headers["idempotency-key"] as string | undefined;
    if (idempotency !== undefined && (idempotency.length < 1 || idempotency.length > 256))
      return problem("invalid_idempotency_key");
    const mail = /^application\/json\b/.test(type) ? parsed(asked.body) : null;
    if (!mail) return problem("validation_error");
    const fault = faultOf(mail, domain);
    if (fault) return problem(fault);
    const earlier = idempotency === undefined ? undefined : known.get(idempotency);
    if (earlier && clock - earlier.at < 24 * hours)
      return earlier.body === asked.body
        ? { status: 200, body: { id: earlier.id } }
        : problem("invalid_idempotent_request");
    const id = randomUUID();
    accepted.push({ ...(mail as Omit<ResendMail, "id" | "to">), to: [mail.to].flat() as string[], id });
    if (idempotency !== undefined) known.set(idempotency, { body: asked.body, id, at: clock });
    return { status: 200, body: { id } };
  };
  const server = await standIn(answer, {
    "server error": problem("internal_server_error"),
    "too many": problem("rate_limit_exceeded"),
  });
  const pass = (later: number) => {
    clock += later * hours;
  };
  return { ...server, accepted, pass };
}

function parsed(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return value && typeof value === "object" && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function faultOf(mail: Record<string, unknown>, domain: string): keyof typeof problems | null {
  const { from, to, subject, text, html } = mail;
  if (!from || !to || typeof subject !== "string" || !(text || html)) return "missing_required_field";
  if (/[\r\n]/.test(subject)) return "validation_error";
  const all = [to].flat();
  if (all.length > 50 || !all.every((one) => typeof one === "string" && ADDRESS.test(one)))
    return "validation_error";
  const sender = senderOf(from);
  if (!sender) return "validation_error";
  return sender.endsWith(`@${domain}`) ? null : "domain";
}

/** `email@example.com`, `Name <email@example.com>`, or the name in quotes as mails have it (RFC 5322). */
function senderOf(from: unknown): string | null {
  const match = /^(?:(?:"[^"\\\r\n]*"|[^"<>,;@\r\n]+) <([^<>]+)>|([^<>]+))$/.exec(String(from));
  const address = match?.[1] ?? match?.[2] ?? "";
  return ADDRESS.test(address) ? address : null;
}

function problem(name: keyof typeof problems): Answer {
  const [status, message] = problems[name];
  return {
    status,
    body: { statusCode: status, message, name: name === "domain" ? "validation_error" : name },
  };
}
