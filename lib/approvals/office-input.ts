import { z } from "zod";
import { reasonOf } from "@/lib/shared/typed";

/** What staff fill in when they do something with a document. */

export const reasonInput = z.object({
  filing: z.uuid(),
  reden: reasonOf("reason"),
});

/** With the mandate by which the firm may file at all; the client reads both. */
export const mandateInput = reasonInput
  .extend({ machtiging: reasonOf("mandate") })
  .transform(({ filing, reden, machtiging }) => ({ filing, reden: `${reden}\n${machtiging}` }));

export const filedInput = z.object({
  filing: z.uuid(),
  kenmerk: z.string().trim().max(60, "reference-too-long").default(""),
});

/** In what publication goes further than it should; null where it falls short in nothing. */
const releasedAs = {
  "niet-vastgesteld": "not-adopted",
  "niet-ondertekend": "not-signed",
  anders: null,
} as const;
export const releaseInput = reasonInput.extend({
  als: z
    .enum(["niet-vastgesteld", "niet-ondertekend", "anders"], "choose-release")
    .transform((said) => releasedAs[said]),
});

/** The seat of one approver. */
const seat = z
  .string()
  .regex(/^\d{1,2}$/)
  .transform(Number);
export const seatInput = z.object({ filing: z.uuid(), plaats: seat });
export const dropInput = reasonInput.extend({ plaats: seat });

/**
 * `nietAangekomen`: the recipient said so, and a person answers for it. `tochAanleveren`: the recipient has an earlier
 * version, and a person says that this one has to go nevertheless.
 */
export const againInput = reasonInput.extend({
  nietAangekomen: z.literal("ja").optional(),
  tochAanleveren: z.literal("ja").optional(),
});
