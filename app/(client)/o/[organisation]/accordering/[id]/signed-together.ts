import type { ClientPage } from "@/lib/access/page";
import { filingDetail } from "@/lib/approvals/detail";
import { isSigned, ownSignature, type SigningFiling } from "./seats-view";

/** The other documents of the same set that wait for this person too: one drawing and one code signs all of them. */
export async function signedWithIt(page: ClientPage, { signing }: SigningFiling): Promise<SigningFiling[]> {
  const waiting = signing.together.map(({ id }) => id);
  return (await detailsOf(page, waiting)).filter(({ myTurn }) => myTurn);
}

/** The other documents of the same set that this person has signed as well. */
export async function signedBeside(page: ClientPage, { signing }: SigningFiling): Promise<SigningFiling[]> {
  const me = page.session.accountId;
  return (await detailsOf(page, signing.set)).filter((one) => ownSignature(one, me) !== null);
}

/** How far the signatures of this person under several documents are: as far as the one that is furthest behind. */
export function furthestBehind(
  all: readonly SigningFiling[],
  me: string,
): "waiting" | "put" | "stopped" | null {
  const states = all.map((one) => ownSignature(one, me));
  return (["stopped", "waiting", "put"] as const).find((state) => states.includes(state)) ?? null;
}

async function detailsOf(page: ClientPage, ids: readonly string[]): Promise<SigningFiling[]> {
  const { id: organisation } = page.organisation;
  const found = await Promise.all(ids.map((id) => page.read((ctx) => filingDetail(ctx, organisation, id))));
  return found.filter((one) => one !== null).filter(isSigned);
}
