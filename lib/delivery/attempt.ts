import { inScope } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import type { MessageTypesAnswer } from "@/lib/ports/filing-channel/channel";
import { lockChannel, openChannel } from "./channels";

/** Somebody waits for it, so it gets no more than this. */
const longest = 15_000;

export type Attempt = { ok: true } | { ok: false; reason: string; details?: Record<string, string> };

/**
 * Tries whether the other side lets us in, with a question that changes nothing there: which berichtsoorten it takes
 * for a number. Not a job, for a person waits for the answer, and no transaction is open while it is asked. The
 * settings are tried as they were saved, of a channel that is switched off too.
 */
export async function tryChannel(actor: Staff, id: string, number: string): Promise<Attempt> {
  const known = await inScope(actor, (ctx) => lockChannel(ctx, id));
  if (!known) return { ok: false, reason: "not-found" };
  const { settings, certificate, key } = known;
  let channel: ReturnType<typeof openChannel>;
  try {
    const timeoutMs = Math.min(settings.timeoutMs, longest);
    channel = openChannel({ id, certificate, key, settings: { ...settings, timeoutMs } });
  } catch {
    return { ok: false, reason: "channel-settings" };
  }
  const { authorisationAddress, identityType } = settings;
  return answerOf(
    await channel.messageTypes({
      interestedParty: { number, type: identityType },
      ...(authorisationAddress ? { authorisationAddress } : {}),
    }),
  );
}

function answerOf(answer: MessageTypesAnswer): Attempt {
  switch (answer.outcome) {
    case "message-types":
      return { ok: true };
    case "refused":
      return {
        ok: false,
        reason: "try-refused",
        details: { code: answer.faultCode, words: answer.description },
      };
    case "not-sent":
      return { ok: false, reason: `try-${answer.reason}`, details: { code: answer.detail ?? "" } };
    case "unknown":
      return {
        ok: false,
        reason: answer.reason === "timeout" ? "try-timeout" : "try-odd-answer",
        details: { code: [answer.reason, answer.detail].filter(Boolean).join(" ") },
      };
  }
}
