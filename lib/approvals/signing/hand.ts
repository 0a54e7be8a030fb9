import { z } from "zod";
import type { Scoped } from "@/db/scope";
import { sealFor, unsealFrom } from "@/lib/access/firm-key";
import type { Hand } from "@/lib/pades/shapes";
import { canonicalJson, sha256Hex } from "@/lib/shared/hash";
import { onOneLine } from "@/lib/shared/typed";

/** As much as a pen puts on a pad in a minute; more is no signature. */
const MOST = { strokes: 200, points: 5000, letters: 80 } as const;

const fraction = z.number().min(0).max(1);
const drawn = z.object({
  kind: z.literal("drawn"),
  strokes: z
    .array(z.array(z.tuple([fraction, fraction])).min(1))
    .min(1)
    .max(MOST.strokes)
    .refine((strokes) => strokes.reduce((sum, { length }) => sum + length, 0) <= MOST.points),
  ratio: z.number().min(0.5).max(10),
});
const typed = z.object({
  kind: z.literal("typed"),
  name: z.string().transform(onOneLine).pipe(z.string().min(1).max(MOST.letters)),
});

/** What was drawn or typed, as a form sends it: JSON. A drawing of a single dot is a slip and no signature. */
export const handInput = z
  .string()
  .max(200_000)
  .transform((text, issues): Hand => {
    const found = z.union([drawn, typed]).safeParse(parsed(text));
    if (found.success && isEnough(found.data)) return found.data;
    issues.addIssue({ code: "custom", message: "hand" });
    return z.NEVER;
  });

function isEnough(hand: Hand): boolean {
  return hand.kind === "typed" || hand.strokes.some((stroke) => stroke.length > 2);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A hand that nobody can read or put elsewhere, and the hash by which a code is for this one alone. */
export type SealedHand = { sealed: string; hash: string };

/** Where a hand lies sealed between the code that was asked for with it and the decision. */
export function draftPlace(accountId: string): string {
  return `hand:${accountId}`;
}

/** @param place whose it is, and on its way to what */
export async function sealHand(ctx: Scoped, place: string, hand: Hand): Promise<SealedHand> {
  const text = canonicalJson(hand);
  return { sealed: (await sealFor(ctx, place, text)).toString("base64"), hash: sha256Hex(text) };
}

/** @throws when it was sealed for another place */
export async function openHand(ctx: Scoped, place: string, { sealed }: SealedHand): Promise<Hand> {
  return JSON.parse((await unsealFrom(ctx, place, Buffer.from(sealed, "base64"))).toString());
}
