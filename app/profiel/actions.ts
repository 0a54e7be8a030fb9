"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { ownAction } from "@/lib/access/action";
import { changePasswordInput } from "@/lib/identity/input";
import { changePassword } from "@/lib/identity/password-link";
import { endSession } from "@/lib/identity/sessions";
import { preferencesInput } from "@/lib/notifications/input";
import { savePreferences } from "@/lib/notifications/preferences";

/** A new password, with the current one (F29). */
export const changeOwnPassword = ownAction(
  "profile.write",
  changePasswordInput,
  async ({ firm, session, facts }, input) => {
    const passwords = { current: input.huidigWachtwoord, wanted: input.nieuwWachtwoord };
    const changed = await changePassword(firm, session, passwords, facts);
    if (changed.ok) return { ok: true };
    if (changed.reason === "too-many-attempts") return changed;
    const field = changed.reason === "wrong-password" ? "huidigWachtwoord" : "nieuwWachtwoord";
    return { ok: false, reason: "invalid", fields: { [field]: changed.reason } };
  },
);

/** Ends one of one's own sessions. */
export const endOwnSession = ownAction(
  "profile.write",
  z.object({ sessie: z.uuid() }),
  async ({ session }, { sessie }) => {
    await endSession(session, sessie);
    revalidatePath("/profiel");
    return { ok: true };
  },
);

/** Which e-mails one gets, and when. */
export const saveMailChoices = ownAction("profile.write", preferencesInput, async ({ session }, wish) => {
  await savePreferences(session, wish);
  revalidatePath("/profiel");
  return { ok: true };
});
