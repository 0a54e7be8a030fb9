"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { visitorAction } from "@/lib/access/action";
import { homeOf } from "@/lib/access/page";
import { safeReturn, withReturn } from "@/lib/access/return-path";
import { sessionCookie, sessionOf } from "@/lib/access/session";
import { signInWithCode } from "@/lib/identity/auth";
import { deviceCookie, knownDevice, ticketCookie } from "@/lib/identity/browser";
import { codeAnswer, expiredCodeAnswer, resentAnswer } from "@/lib/identity/code-answer";
import { codeInput, signInInput } from "@/lib/identity/input";
import { resendSignInCode, startSignIn } from "@/lib/identity/sign-in";

/** Where to go once signed in: what a link in a mail led to. */
const back = z.object({ terug: z.string().optional().transform(safeReturn) });

/** Step one: the password (F6). On success the ticket goes into a cookie and the code page follows. */
export const continueWithPassword = visitorAction(
  "sign-in",
  signInInput.and(back),
  async ({ firm, facts }, input) => {
    const jar = await cookies();
    const device = knownDevice(firm.id, input.email, jar.get(deviceCookie)?.value);
    const started = await startSignIn(firm, input, facts, device);
    if (!started.ok) {
      if (started.reason === "no-number") redirect("/inloggen/geen-nummer");
      return { ...started, values: { email: input.email } };
    }
    const secured = { httpOnly: true, secure: true, sameSite: "lax", path: "/" } as const;
    jar.set(ticketCookie, started.ticket, { ...secured, maxAge: 30 * 60 });
    const delivery = started.delivery && started.delivery !== "sent" ? `?sms=${started.delivery}` : "";
    redirect(withReturn(`/inloggen/code${delivery}`, input.terug));
  },
);

/** Step two: the code (F8). */
export const signInWithCodeAction = visitorAction(
  "sign-in",
  codeInput.and(back),
  async ({ firm, facts }, input) => {
    const jar = await cookies();
    const ticket = jar.get(ticketCookie)?.value;
    const signedIn = await signInWithCode(ticket, input.code, facts.ip);
    if (!signedIn.ok) {
      if (signedIn.reason !== "code-expired") return codeAnswer(signedIn);
      const resent = await resendSignInCode(firm, ticket, facts);
      // The minute until the next one counts from now.
      revalidatePath("/inloggen/code");
      return expiredCodeAnswer(resent);
    }
    jar.delete({ name: ticketCookie, path: "/", secure: true });
    // Straight there: on the way over "/" the screen would be empty for a moment.
    const session = await sessionOf(jar.get(sessionCookie)?.value);
    redirect(input.terug ?? (session ? await homeOf(session) : "/"));
  },
);

/** "Nieuw token versturen" (F9). */
export const sendNewCode = visitorAction("sign-in", z.object({}), async ({ firm, facts }) => {
  const resent = await resendSignInCode(firm, (await cookies()).get(ticketCookie)?.value, facts);
  return resent.ok ? resentAnswer(resent.delivery) : resent;
});
