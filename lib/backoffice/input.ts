import { z } from "zod";
import { programEvents } from "./rules";

/** A program that is to hear of documents. One box ticked comes as a text, more as a list. */
export const endpointInput = z.object({
  naam: z.string().trim().min(1, "name").max(60, "name-too-long"),
  url: z.string().trim().min(1, "url-invalid").max(500, "url-invalid"),
  gebeurtenis: z
    .union([z.array(z.enum(programEvents)), z.enum(programEvents).transform((one) => [one])], "events")
    .refine((list) => list.length > 0, "events"),
});

/** Which program a button is about. */
export const endpointId = z.object({ koppeling: z.uuid() });

/** The same, with how it should be from now on. */
export const endpointSwitch = endpointId.extend({ stand: z.enum(["aan", "uit"]) });
