import { z } from "zod";
import { mostInBatch } from "../rules";
import { handInput } from "./hand";

/** A document as the signer showed it: which one, and which version of it. */
const shown = z
  .string()
  .regex(/^[^:]+:[1-9]\d{0,3}$/)
  .transform((text): unknown => text.split(":"))
  .pipe(z.tuple([z.uuid(), z.coerce.number()]));
const documents = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  z.array(shown).min(1).max(mostInBatch),
);

/**
 * The question for a signature: of which documents, how it looks, and that they were read. What is missing is said at
 * once, each at its own field; the document of the page goes first.
 */
export const handFormInput = z
  .object({
    filing: z.uuid(),
    stuk: documents,
    akkoord: z.string().optional(),
    hand: z.string().default(""),
  })
  .transform(({ filing, stuk, akkoord, hand }, issues) => {
    const versions = Object.fromEntries(stuk);
    const drawn = handInput.safeParse(hand);
    if (!drawn.success) issues.addIssue({ code: "custom", path: ["hand"], message: "hand" });
    if (akkoord !== "ja") issues.addIssue({ code: "custom", path: ["akkoord"], message: "consent" });
    if (!Object.hasOwn(versions, filing))
      issues.addIssue({ code: "custom", path: ["stuk"], message: "invalid" });
    const filings = [filing, ...Object.keys(versions).filter((id) => id !== filing)];
    return drawn.success ? { filing, filings, versions, hand: drawn.data } : z.NEVER;
  });
