import type { FormAnswer } from "@/lib/access/action";
import type { Delivery } from "@/lib/outbox/await";

/** What a form answers to a code that was refused: a wrong one is said at its field, with the tries that are left. */
export function codeAnswer({ reason, left }: { reason: string; left?: number }): FormAnswer {
  if (left === undefined) return { ok: false, reason };
  const said = reason === "wrong-code" && left === 1 ? "wrong-code-last" : reason;
  return { ok: false, reason: said, fields: { code: said }, details: { left } };
}

/** What it answers to an expired code, once another was asked for in its place. */
export function expiredCodeAnswer(
  next: { ok: true; delivery: Delivery } | { ok: false; reason: string },
): FormAnswer {
  return codeAnswer({ reason: expiredReason(next), left: 0 });
}

function expiredReason(next: Parameters<typeof expiredCodeAnswer>[0]): string {
  // A newer code went out within the last minute: the one that was typed is the one before it.
  if (!next.ok) return next.reason === "wait" ? "code-expired-sent" : "code-expired";
  if (next.delivery === "sent") return "code-expired-sent";
  return next.delivery === "waiting" ? "code-expired-waiting" : "undeliverable";
}

/** What "Nieuw token versturen" answers. */
export function resentAnswer(delivery: Delivery): FormAnswer {
  if (delivery === "sent") return { ok: true };
  return { ok: false, reason: delivery === "waiting" ? "not-delivered" : "undeliverable" };
}
