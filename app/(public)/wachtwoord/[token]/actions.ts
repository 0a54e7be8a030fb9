"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { visitorAction } from "@/lib/access/action";
import { deviceCookie, deviceCookieOptions, newDevice } from "@/lib/identity/browser";
import { choosePasswordInput } from "@/lib/identity/input";
import { choosePassword } from "@/lib/identity/password-link";

/** Uses up the link and sets the password; then one signs in, code included. */
export const chooseNewPassword = visitorAction(
  "sign-in",
  choosePasswordInput,
  async ({ firm, facts }, input) => {
    const chosen = await choosePassword(firm, input.token, input.wachtwoord, facts);
    if (chosen.ok) {
      // Whoever reads this person's mail is let past the throttle that somebody else keeps full by guessing.
      (await cookies()).set(deviceCookie, newDevice(firm.id, chosen.email), deviceCookieOptions);
      redirect("/inloggen?reden=wachtwoord");
    }
    if (chosen.reason === "link-used-up") return chosen;
    return { ok: false, reason: "invalid", fields: { wachtwoord: chosen.reason } };
  },
);
