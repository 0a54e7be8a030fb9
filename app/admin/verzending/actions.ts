"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { staffAction } from "@/lib/access/action";
import { markAsSent, sendAgain } from "@/lib/staff/resend";

/** "Opnieuw proberen" and "Opnieuw versturen". */
export const sendJobAgain = staffAction(
  "message.resend",
  z.object({ taak: z.uuid(), stand: z.enum(["failed", "unknown"]) }),
  async ({ scope }, { taak, stand }) => {
    const sent = await scope((ctx) => sendAgain(ctx, { id: taak, from: stand }));
    if (sent.ok) revalidatePath("/admin/verzending");
    return sent;
  },
);

/** "Als verstuurd markeren", by somebody who asked whether it arrived. */
export const markJobAsSent = staffAction(
  "message.resend",
  z.object({ taak: z.uuid() }),
  async ({ scope }, { taak }) => {
    const marked = await scope((ctx) => markAsSent(ctx, taak));
    if (marked.ok) revalidatePath("/admin/verzending");
    return marked;
  },
);
