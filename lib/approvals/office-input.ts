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

/** `plaats` is the seat of one approver. */
export const dropInput = reasonInput.extend({
  plaats: z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number),
});

/**
 * `nietAangekomen`: the recipient said so, and a person answers for it. `tochAanleveren`: the recipient has an earlier
 * version, and a person says that this one has to go nevertheless.
 */
export const againInput = reasonInput.extend({
  nietAangekomen: z.literal("ja").optional(),
  tochAanleveren: z.literal("ja").optional(),
});
