import { inScope } from "@/db/scope";
import { type Staff, systemOf } from "@/lib/access/actor";
import { type Seating, signingSeats } from "@/lib/approvals/approvers";
import type { Publication, SigningWish } from "@/lib/approvals/publication";
import { type Published, publishFiling } from "@/lib/approvals/publish";
import { streams } from "@/lib/approvals/streams";
import { channelsOf } from "@/lib/delivery/channels";
import { canSign } from "@/lib/signing/certificates";
import { type PublishedToSign, publishToSign } from "./publish-to-sign";

/** What is asked beside what the document itself raises: nothing is set up to deliver it to this bank. */
const bankUnknown = "bank-without-channel";
/** What is asked where nothing that is signed would get into the file, until an administrator adds a certificate. */
const noCertificate = "no-certificate";

/** `fields`: at which field of the form it is said, where it is about one. */
type PublishedByStaff =
  | Exclude<Published | PublishedToSign, { reason: "confirm-first" }>
  | { ok: false; reason: "confirm-first"; questions: string[] }
  | { ok: false; reason: string; fields: Record<string, string> };

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
  const { signing } = input;
  if (signing) return toSign(actor, { ...input, signing });
  return inScope(actor, (ctx) => publishFiling(ctx, input, { accountId: actor.accountId }));
}

/** What stands in the way of signing is said at the field that it is about. */
async function toSign(
  actor: Staff,
  input: Publication & { signing: SigningWish },
): Promise<PublishedByStaff> {
  const { organisationId, stream, signing, confirmed } = input;
  if (!confirmed.includes(noCertificate) && !(await inScope(actor, canSign)).firm)
    return { ok: false, reason: "confirm-first", questions: [noCertificate] };
  if (signing.where === "placed") {
    const seating = await inScope(actor, (ctx) => signingSeats(ctx, organisationId, stream, signing));
    const field = seating && withoutPlace(seating);
    if (field) return { ok: false, reason: "signing-spot", fields: { [field]: "signing-spot" } };
  }
  const published = await publishToSign(actor, input, { accountId: actor.accountId });
  const field = published.ok ? undefined : fieldOf(published.reason, signing);
  return published.ok || !field ? published : { ...published, fields: { [field]: published.reason } };
}

/** The field of the first capacity that has no place on a page; null when all have one. */
function withoutPlace({ seats }: Seating): string | null {
  const counted = new Map<string | null, number>();
  for (const { accountId, place } of seats) {
    const count = counted.get(accountId) ?? 0;
    if (!place) return `plek-${accountId}-${count}`;
    counted.set(accountId, count + 1);
  }
  return null;
}

const aboutTheFile = [
  ...["damaged", "no-pages", "locked", "encrypted", "signed-and-encrypted", "field-signed", "field-missing"],
  ...["too-heavy", "signature-broken", "changed-since", "cannot-be-signed"],
];

function fieldOf(reason: string, { where }: SigningWish): string | undefined {
  if (aboutTheFile.includes(reason)) return "bijlage";
  // A page more is a change that whoever signed it may have left no room for; a field on it need not be.
  if (reason === "no-changes-allowed") return where === "page" ? "plaats" : "bijlage";
  if (reason === "no-place-to-sign") return "plaats";
  if (reason === "nothing-to-sign-with") return "samenMet";
  return reason === "approver-unknown" ? "ondertekenaar" : undefined;
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
