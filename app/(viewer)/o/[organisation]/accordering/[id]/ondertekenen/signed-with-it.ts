import { isSigned, type SigningFiling } from "@/app/(client)/o/[organisation]/accordering/[id]/seats-view";
import type { ClientPage } from "@/lib/access/page";
import { filingDetail } from "@/lib/approvals/detail";

/** The other documents of the same set that wait for this person too: one drawing and one code signs all of them. */
export async function signedWithIt(page: ClientPage, filing: SigningFiling): Promise<SigningFiling[]> {
  const others = await Promise.all(
    filing.signing.together.map(({ id }) => page.read((ctx) => filingDetail(ctx, page.organisation.id, id))),
  );
  return others.filter((one) => one?.myTurn === true && isSigned(one)) as SigningFiling[];
}
