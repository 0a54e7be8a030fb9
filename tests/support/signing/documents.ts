import type { SignatureText } from "@/lib/pades/append";
import type { Signer } from "@/lib/pades/shapes";
import { type Signed, sign } from "@/lib/pades/sign";
import type { Lane } from "@/lib/pades/thread/lane";

/** A field of its own place on a page of A4: the third stands above the second. */
export function aPlan(name: string, page = 1, index = 0) {
  return { name, place: { page, x: 60, y: 700 - index * 90, width: 180, height: 80 } };
}

/** A document with a field for each of these. */
export function aPrepared(lane: Lane, bytes: Uint8Array, names: string[], page = 1): Promise<Uint8Array> {
  const fields = names.map((name, index) => aPlan(name, page, index));
  return lane.ask("prepare", bytes.slice(), { fields, page: null });
}

export function aText(field: string): SignatureText {
  return {
    field,
    name: "Zoë de Vries-Özdemir",
    reason: "Akkoord",
    at: new Date(),
    look: {
      hand: {
        kind: "drawn",
        strokes: [
          [
            [0, 0],
            [0.5, 1],
            [1, 0],
          ],
        ],
        ratio: 2.5,
      },
      lines: ["Zoë de Vries-Özdemir", "30 november 2026, 13.02 uur"],
    },
  };
}

export async function signAs(
  lane: Lane,
  bytes: Uint8Array,
  field: string,
  signer: Signer,
): Promise<Uint8Array> {
  return whole(await sign(lane, bytes, aText(field), { signer }));
}

export function whole({ before, tail }: Pick<Signed, "before" | "tail">): Uint8Array {
  return new Uint8Array(Buffer.concat([before, tail]));
}
