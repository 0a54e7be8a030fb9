import type { SignatureText } from "@/lib/pades/append";
import { now } from "@/lib/ports/clock";
import { formatMoment } from "@/lib/shared/dates";
import words from "@/messages/nl/approvals.json";
import type { NextSignature } from "./next";

/**
 * What stands in a signature and beside it, in Dutch as the documents are: under the hand who signed, as what, for whom
 * and when it was given, by the clock of the Netherlands.
 */
export function writtenBeside(next: NextSignature): SignatureText {
  const { seat, by, hand, evidenceHash } = next;
  return {
    field: seat.field?.name ?? "",
    name: by,
    reason: `Akkoord, bewijs sha256:${evidenceHash}`,
    at: now(),
    look: { hand, lines: linesOf(next) },
  };
}

export function linesOf({
  by,
  capacity,
  onBehalfOf,
  seat: { deputyFor },
  givenAt,
}: Pick<NextSignature, "by" | "capacity" | "onBehalfOf" | "givenAt"> & {
  seat: Pick<NextSignature["seat"], "deputyFor">;
}): string[] {
  const as = [capacityWord(capacity), onBehalfOf && `namens ${onBehalfOf}`].filter(Boolean).join(", ");
  const instead = deputyFor ? `namens ${deputyFor}, volgens machtiging` : "";
  return [by, as, instead, `${formatMoment(givenAt, "nl")} (Europe/Amsterdam)`].filter(Boolean);
}

/** "bestuurder". */
export function capacityWord(capacity: string): string {
  const known: Record<string, string> = words.capacities;
  return known[capacity] ?? words.capacities.other;
}
