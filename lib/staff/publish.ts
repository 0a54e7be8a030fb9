import { inScope } from "@/db/scope";
import { type Staff, systemOf } from "@/lib/access/actor";
import type { Publication } from "@/lib/approvals/publication";
import { type Published, publishFiling } from "@/lib/approvals/publish";
import { streams } from "@/lib/approvals/streams";
import { channelsOf } from "@/lib/delivery/channels";

/** What is asked beside what the document itself raises: nothing is set up to deliver it to this bank. */
const bankUnknown = "bank-without-channel";

type PublishedByStaff =
  | Exclude<Published, { reason: "confirm-first" }>
  | { ok: false; reason: "confirm-first"; questions: string[] };

/**
 * "Klaarzetten" as staff do it: `publishFiling`, and before it a question when a credit report is for a bank that the
 * firm cannot deliver to. A channel is found by the bank's name letter by letter, and after the approval it is too late
 * to ask. Whoever answers that it is right publishes all the same: the channel may come later.
 */
export async function publishByStaff(actor: Staff, input: Publication): Promise<PublishedByStaff> {
  const { bank } = input.details;
  const asked = streams[input.stream].goesTo === "bank" && !input.confirmed.includes(bankUnknown);
  if (asked && !(await banksOf(actor)).includes(bank ?? ""))
    return { ok: false, reason: "confirm-first", questions: [bankUnknown] };
  return inScope(actor, (ctx) => publishFiling(ctx, input, { accountId: actor.accountId }));
}

/**
 * The banks that the firm delivers to, by the names under which their channels stand. How a channel is set up is for
 * administrators alone; what it is called, whoever publishes has to know.
 */
export async function banksOf(actor: Staff): Promise<string[]> {
  const channels = await inScope(systemOf(actor.firmId, "banks"), channelsOf);
  return channels
    .filter(({ stream, enabled }) => stream === "creditReport" && enabled)
    .map(({ recipient }) => recipient);
}
