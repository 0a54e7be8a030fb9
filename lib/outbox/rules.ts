import type { JobStatus, Lane } from "@/db/schema/outbox";

/**
 * What a handler says about one try. `retry`: it has certainly not arrived; `afterSeconds` when the other side said
 * how long to wait, `atLeastHours` when it may not be given up before that, `remember` what the next try has
 * to know. `unknown`: it may have arrived, and a second try could do harm.
 */
export type JobOutcome =
  | { outcome: "done"; providerId?: string }
  | {
      outcome: "retry";
      reason: string;
      afterSeconds?: number;
      atLeastHours?: number;
      remember?: Record<string, unknown>;
    }
  | { outcome: "failed"; reason: string }
  | { outcome: "unknown"; reason: string };

const waits = [2, 5, 15, 60, 300, 900, 3600];
/** Without an end of its own a message is tried for nearly three days: a weekend of a provider costs no mail. */
const mostAttempts = 72;
const longestWait = 86_400;
/** Somebody waits for what expires (a code, a link for a new password): it is tried at least this often, in seconds. */
const longestWaitOfExpiring = 30;

/**
 * What becomes of a job after a try, and when the next one is due: never sooner than usual, whatever the other side says.
 * Whoever says "in a second" each time (a provider's limit) would use up all tries in a minute.
 * @param attempts how many tries there were, this one included
 * @param expiresAt when it is of no use any more: its end, however many tries there were before; null has no such end
 */
export function afterTry(
  result: JobOutcome,
  attempts: number,
  at: Date,
  expiresAt: Date | null = null,
): { status: JobStatus; runAfter: Date | null } {
  if (result.outcome === "done") return { status: "done", runAfter: null };
  if (result.outcome === "failed") return { status: "failed", runAfter: null };
  if (result.outcome === "unknown") return { status: "unknown", runAfter: null };
  const { afterSeconds, atLeastHours = 0 } = result;
  if (!expiresAt && attempts >= Math.max(mostAttempts, triesFor(atLeastHours)))
    return { status: "failed", runAfter: null };
  const usual = expiresAt ? Math.min(longestWaitOfExpiring, usualWait(attempts)) : usualWait(attempts);
  const seconds = Math.max(usual, Math.min(longestWait, afterSeconds ?? usual));
  return { status: "waiting", runAfter: new Date(at.getTime() + seconds * 1000) };
}

/** How many tries there are, with the usual waits in between, when the last one is not before so many hours. */
function triesFor(hours: number): number {
  let tries = 1;
  for (let gone = 0; gone <= hours * 3600; tries++) gone += usualWait(tries);
  return tries;
}

function usualWait(attempts: number): number {
  return waits[Math.min(attempts, waits.length) - 1] ?? 2;
}

/**
 * Which lane a kind of job takes: text messages, mails, authorities and banks, programs of the firm, time stamps over
 * audit chains, all the rest.
 */
export function laneOf(kind: string): Lane {
  if (kind === "sms" || kind === "mail") return kind;
  if (kind.startsWith("delivery.")) return "delivery";
  if (kind.startsWith("webhook.")) return "webhook";
  return kind === "audit.anchor" ? "anchor" : "work";
}

/** What went wrong with a job, as far as somebody at the firm can do something with it. */
export type Fault =
  | "unreachable"
  | "too-fast"
  | "settings"
  | "refused"
  | "nobody"
  | "expired"
  | "no-answer"
  | "program-off"
  | "program-held"
  | "program-address"
  | "program-refused"
  | "channel"
  | "organisation-number"
  | "storage"
  | "documents"
  | "no-time"
  | "held"
  | "recipient-refused"
  | "no-proof"
  | "no-status"
  | "ours";

/** Reads the reason that a handler gave, such as "twilio 21211" or "ECONNREFUSED". */
export function faultOf(reason: string): Fault {
  const found = faults.find(([, pattern]) => pattern.test(reason));
  return found ? found[0] : "ours";
}

/** What can become of a delivery to the KvK or a bank (lib/delivery, lib/ports/filing-channel), whole words. */
const deliveryFaults: [Fault, string[]][] = [
  ["unreachable", ["address-unknown", "no-connection", "connect-timeout", "tls-failed"]],
  ["channel", ["no-channel", "channel-settings", "settings", "certificate-refused"]],
  ["organisation-number", ["no-number"]],
  ["storage", ["storage-full"]],
  ["no-time", ["no-time"]],
  ["documents", ["no-data", "file-changed", "not-deliverable", "invalid"]],
  ["documents", ["other-number", "number-unknown", "wrong-kind", "owner-unclear"]],
  ["held", ["earlier-accepted"]],
  // It may have arrived: what is known, and what a person can do, stands with the document.
  ["no-proof", ["timeout", "connection-lost", "too-large", "http-status", "unreadable", "not-an-answer"]],
  ["no-proof", ["unsigned", "bad-signature", "untrusted-signer", "expired-answer"]],
  ["no-proof", ["other-message", "other-process", "fault", "no-end", "no-answer"]],
];

const faults: [Fault, RegExp][] = [
  ...deliveryFaults.map(([fault, reasons]): [Fault, RegExp] => [
    fault,
    new RegExp(`^(${reasons.join("|")})$`),
  ]),
  ["no-status", /^(status |STS)/],
  ["recipient-refused", /^ALS\d+$/],
  ["settings", /^(no-certificate|key-token|key-refused)$/],
  ["unreachable", /^(no-timestamp|key-away)$/],
  ["expired", /^expired$/],
  ["nobody", /^nobody to send to$/],
  ["program-off", /^webhook off$/],
  ["program-held", /^webhook held$/],
  ["program-address", /^webhook (url|address)$/],
  ["program-refused", /^webhook \d{3}$/],
  ["no-answer", /^(interrupted|no answer)|without an? /],
  ["too-fast", /rate_limit|quota|\b(20429|429)$/],
  // 530 to 539 are about signing in at a mail server (RFC 4954).
  ["settings", /api_key|EAUTH|\b(20003|401|403|53\d)$/],
  // A mail server refuses for good with 5xx (RFC 5321); of the others that passes.
  ["refused", /^smtp 5\d\d$/],
  ["unreachable", /^(E[A-Z_]{3,}|network)$|internal_server|application_error|^smtp |\b(205\d\d|5\d\d)$/],
  ["refused", /^(twilio|resend) |plain address|in a header/],
];
