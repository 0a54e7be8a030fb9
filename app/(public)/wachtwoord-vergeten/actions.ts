"use server";

import { redirect } from "next/navigation";
import { visitorAction } from "@/lib/access/action";
import { forgotInput } from "@/lib/identity/input";
import { requestPasswordLink } from "@/lib/identity/password-link";

/** "Wachtwoord vergeten" (F10): the answer is the same for every address. */
export const askForPasswordLink = visitorAction("sign-in", forgotInput, async ({ firm, facts }, input) => {
  await requestPasswordLink(firm, input.email, facts);
  redirect("/wachtwoord-vergeten/verstuurd");
});
