import type { StaffPage } from "@/lib/access/page";
import { undecided } from "@/lib/approvals/rules";
import type { SigningSeat } from "@/lib/approvals/signing/shapes";
import type { SignatureReport } from "@/lib/pades/shapes";
import { lookAtSignatures } from "@/lib/signing/look";
import { type StaffFilingDetail, staffFiling } from "@/lib/staff/filing";

/** A document that somebody signs at the firm, in the file as it is by now, with what was found in that. */
export type DeskFiling = {
  filing: StaffFilingDetail;
  seats: readonly SigningSeat[];
  /** The newest file. */
  file: string;
  signatures: readonly SignatureReport[];
  /** What is signed in it does not hold, or was changed since: nobody signs it like that. */
  wrong: boolean;
};

/**
 * The document and those of its set, as far as this person can sign them now; null when the first cannot be signed.
 * @param isOwn whether a seat is this person's, and asked
 */
export async function deskFilings(
  { read }: StaffPage,
  first: StaffFilingDetail,
  isOwn: (seat: SigningSeat) => boolean,
): Promise<DeskFiling[] | null> {
  if (!canBeSigned(first, isOwn)) return null;
  const others = await Promise.all(
    (first.signing?.together ?? []).map(({ id }) => read((ctx) => staffFiling(ctx, id))),
  );
  const wanted = [first, ...others.filter((one) => one !== null && canBeSigned(one, isOwn))];
  const all = await Promise.all(
    wanted.map(async (filing) => {
      if (!filing?.signing) return [];
      const { seats, revisions } = filing.signing;
      const file = revisions[0]?.fileId ?? filing.attachment.id;
      const look = await lookAtSignatures(read, file);
      return [
        {
          filing,
          seats,
          file,
          signatures: look?.signatures ?? [],
          wrong: look?.state !== "right" && look?.state !== "unjudged",
        },
      ];
    }),
  );
  return all.flat();
}

function canBeSigned({ state, signing }: StaffFilingDetail, isOwn: (seat: SigningSeat) => boolean): boolean {
  return undecided.includes(state) && (signing?.seats.some(isOwn) ?? false);
}
