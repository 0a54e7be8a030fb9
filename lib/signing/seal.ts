import { type Signer, TimestampFailure } from "@/lib/pades/shapes";
import { type Signed, sign } from "@/lib/pades/sign";
import type { Lane } from "@/lib/pades/thread/lane";
import { now } from "@/lib/ports/clock";
import { formatMoment } from "@/lib/shared/dates";
import { stamping } from "./stamping";

const FIELD = "Zegel";
/** At the foot of an A4, in points from the upper left corner: beside the number of the page, under what is written. */
const PLACE = { x: 68, y: 790, width: 230, height: 44 };

export type Sealed = { pieces: Uint8Array[]; level: "B-B" | "B-T" };

/**
 * Seals a PDF of the portal's own with the firm's certificate, so that everybody can see that nothing was changed.
 * @param waits what the next try has to know when no time stamp came; null when it is to be sealed without
 * @returns the same when it is to be tried again
 */
export async function sealed(
  lane: Lane,
  { bytes, pages }: { bytes: Uint8Array; pages: number },
  by: { signer: Signer; firm: string; reference: string },
  waits: (failure: TimestampFailure) => { unstamped: object } | null,
): Promise<Sealed | { unstamped: object }> {
  const fields = [{ name: FIELD, place: { page: pages, ...PLACE } }];
  const prepared = await lane.ask("prepare", new Uint8Array(bytes), { fields, page: null });
  const at = now();
  const written = {
    field: FIELD,
    name: by.firm,
    reason: `Zegel op het ondertekenbewijs ${by.reference}`,
    at,
    look: {
      hand: { kind: "typed" as const, name: by.firm },
      lines: [`Verzegeld door ${by.firm}`, `${formatMoment(at, "nl")} (Europe/Amsterdam)`],
    },
  };
  const stamps = await stamping();
  if (stamps) {
    try {
      const timestamp = stamps.timestamp;
      const signed = await sign(lane, prepared.slice(), written, { signer: by.signer, timestamp });
      return { pieces: piecesOf(signed), level: "B-T" };
    } catch (error) {
      if (!(error instanceof TimestampFailure)) throw error;
      const again = waits(error);
      if (again) return again;
    }
  }
  return { pieces: piecesOf(await sign(lane, prepared, written, { signer: by.signer })), level: "B-B" };
}

function piecesOf({ before, tail }: Signed): Uint8Array[] {
  return [before, tail];
}
