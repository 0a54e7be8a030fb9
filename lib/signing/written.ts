import type { SignatureText } from "@/lib/pades/append";
import { now } from "@/lib/ports/clock";
import { formatMoment } from "@/lib/shared/dates";
import { linesOf } from "./lines";
import type { NextSignature } from "./next";

/**
 * What stands in a signature and beside it, in Dutch as the documents are: under the hand who signed, as what, for whom
 * and when it was given, by the clock of the Netherlands.
 */
export function writtenBeside(next: NextSignature): SignatureText {
  const { seat, by, capacity, onBehalfOf, givenAt, hand, evidenceHash } = next;
  const who = linesOf({ name: by, capacity, onBehalfOf, deputyFor: seat.deputyFor });
  return {
    field: seat.field?.name ?? "",
    name: by,
    reason: `Akkoord, bewijs sha256:${evidenceHash}`,
    at: now(),
    look: { hand, lines: [...who, `${formatMoment(givenAt, "nl")} (Europe/Amsterdam)`] },
  };
}
