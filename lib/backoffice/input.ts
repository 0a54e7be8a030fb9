import { z } from "zod";
import { parseTarget } from "@/lib/ports/webhook/target";
import { programEvents } from "./rules";

/** A program that is to hear of documents. One box ticked comes as a text, more as a list. */
export const endpointInput = z.object({
  naam: z.string().trim().min(1, "name").max(60, "name-too-long"),
  // Judged with the rest of the form, so that everything that is wrong is said at once.
  url: z
    .string()
    .trim()
    .superRefine((url, issues) => {
      const target = parseTarget(url);
      if (!target.ok) issues.addIssue({ code: "custom", message: target.reason });
    }),
  gebeurtenis: z
    .union([z.array(z.enum(programEvents)), z.enum(programEvents).transform((one) => [one])], "events")
    .refine((list) => list.length > 0, "events"),
});

/** Which program a button is about. */
export const endpointId = z.object({ koppeling: z.uuid() });

/** The same, with how it should be from now on. */
export const endpointSwitch = endpointId.extend({ stand: z.enum(["aan", "uit"]) });
