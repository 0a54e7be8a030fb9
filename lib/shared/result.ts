/** What a command answers: either what happened, or the reason why it was refused (worded in the message files). */
export type Result<Value extends object = object, Reason extends string = string> =
  | ({ ok: true } & Value)
  | { ok: false; reason: Reason };

export function refuse<Reason extends string>(reason: Reason): { ok: false; reason: Reason } {
  return { ok: false, reason };
}
