"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { visitorAction } from "@/lib/access/action";
import { signInWithCode } from "@/lib/identity/auth";
import { deviceCookie, knownDevice, ticketCookie } from "@/lib/identity/browser";
import { codeInput, signInInput } from "@/lib/identity/input";
import { resendSignInCode, startSignIn } from "@/lib/identity/sign-in";

/** Step one: the password (F6). On success the ticket goes into a cookie and the code page follows. */
export const continueWithPassword = visitorAction("sign-in", signInInput, async ({ firm, facts }, input) => {
  const jar = await cookies();
  const device = knownDevice(firm.id, input.email, jar.get(deviceCookie)?.value);
  const started = await startSignIn(firm, input, facts, device);
  if (!started.ok) {
    if (started.reason === "no-number") redirect("/inloggen/geen-nummer");
    return { ...started, values: { email: input.email } };
  }
  const secured = { httpOnly: true, secure: true, sameSite: "lax", path: "/" } as const;
  jar.set(ticketCookie, started.ticket, { ...secured, maxAge: 30 * 60 });
  const delivered = started.delivery && started.delivery !== "sent" ? "?sms=wacht" : "";
  redirect(`/inloggen/code${delivered}`);
});

/** Step two: the code (F8). */
export const signInWithCodeAction = visitorAction("sign-in", codeInput, async ({ facts }, input) => {
  const jar = await cookies();
  const signedIn = await signInWithCode(jar.get(ticketCookie)?.value, input.code, facts.ip);
  if (!signedIn.ok) {
    const { reason, left } = signedIn;
    return { ok: false, reason, ...(left === undefined ? {} : { details: { left } }) };
  }
  jar.delete(ticketCookie);
  redirect("/");
});

/** "Nieuw token versturen" (F9). */
export const sendNewCode = visitorAction("sign-in", z.object({}), async ({ firm, facts }) => {
  const resent = await resendSignInCode(firm, (await cookies()).get(ticketCookie)?.value, facts);
  if (!resent.ok) return resent;
  return resent.delivery === "sent" ? { ok: true } : { ok: false, reason: "not-delivered" };
});
